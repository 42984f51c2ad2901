"""The desk: left what there is, middle the queue by term, right the case."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.api import CaseMove
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, in_notation, in_words
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.cases import words
from bodemplaat.surfaces.cases.forms import (
    CloseForm,
    ContactForm,
    GiveForm,
    LineForm,
    LinkForm,
    MessageForm,
    MomentForm,
    NumberForm,
    TaskDoneForm,
    TaskForm,
    UnlinkForm,
    WordsForm,
)
from bodemplaat.surfaces.cases.place import DeskPlace
from bodemplaat.surfaces.cases.replies import SENDS, replies_for

ROWS = 25
LABELS = {
    CaseMove.TAKE: _("Why you take it all the same (for colleagues)"),
    CaseMove.ASK: _("Your question"),
    CaseMove.WAIT: _("For whom, and for what"),
    CaseMove.RESUME: _("What has come"),
    CaseMove.ANSWER: _("Your answer"),
    CaseMove.CLOSE: _("What the requester reads"),
    CaseMove.OTHER_LINE: _("What is known, and why it goes there"),
    CaseMove.CONTACT: _("What was said"),
    CaseMove.NOTE: _("For colleagues only"),
    CaseMove.ASSIGN: _("Why"),
    CaseMove.REOPEN: _("Why it is opened again"),
    CaseMove.SEND_BACK: _("What is not right yet"),
    CaseMove.SET_TASK: _("What is to be done"),
    CaseMove.CORRECT: _("Why"),
}
ACTS = {
    CaseMove.ANSWER: _("Answer the requester"),
    CaseMove.CLOSE: _("Close with a result"),
    CaseMove.ASK: _("Ask the requester something"),
    CaseMove.WAIT: _("Let it wait for somebody else"),
    CaseMove.RESUME: _("Go on with it"),
    CaseMove.OTHER_LINE: _("Hand to another line"),
    CaseMove.CONTACT: _("Note a contact"),
    CaseMove.NOTE: _("Write a note for colleagues"),
    CaseMove.SET_TASK: _("Set a task"),
    CaseMove.FINISH_TASK: _("A task is done"),
    CaseMove.ASSIGN: _("Give to a colleague, or take over"),
    CaseMove.TAKE: _("Take it without the skill"),
    CaseMove.REOPEN: _("Open it again"),
    CaseMove.SEND_BACK: _("Send it back"),
    CaseMove.CORRECT: _("Correct a moment"),
    CaseMove.LINK: _("Link to another case"),
    CaseMove.UNLINK: _("Take a link away"),
    CaseMove.MERGE: _("Merge: the same was asked twice"),
}
"""What a clerk may do, in the order in which it is offered."""
NEEDS_NO_WORDS = frozenset({CaseMove.RESUME, CaseMove.ASSIGN})


class NarrowForm(forms.Form):
    """What the queue is narrowed by."""

    state = forms.ChoiceField(label=_("State"), required=False)
    line = forms.ChoiceField(label=_("Service line"), required=False)
    service = forms.ChoiceField(label=_("Service"), required=False)

    def __init__(self, *args: Any, services: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        each_service: Any = self.fields["service"]
        each_service.choices = [("", _("All services")), *services]
        states: Any = self.fields["state"]
        states.choices = [
            ("", _("Everything open")),
            ("closed", _("Over")),
            *((each.value, shown.label) for each, shown in cases.STATE_WORDS.items() if each in cases.OPEN),
        ]
        lines: Any = self.fields["line"]
        lines.choices = [("", _("All lines")), *words.LINES.items()]


@require_GET
@page(Role.SSC_CLERK)
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The queue: what is due first."""
    return render(request, "cases/queue.html", desk_context(actor, DeskPlace.of(request)))


