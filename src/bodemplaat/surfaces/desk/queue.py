"""The desk itself: left the queues, middle the list, right the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import (
    STATE_WORDS,
    Alike,
    Approver,
    ClaimAct,
    ClaimRow,
    ClaimState,
    ClaimView,
    EventView,
    QueueCount,
    StepView,
    Words,
    alike_to,
    claim_view,
    desk_counts,
    desk_queue,
)
from bodemplaat.capabilities.ledger.api import cost_centres, taakvelden
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import page_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.desk.booking import BookingForm, WordsForm, question_form, reason_form
from bodemplaat.surfaces.desk.place import Place
from bodemplaat.surfaces.desk.terms import Term, Terms
from bodemplaat.surfaces.desk.words import (
    ORDER,
    comment_of,
    event_words,
    refused,
    step_name,
    waits_for,
)

ROWS = 25
RARE = ("accounts", "stuck")
"""Queues that are shown when something is in them."""


@dataclass(frozen=True, slots=True)
class QueueLink:
    """A queue on the left: where it leads, how many wait there, and the term of the oldest."""

    href: str
    label: str
    count: int
    active: bool
    oldest: Term | None


@dataclass(frozen=True, slots=True)
class Item:
    """A claim in the list."""

    row: ClaimRow
    href: str
    term: Term
    active: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the timeline in words."""

    event: EventView
    words: Words
    step: str
    comment: str


@dataclass(frozen=True, slots=True)
class Case:
    """An opened claim with everything the desk shows of it. ``refusal`` is why the last action was not done."""

    claim: ClaimView
    organisation_name: str
    state: Words
    term: Term | None
    why_term: list[str]
    terms: Terms
    alike: tuple[Alike, ...]
    timeline: tuple[Moment, ...]
    waits_for: str
    booking: BookingForm
    question: WordsForm
    reason: WordsForm
    why_not: str
    refusal: str
    is_mine: bool
    href: str

    @property
    def may_decide(self) -> bool:
        """Whether this reader can approve it now: it is the desk's, and no colleague works on it."""
        return ClaimAct.STEP_APPROVED in self.claim.actions and not self.with_colleague

    @property
    def may_return(self) -> bool:
        """Whether this reader can send it back with a question, also once it is approved or came back from the bank."""
        return ClaimAct.RETURNED in self.claim.actions and not self.with_colleague

    @property
    def may_reject(self) -> bool:
        """Whether this reader can reject it now."""
        return ClaimAct.REJECTED in self.claim.actions and not self.with_colleague

    @property
    def may_be_taken(self) -> bool:
        """Whether this reader can put their name on it, or take it over from a colleague."""
        return ClaimAct.TAKEN in self.claim.actions

    @property
    def may_look_at_account(self) -> bool:
        """Whether this reader can give the account its second look."""
        return ClaimAct.ACCOUNT_LOOKED_AT in self.claim.actions

    @property
    def may_be_paid_again(self) -> bool:
        """Whether this reader can let it be paid once more."""
        return ClaimAct.PAY_AGAIN in self.claim.actions

    @property
    def with_colleague(self) -> bool:
        """Whether a colleague has put their name on it."""
        return self.claim.taken_by is not None and not self.is_mine

    @property
    def missing_evidence(self) -> tuple[int, ...]:
        """The lines, counted from one, for which the rules ask a receipt that is not there."""
        return tuple(
            line.position + 1
            for line in self.claim.lines
            if line.kind
            and line.kind.evidence_from is not None
            and line.amount is not None
            and line.amount >= line.kind.evidence_from
            and not line.evidence
        )


@require_GET
@page(Role.SSC_CLERK, Role.SSC_PAYER)
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The queues and the list; a clerk's start."""
    return render(request, "desk/queue.html", desk_context(actor, Place.of(request)))


