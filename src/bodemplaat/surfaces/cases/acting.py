"""What a clerk does with a case: one address, one act at a time; what cannot be done is said on the case itself."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.api import CaseMove
from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, entered
from bodemplaat.kernel import say
from bodemplaat.surfaces.cases.asking import MOST, UNTIDY
from bodemplaat.surfaces.cases.desk import desk_context, form_for, open_case
from bodemplaat.surfaces.cases.files import Kept, looked_at
from bodemplaat.surfaces.cases.mine import NOT_NOW
from bodemplaat.surfaces.cases.place import DeskPlace
from bodemplaat.surfaces.cases.pressing import press_of

Done = Callable[[Actor, UUID, Mapping[str, Any], Kept, datetime], object]


@takes_files(MOST)
@page(Role.SSC_CLERK, in_one_transaction=False)
def case(request: HttpRequest, actor: Actor, case: UUID) -> HttpResponse:
    """A case beside its queue. Files are looked at before anything is held."""
    place = DeskPlace.of(request)
    if request.method != "POST":
        with entered(actor):
            opened = open_case(actor, case, place=place, query=request.GET)
            return _show(request, actor, place, opened)
    with entered(actor):
        view = cases.case_view(actor=actor, case=case, at=timezone.now())
    files, wrong = looked_at([("", file) for file in request.FILES.getlist("documents")], "documents")
    act = next((move for move in (*PLAIN, *WORDED) if move == request.POST.get("act")), None)
    with entered(actor):
        if act is None:
            raise Refused(say("Choose what you would like to do with this case."))
        if act in PLAIN and not (act is CaseMove.TAKE and view.lacks_skill):
            return _done(request, actor, place, view, act, {}, [], None)
        form = form_for(actor, view, act, request.POST, request.FILES)
        if not form.is_valid() or wrong:
            for finding in wrong:
                form.add_error("documents", explained(finding))
            return _show(
                request, actor, place, open_case(actor, case, act=act, form=form, place=place), status=UNTIDY
            )
        return _done(request, actor, place, view, act, form.cleaned_data, files, form)


def _done(
    request: HttpRequest,
    actor: Actor,
    place: DeskPlace,
    view: cases.CaseView,
    act: CaseMove,
    typed: Mapping[str, Any],
    files: Kept,
    form: forms.Form | None,
) -> HttpResponse:
    try:
        with cases.one_press(press_of(request)):
            (PLAIN.get(act) or WORDED[act])(actor, view.id, typed, files, timezone.now())
    except cases.PressedTwice:
        return redirect(place.case(view.id))
    except Refused as refusal:
        opened = open_case(actor, view.id, act=act if form else None, form=form, refusal=refusal, place=place)
        return _show(request, actor, place, opened, status=NOT_NOW)
    if act in (CaseMove.CLOSE, CaseMove.CHECK):
        now = cases.case_view(actor=actor, case=view.id, at=timezone.now())
        if now.state is cases.CaseState.SECOND_CHECK:
            said = gettext("Case {number} goes to a colleague, who checks it before it is closed.")
        else:
            said = gettext("Case {number} is closed.")
        messages.success(request, said.format(number=view.number))
        return redirect(place.address)
    return redirect(place.case(view.id))


def _show(
    request: HttpRequest, actor: Actor, place: DeskPlace, opened: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {**desk_context(actor, place, opened["case"].id), **opened, "press": uuid4().hex}
    return render(request, "cases/desk_case.html", context, status=status)


PLAIN: Mapping[CaseMove, Done] = {
    CaseMove.TAKE: lambda actor, case, typed, files, at: cases.take_case(
        actor=actor, case=case, despite=typed.get("words", ""), at=at
    ),
    CaseMove.PUT_BACK: lambda actor, case, typed, files, at: cases.put_back_case(
        actor=actor, case=case, at=at
    ),
    CaseMove.CHECK: lambda actor, case, typed, files, at: cases.check_case(actor=actor, case=case, at=at),
    CaseMove.UNMERGE: lambda actor, case, typed, files, at: cases.unmerge_case(actor=actor, case=case, at=at),
}
WORDED: Mapping[CaseMove, Done] = {
    CaseMove.ASK: lambda actor, case, typed, files, at: cases.ask_requester(
        actor=actor, case=case, question=typed["words"], at=at
    ),
    CaseMove.WAIT: lambda actor, case, typed, files, at: cases.wait_for_third(
        actor=actor, case=case, words=typed["words"], at=at
    ),
    CaseMove.RESUME: lambda actor, case, typed, files, at: cases.resume_case(
        actor=actor, case=case, words=typed["words"], at=at
    ),
    CaseMove.ANSWER: lambda actor, case, typed, files, at: cases.answer_case(
        actor=actor, case=case, words=typed["words"], files=files, at=at
    ),
    CaseMove.CLOSE: lambda actor, case, typed, files, at: cases.close_case(
        actor=actor,
        case=case,
        result=cases.Result(typed["result"]),
        words=typed["words"],
        despite=typed.get("despite", ""),
        at=at,
    ),
    CaseMove.SET_TASK: lambda actor, case, typed, files, at: cases.set_task(
        actor=actor, case=case, what=typed["words"], person=UUID(typed["person"]), until=typed["until"], at=at
    ),
    CaseMove.FINISH_TASK: lambda actor, case, typed, files, at: cases.finish_task(
        actor=actor, case=case, task=UUID(typed["task"]), at=at
    ),
    CaseMove.OTHER_LINE: lambda actor, case, typed, files, at: cases.hand_to_line(
        actor=actor,
        case=case,
        line=typed["line"],
        words=typed["words"],
        person=UUID(typed["person"]) if typed["person"] else None,
        at=at,
    ),
    CaseMove.CONTACT: lambda actor, case, typed, files, at: cases.note_contact(
        actor=actor, case=case, channel=cases.Channel(typed["channel"]), words=typed["words"], at=at
    ),
    CaseMove.NOTE: lambda actor, case, typed, files, at: cases.note_for_colleagues(
        actor=actor, case=case, words=typed["words"], at=at
    ),
    CaseMove.ASSIGN: lambda actor, case, typed, files, at: cases.assign_case(
        actor=actor, case=case, person=UUID(typed["person"]), words=typed["words"], at=at
    ),
    CaseMove.SEND_BACK: lambda actor, case, typed, files, at: cases.send_back_case(
        actor=actor, case=case, words=typed["words"], at=at
    ),
    CaseMove.REOPEN: lambda actor, case, typed, files, at: cases.reopen_case(
        actor=actor, case=case, words=typed["words"], at=at
    ),
    CaseMove.LINK: lambda actor, case, typed, files, at: cases.link_cases(
        actor=actor, case=case, number=typed["number"], kind=cases.LinkKind(typed["kind"]), at=at
    ),
    CaseMove.UNLINK: lambda actor, case, typed, files, at: cases.unlink_cases(
        actor=actor, case=case, other=UUID(typed["other"]), at=at
    ),
    CaseMove.MERGE: lambda actor, case, typed, files, at: cases.merge_case(
        actor=actor, case=case, number=typed["number"], at=at
    ),
    CaseMove.CORRECT: lambda actor, case, typed, files, at: cases.correct_moment(
        actor=actor,
        case=case,
        event=UUID(typed["event"]),
        moment=typed["moment"],
        reason=typed["words"],
        at=at,
    ),
}