def desk_context(actor: Actor, place: DeskPlace, opened: UUID | None = None) -> dict[str, Any]:
    """Counts and list, in a fixed number of statements."""
    now = timezone.now()
    work = cases.desk_work(actor=actor, at=now)
    counts = cases.desk_case_counts(actor=actor, work=work, at=now)
    shown = cases.desk_cases(
        actor=actor, narrow=place.narrow, after=place.after, count=ROWS, work=work, at=now
    )
    chosen = place.narrow.organisation
    of = [each for each in counts if chosen in (None, each.organisation_id)]
    return {
        "place": place,
        "narrow": NarrowForm(
            {
                "state": place.narrow.state,
                "line": str(place.narrow.line or ""),
                "service": str(place.narrow.service or ""),
            },
            services=sorted(
                ((str(service), words.name_of(content)) for service, content in work.services.items()),
                key=lambda each: each[1],
            ),
        ),
        "queues": [
            (
                place.with_(whose="", state="").address,
                _("Open"),
                sum(each.open for each in of),
                not place.narrow.whose and not place.narrow.state,
            ),
            *(
                [
                    (
                        place.with_(whose="fits", state="").address,
                        _("Fits you"),
                        sum(each.fits for each in of),
                        place.narrow.whose == "fits",
                    )
                ]
                if work.asks_skills
                else []
            ),
            (
                place.with_(whose="mine", state="").address,
                _("Mine"),
                sum(each.mine for each in of),
                place.narrow.whose == "mine",
            ),
            (
                place.with_(whose="nobody", state="").address,
                _("Nobody’s yet"),
                sum(each.nobody for each in of),
                place.narrow.whose == "nobody",
            ),
            (
                place.with_(whose="", state="second_check").address,
                _("To be checked"),
                sum(each.to_check for each in of),
                place.narrow.state == "second_check",
            ),
            (
                place.with_(whose="", state="waiting").address,
                _("Waits for others"),
                sum(each.waiting for each in of),
                place.narrow.state == "waiting",
            ),
        ],
        "asks_skills": work.asks_skills,
        "late": sum(each.late for each in of),
        "mail_waiting": mailbox.mail_waiting(actor=actor) if mailbox.is_mail_read() else None,
        "customers": [
            (
                place.with_(
                    organisation=None if chosen == each.organisation_id else each.organisation_id
                ).address,
                each.organisation_name,
                each.open,
                chosen == each.organisation_id,
            )
            for each in counts
        ],
        "chosen": next((each.organisation_name for each in counts if each.organisation_id == chosen), ""),
        "items": [
            {
                "row": row,
                "href": place.case(row.id),
                "name": words.name_of(row.content),
                "state": cases.STATE_WORDS[row.state],
                "term": words.term_of(row.state, row.clock),
                "is_late": row.clock is not None and row.clock.is_late,
                "active": row.id == opened,
                "is_mine": row.taken_by == actor.person_id,
                "for_skilled": catalogue.skill_in_words(work.skills.lacks(row.content, row.line)),
            }
            for row in shown.rows
        ],
        "beginning": place.with_().address,
        "following": place.following(shown.following),
        "is_narrowed_further": bool(
            place.narrow.state not in ("", "waiting", "second_check")
            or place.narrow.service
            or place.narrow.line
        ),
        "is_narrowed": place.narrow != cases.CaseFilter(),
    }


