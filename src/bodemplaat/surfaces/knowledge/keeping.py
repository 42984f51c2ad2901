"""The answers of a provider: the list with what is to be looked over, writing with a preview, publishing and ending."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, reader_language
from bodemplaat.foundation.organisations.api import cooperations_of
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import IllegalMove
from bodemplaat.surfaces.knowledge import words
from bodemplaat.surfaces.knowledge.forms import AnswerForm, ReviewForm, SinceForm, UntilForm, values_of

UNTIDY = 422


@require_GET
@page(*knowledge.EDITORS)
def kept(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every answer with its state, or with ``?queue=review`` those to look over, the first first."""
    rows = knowledge.answers_kept(actor=actor, on=timezone.localdate())
    to_review = sorted((each for each in rows if each.is_to_review), key=lambda each: each.review_on)
    is_queue = request.GET.get("queue") == "review"
    shown = to_review if is_queue else list(rows)
    context = {
        "rows": [
            {
                "answer": each,
                "title": each.content.title.in_(reader_language()),
                "state": words.STATES[each.state],
                "audiences": [words.AUDIENCES[code] for code in each.content.audiences],
            }
            for each in shown
        ],
        "count": len(rows),
        "to_review": len(to_review),
        "is_queue": is_queue,
    }
    return render(request, "knowledge/kept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*knowledge.EDITORS)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new answer, with what it will look like beside it."""
    today = timezone.localdate()
    knowledge.answers_kept(actor=actor, on=today)  # refuses who may not
    form = _form(request, actor, today, _first(request, actor, today))
    refusal = ""
    is_preview = "preview" in request.POST
    if request.method == "POST" and not is_preview and form.is_valid():
        try:
            written = knowledge.write_answer(
                actor=actor,
                cooperation=_cooperation(request, actor),
                content=form.content,
                owner=UUID(form.cleaned_data["owner"]),
                review_on=form.cleaned_data["review_on"],
                at=timezone.now(),
            )
        except knowledge.UnsoundAnswer as unsound:
            form.tell(unsound)
        except Refused as no:
            refusal = explained(no)
        else:
            messages.success(request, gettext("The answer was written as a draft."))
            return redirect("knowledge:kept_answer", written)
    if is_preview:
        form = _form(None, actor, today, _typed(request))
    cooperations = list(cooperations_of(actor=actor).items())
    context = {
        "form": form,
        "refusal": refusal,
        "cooperations": cooperations,
        "chosen": request.POST.get("cooperation", ""),
        **_preview(form),
    }
    return render(request, "knowledge/new.html", context, status=UNTIDY if form.errors or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*knowledge.EDITORS)
def answer(request: HttpRequest, actor: Actor, kept_answer: UUID) -> HttpResponse:
    """One answer: its newest version as readers have it, what can be done with it, and its versions over time."""
    today = timezone.localdate()
    seen = knowledge.answer_kept(actor=actor, answer=kept_answer, on=today)
    newest, action = seen.latest, request.POST.get("action", "")
    bound = request.POST if request.method == "POST" and "preview" not in request.POST else None
    first = _typed(request) if "preview" in request.POST else values_of(newest)
    form = _form(request if bound is not None and action == "change" else None, actor, today, first)
    shown = seen.in_force
    publishing = SinceForm(bound if action == "publish" else None, prefix="publish", initial={"since": today})
    ending = UntilForm(bound if action == "end" else None, prefix="end")
    reviewing = ReviewForm(
        bound if action == "review" else None, prefix="review", initial={"review_on": _in_a_year(today)}
    )
    refusal = ""
    if bound is not None:
        try:
            said = _act(
                actor,
                action,
                seen,
                {"change": form, "publish": publishing, "end": ending, "review": reviewing},
            )
        except knowledge.UnsoundAnswer as unsound:
            form.tell(unsound) if form.is_bound else None
            refusal = "" if form.is_bound else " ".join(map(explained, unsound.findings))
        except IllegalMove:
            refusal = gettext(
                "That is no longer possible: somebody else was first. Look at what stands here now."
            )
        except Refused as no:
            refusal = explained(no)
        else:
            if said:
                messages.success(request, said)
                return redirect("knowledge:kept_answer", seen.id)
    wrong = [each for each in (form, publishing, ending, reviewing) if each.is_bound and each.errors]
    context = {
        "seen": seen,
        "newest": newest,
        "shown": shown,
        "title": newest.content.title.in_(reader_language()),
        "state": words.STATES[newest.state],
        "body": knowledge.html_of(newest.content.body.in_(reader_language())),
        "audiences": [words.AUDIENCES[code] for code in newest.content.audiences],
        "form": form,
        "publishing": publishing,
        "ending": ending,
        "reviewing": reviewing,
        "wrong": wrong,
        "refusal": refusal,
        "history": [{"version": each, "state": words.STATES[each.state]} for each in seen.versions],
        **_preview(form),
    }
    return render(request, "knowledge/kept_answer.html", context, status=UNTIDY if wrong or refusal else 200)


def _act(actor: Actor, action: str, seen: knowledge.AnswerView, forms: dict[str, Any]) -> str:
    """Do what was asked and answer what to say; empty where a form is wrong. Raises ``Http404`` for what is no act."""
    newest, shown, at = seen.latest, seen.in_force, timezone.now()
    if action == "next":
        knowledge.write_next_answer(actor=actor, answer=seen.id, at=at)
        return gettext("The next version was begun as a draft.")
    form = forms.get(action)
    if form is None or (action in ("end", "review") and shown is None):
        raise Http404
    if not form.is_valid():
        return ""
    read = form.cleaned_data
    version = newest.id if shown is None or action in ("change", "publish") else shown.id
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "change": (
            lambda: knowledge.change_answer(
                actor=actor,
                version=version,
                content=form.content,
                owner=UUID(read["owner"]),
                review_on=read["review_on"],
                at=at,
            ),
            gettext("The draft was changed."),
        ),
        "publish": (
            lambda: knowledge.publish_answer(actor=actor, version=version, since=read["since"], at=at),
            gettext("This version was published."),
        ),
        "end": (
            lambda: knowledge.end_answer(actor=actor, version=version, until=read["until"], at=at),
            gettext("The end of this answer was set."),
        ),
        "review": (
            lambda: knowledge.review_answer(actor=actor, version=version, review_on=read["review_on"], at=at),
            gettext("This answer was looked over and is still right."),
        ),
    }
    run, said = acts[action]
    run()
    return said


