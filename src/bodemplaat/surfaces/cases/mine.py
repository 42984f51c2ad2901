"""What one asked oneself: the list, and one page that says where it stands and takes everything there is to say about it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import ask_first, explained, in_words
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered
from bodemplaat.surfaces.cases import words
from bodemplaat.surfaces.cases.asking import MOST, UNTIDY
from bodemplaat.surfaces.cases.files import Kept, looked_at
from bodemplaat.surfaces.cases.forms import MarkForm, MessageForm, WordsForm
from bodemplaat.surfaces.cases.pressing import press_of

NOT_NOW = 409


@require_GET
@page()
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one asked: first what waits for oneself, then what others work on, then what is over."""
    rows = [
        {
            "row": row,
            "name": words.name_of(row.content),
            "state": cases.STATE_WORDS_FOR_REQUESTER[row.state],
            "term": words.term(row.clock) if row.clock and row.clock.is_running else "",
        }
        for row in cases.my_cases(actor=actor, at=timezone.now())
    ]
    groups = {
        "to_do": [each for each in rows if each["row"].state is cases.CaseState.WAITS_FOR_CUSTOMER],  # type: ignore[attr-defined]
        "under_way": [
            each
            for each in rows
            if each["row"].state in cases.OPEN  # type: ignore[attr-defined]
            and each["row"].state is not cases.CaseState.WAITS_FOR_CUSTOMER  # type: ignore[attr-defined]
        ],
        "done": [each for each in rows if each["row"].state not in cases.OPEN],  # type: ignore[attr-defined]
    }
    return render(request, "cases/mine.html", {**groups, "is_any": bool(rows)})


@takes_files(MOST)
@page(in_one_transaction=False)
def case(request: HttpRequest, actor: Actor, case: UUID) -> HttpResponse:
    """One request. What is written here goes to the desk; a document goes into its file."""
    if request.method != "POST":
        with entered(actor):
            return _draw(request, actor, case)
    with entered(actor):
        _own(actor, case)
    files, wrong = looked_at([("", file) for file in request.FILES.getlist("documents")], "documents")
    with entered(actor):
        act = request.POST.get("act", "")
        form = _sent(request, act)
        if not form.is_valid() or wrong:
            for finding in wrong:
                form.add_error("documents", explained(finding))
            return _draw(request, actor, case, form=form, act=act, status=UNTIDY)
        now = timezone.now()
        try:
            with cases.one_press(press_of(request)):
                _do(request, actor, case, act, form, files, now)
        except cases.PressedTwice:
            return redirect("cases:case", case)
        except Refused as refusal:
            return _draw(request, actor, case, form=form, act=act, refusal=refusal, status=NOT_NOW)
        return redirect("cases:case", case)


def _do(
    request: HttpRequest, actor: Actor, case: UUID, act: str, form: forms.Form, files: Kept, now: datetime
) -> None:
    said = form.cleaned_data["words"]
    if act == cases.CaseMove.REOPEN:
        cases.reopen_case(actor=actor, case=case, words=said, at=now)
        messages.success(request, gettext("Your request is open again."))
    elif act == cases.CaseMove.RATE:
        cases.rate_case(actor=actor, case=case, mark=form.cleaned_data["mark"], words=said, at=now)
        messages.success(request, gettext("Thank you. Nobody can see what you answered."))
    elif act == cases.CaseMove.COMPLAIN:
        cases.complain_about_case(actor=actor, case=case, words=said, at=now)
        messages.success(request, gettext("Your complaint has been received."))
    else:
        cases.write_message(actor=actor, case=case, words=said, files=files, at=now)
        messages.success(request, gettext("Your message has been sent."))


@page()
def withdraw(request: HttpRequest, actor: Actor, case: UUID) -> HttpResponse:
    """Take back one's own request, after a question."""
    view = _own(actor, case)
    if request.method == "POST":
        cases.withdraw_case(actor=actor, case=case, at=timezone.now())
        messages.success(request, gettext("Your request has been withdrawn."))
        return redirect("cases:mine")
    if cases.CaseMove.WITHDRAW not in view.actions:
        raise cases.NotPossibleNow
    return ask_first(
        request,
        question=gettext("Withdraw request {number}?").format(number=view.number),
        consequence=gettext("Nobody works on it any more. You can ask anew."),
        verb=gettext("Withdraw the request"),
        tone="danger",
        back=reverse("cases:case", args=[case]),
    )


def _own(actor: Actor, case: UUID) -> cases.CaseView:
    view = cases.case_view(actor=actor, case=case, at=timezone.now())
    if not view.is_own:
        raise NotFound("case")
    return view


def _draw(
    request: HttpRequest,
    actor: Actor,
    case: UUID,
    *,
    form: forms.Form | None = None,
    act: str = "",
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    view = _own(actor, case)
    question = next(
        (each.words for each in reversed(view.timeline) if each.act is cases.CaseAct.WAITS_FOR_CUSTOMER), ""
    )
    context = {
        "case": view,
        "press": uuid4().hex,
        "name": words.name_of(view.content),
        "state": cases.STATE_WORDS_FOR_REQUESTER[view.state],
        "headline": words.headline(view),
        "term": words.term_of(view.state, view.clock),
        "why": [in_words(each) for each in view.why_term],
        "answers": list(words.answers(view)),
        "asked": words.asked(view),
        "moments": words.moments(view, for_desk=False),
        "question": question if view.state is cases.CaseState.WAITS_FOR_CUSTOMER else "",
        "message": form if form is not None and act not in ASIDE else MessageForm(label=_label("")),
        "again": _aside(cases.CaseMove.REOPEN, form, act),
        "complaint": _aside(cases.CaseMove.COMPLAIN, form, act),
        "opinion": _aside(cases.CaseMove.RATE, form, act),
        "refusal": explained(refusal) if refusal else "",
        "result": cases.RESULT_WORDS[view.result] if view.result else "",
        "moves": cases.CaseMove.__members__,
        "can_write": cases.CaseMove.MESSAGE in view.actions,
        "can_reopen": cases.CaseMove.REOPEN in view.actions,
        "can_rate": cases.CaseMove.RATE in view.actions,
        "can_complain": cases.CaseMove.COMPLAIN in view.actions,
        "can_withdraw": cases.CaseMove.WITHDRAW in view.actions,
    }
    return render(request, "cases/case.html", context, status=status)


def _sent(request: HttpRequest, act: str) -> forms.Form:
    if act == cases.CaseMove.RATE:
        return MarkForm(request.POST, auto_id=_ids(act))
    return MessageForm(request.POST, request.FILES, label=_label(act), auto_id=_ids(act))


def _aside(move: cases.CaseMove, form: forms.Form | None, act: str) -> forms.Form:
    """The form of one of the things beside writing, as it was sent if it was this one."""
    if form is not None and act == move:
        return form
    if move is cases.CaseMove.RATE:
        return MarkForm(auto_id=_ids(move))
    return WordsForm(label=_label(move), auto_id=_ids(move))


def _ids(act: str) -> str:
    return f"id_{act}_%s" if act in ASIDE else "id_%s"


ASIDE: Mapping[str, object] = {
    cases.CaseMove.REOPEN: _("What is not right yet?"),
    cases.CaseMove.COMPLAIN: _("What was not right?"),
    cases.CaseMove.RATE: _("How did it go?"),
}
"""What a requester does beside writing, each with what it asks."""


def _label(act: str) -> object:
    return ASIDE.get(act, _("Your message"))