@require_GET
@page(Role.SSC_CLERK, Role.SSC_PAYER)
def case(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """A claim beside its list. HTMX that asks for the case alone gets the case alone."""
    place = Place.of(request)
    opened = open_case(actor, place, claim)
    if request.headers.get("HX-Target") == "case":
        return render(request, "desk/_case.html", {"case": opened, "place": place})
    return show_case(request, actor, place, opened)


def show_case(
    request: HttpRequest, actor: Actor, place: Place, opened: Case, *, status: int = 200
) -> HttpResponse:
    """The whole desk with this claim opened."""
    context = {**desk_context(actor, place, opened.claim.id, opened.terms), "case": opened}
    return render(request, "desk/case.html", context, status=status)


def desk_context(
    actor: Actor, place: Place, opened: UUID | None = None, terms: Terms | None = None
) -> dict[str, Any]:
    """Queues and list, in a fixed number of queries."""
    today = timezone.localdate()
    terms = terms or Terms.of(actor, today)
    counts = desk_counts(actor=actor, on=today)
    queue_page = desk_queue(
        actor=actor,
        on=today,
        queue=place.queue,
        organisation=place.organisation,
        text=place.text,
        start=(place.page - 1) * ROWS,
        count=ROWS,
    )
    return {
        "place": place,
        "clear_href": place.at_queue(place.queue),
        "queues": _queues(place, counts, terms),
        "municipalities": _municipalities(actor, place, counts, terms),
        "chosen": next((c.organisation_name for c in counts if c.organisation_id == place.organisation), ""),
        "items": [
            Item(
                row,
                place.case(row.id),
                terms.since(row.waiting_since or row.changed_at, row.organisation_id),
                row.id == opened,
                row.taken_by == actor.person,
            )
            for row in queue_page.rows
        ],
        "on_the_setting": terms.on_the_setting if terms.counts_on_the_setting else "",
        "found": queue_page,
        "pages": page_of(queue_page.rows, count=queue_page.count, size=ROWS, number=place.page),
    }


def open_case(
    actor: Actor,
    place: Place,
    claim: UUID,
    *,
    booking: BookingForm | None = None,
    words: WordsForm | None = None,
    refusal: Refused | None = None,
) -> Case:
    """Everything about one claim; forms that were filled in keep what was typed. Raises ``NotFound``."""
    today = timezone.localdate()
    view = booking.claim if booking else claim_view(actor=actor, claim=claim, on=today)
    step = view.open_step
    since = _at_desk_since(view, step)
    terms = Terms.of(actor, today)
    return Case(
        claim=view,
        organisation_name=view.organisation_name,
        state=STATE_WORDS[view.state],
        term=terms.since(since, view.organisation_id) if since else None,
        why_term=terms.why(since, view.organisation_id) if since else [],
        terms=terms,
        alike=alike_to(actor=actor, claim=claim, on=today),
        timeline=tuple(_timeline(view.timeline)),
        waits_for=waits_for(step) if step else "",
        booking=booking or booking_form(actor, view),
        question=words if words and words.name == "question" else question_form(view),
        reason=words if words and words.name == "reason" else reason_form(view),
        why_not=refused(view.why_not) if view.why_not else "",
        refusal=refused(refusal) if refusal else "",
        is_mine=view.taken_by is not None and view.taken_by == actor.person_id,
        href=place.case(claim),
    )


def booking_form(actor: Actor, view: ClaimView, data: Any = None) -> BookingForm:
    """The form to book a claim by the ledger of the day it was handed in."""
    if ClaimAct.BOOKED not in view.actions:
        return BookingForm(data, claim=view, taakvelden=(), cost_centres=())
    on = timezone.localdate(view.submitted_at) if view.submitted_at else timezone.localdate()
    return BookingForm(
        data,
        claim=view,
        taakvelden=taakvelden(on=on),
        cost_centres=cost_centres(actor=actor, organisation=view.organisation_id, on=on),
    )


def _queues(place: Place, counts: Sequence[QueueCount], terms: Terms) -> list[QueueLink]:
    mine = [c for c in counts if place.organisation in (None, c.organisation_id)]
    oldest = min(((c.oldest, c.organisation_id) for c in mine if c.oldest), default=None)
    totals = {
        "waiting": sum(c.waiting for c in mine),
        "mine": sum(c.mine for c in mine),
        "bounced": sum(c.bounced for c in mine),
        "accounts": sum(c.accounts for c in mine),
        "stuck": sum(c.stuck for c in mine),
    }
    return [
        QueueLink(
            place.at_queue(name),
            name,
            total,
            place.queue == name,
            terms.since(*oldest) if name == "waiting" and oldest else None,
        )
        for name, total in totals.items()
        if name not in RARE or total or place.queue == name
    ]


def _municipalities(
    actor: Actor, place: Place, counts: Sequence[QueueCount], terms: Terms
) -> list[QueueLink]:
    return [
        QueueLink(
            place.at_organisation(None if place.organisation == c.organisation_id else c.organisation_id),
            c.organisation_name,
            getattr(c, place.queue),
            place.organisation == c.organisation_id,
            terms.since(c.oldest, c.organisation_id) if place.queue == "waiting" and c.oldest else None,
        )
        for c in counts
        if c.organisation_id != actor.organisation_id or c.waiting or c.bounced or c.accounts or c.stuck
    ]


def _at_desk_since(view: ClaimView, step: StepView | None) -> datetime | None:
    """Since when it waits for the desk; ``None`` when it does not."""
    if view.state is ClaimState.BOUNCED:
        return next((e.at for e in reversed(view.timeline) if e.event == ClaimAct.BOUNCED), None)
    if step is not None and step.by is Approver.SSC:
        return step.opened_at
    return None


def _timeline(events: Sequence[EventView]) -> list[Moment]:
    """What happened in order; what happened at one moment in the order in which a claim goes."""
    events_in_words = [(event, words) for event in events if (words := event_words(event)) is not None]
    events_in_words.sort(key=lambda each: (each[0].at, ORDER.index(each[0].event)))
    return [
        Moment(event, words, step_name(event.step) if event.step else "", comment_of(event))
        for event, words in events_in_words
    ]