def _form(request: HttpRequest | None, actor: Actor, today: date, initial: dict[str, Any]) -> AnswerForm:
    typed = request.POST if request is not None and request.method == "POST" else None
    return AnswerForm(
        typed,
        services=knowledge.services_to_answer_for(actor=actor, on=today),
        owners=knowledge.editors_at(actor=actor, on=today),
        initial=initial,
    )


def _first(request: HttpRequest, actor: Actor, today: date) -> dict[str, Any]:
    """The first values of a new answer; ``?q=`` are words that were searched and not found."""
    text = request.GET.get("q", "")[:140].replace("\x00", "")
    return {
        "title_nl": text,
        "audiences": ["employee"],
        "owner": str(actor.person),
        "review_on": _in_a_year(today),
    }


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed, to be drawn again without saying yet what is wrong with it."""
    many = ("audiences", "services")
    return {
        name: request.POST.getlist(name) if name in many else request.POST.get(name, "")
        for name in AnswerForm.base_fields
    }


def _preview(form: AnswerForm) -> dict[str, Any]:
    """The answer as a reader will have it, from what stands in the form."""
    return {
        "preview_title": form["title_nl"].value() or "",
        "preview_body": knowledge.html_of(str(form["body_nl"].value() or "")[:20_000]),
    }


def _in_a_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _cooperation(request: HttpRequest, actor: Actor) -> UUID:
    """The cooperation that was chosen, or the only one; raises ``Http404`` for another."""
    there = cooperations_of(actor=actor)
    chosen = request.POST.get("cooperation", "") or (str(next(iter(there))) if len(there) == 1 else "")
    for each in there:
        if str(each) == chosen:
            return each
    raise Http404