def open_case(
    actor: Actor,
    case: UUID,
    *,
    act: CaseMove | None = None,
    form: forms.Form | None = None,
    refusal: Refused | None = None,
    place: DeskPlace | None = None,
    query: QueryDict | None = None,
) -> dict[str, Any]:
    """An opened case with a form for each thing that this clerk may do; ``form`` is the one that was not right yet.

    ``query`` is of the address that was asked for: it may name a text that is kept to be sent.
    """
    view = cases.case_view(actor=actor, case=case, at=timezone.now())
    place = place or DeskPlace()
    sends = [each for each in SENDS if each in view.actions]
    kept = replies_for(actor, view, sends, query or QueryDict(), timezone.localdate())
    offered = []
    for name, label in ACTS.items():
        if name not in view.actions and (name != act or form is None):
            continue
        if name is CaseMove.TAKE and not view.lacks_skill:
            continue
        shown = form if name == act and form is not None else form_for(actor, view, name)
        replies = kept.get(name)
        is_chosen = replies is not None and bool(replies.chosen) and not shown.is_bound
        if replies is not None and is_chosen:
            shown.initial["words"] = replies.chosen
        offered.append((name, label, shown, replies, is_chosen or shown is form))
    return {
        "case": view,
        "name": words.name_of(view.content),
        "state": cases.STATE_WORDS[view.state],
        "term": words.term_of(view.state, view.clock),
        "why": [in_words(each) for each in view.why_term],
        "answers": list(words.answers(view)),
        "asked": words.asked(view),
        "moments": words.moments(view, for_desk=True),
        "line": words.LINES[view.line],
        "channel": cases.CHANNEL_WORDS[view.channel],
        "result": cases.RESULT_WORDS[view.result] if view.result else "",
        "links": words.others(view, place),
        "is_mine": view.taken_by is not None and view.taken_by == actor.person_id,
        "offered": offered,
        "moves": CaseMove.__members__,
        "proposed_result": cases.RESULT_WORDS[cases.Result(str(view.proposal.details["result"]))]
        if view.proposal
        else "",
        "can_check": CaseMove.CHECK in view.actions,
        "can_take": CaseMove.TAKE in view.actions and not view.lacks_skill,
        "skill": catalogue.skill_in_words(view.skill),
        "skilled": ", ".join(sorted(view.skilled.values())),
        "can_put_back": CaseMove.PUT_BACK in view.actions,
        "can_unmerge": CaseMove.UNMERGE in view.actions,
        "opened_act": act or "",
        "refusal": explained(refusal) if refusal else "",
        "why_not": explained(view.why_not) if view.why_not else "",
    }


def form_for(
    actor: Actor, view: cases.CaseView, act: CaseMove, data: Any = None, files: Any = None
) -> forms.Form:
    """The form of one act."""
    if act in (CaseMove.LINK, CaseMove.MERGE):
        return (LinkForm if act is CaseMove.LINK else NumberForm)(data, auto_id=f"id_{act}_%s")
    if act is CaseMove.UNLINK:
        links = [(str(each.case), words.linked(each)) for each in view.links]
        return UnlinkForm(data, links=links, auto_id=f"id_{act}_%s")
    if act is CaseMove.FINISH_TASK:
        tasks = [(str(each.id), each.what[:80]) for each in view.tasks if each.is_open]
        return TaskDoneForm(data, tasks=tasks, auto_id=f"id_{act}_%s")
    more: dict[str, Any] = {
        "label": LABELS[act],
        "required": act not in NEEDS_NO_WORDS,
        "auto_id": f"id_{act}_%s",
    }
    if act is CaseMove.ANSWER:
        return MessageForm(data, files, **more)
    if act is CaseMove.CLOSE:
        return CloseForm(data, has_tasks=any(each.is_open for each in view.tasks), **more)
    if act is CaseMove.OTHER_LINE:
        return LineForm(data, now=view.line, people=colleagues(actor, view), **more)
    if act is CaseMove.CONTACT:
        return ContactForm(data, **more)
    if act in (CaseMove.ASSIGN, CaseMove.SET_TASK):
        people = colleagues(actor, view)
        return (GiveForm if act is CaseMove.ASSIGN else TaskForm)(data, people=people, **more)
    if act is CaseMove.CORRECT:
        events = [
            (
                str(each.id),
                f"{cases.ACT_WORDS[each.act].label} · {in_notation(each.at)}",
            )
            for each in view.timeline
            if each.act in cases.CLOCK_ACTS
        ]
        return MomentForm(data, events=events, **more)
    return WordsForm(data, **more)


def colleagues(actor: Actor, view: cases.CaseView) -> list[tuple[str, Any]]:
    """The clerks to choose from: where the service of a case asks a skill, who has it before the others."""
    clerks = cases.clerks_at_desk(actor=actor, at=timezone.now())
    if not view.skilled:
        return [*words.names(clerks.items())]
    able = words.names((person, name) for person, name in clerks.items() if person in view.skilled)
    others = words.names((person, name) for person, name in clerks.items() if person not in view.skilled)
    skill = catalogue.skill_in_words(view.content.skill)
    has = gettext("Has the skill: {skill}").format(skill=skill)
    return [(has, able), *([(gettext("Others"), others)] if others else [])]
