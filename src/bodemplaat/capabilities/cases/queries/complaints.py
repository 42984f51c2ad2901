"""Complaints about cases: the list of either side, one that is opened, and how many there were."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.cases.errors import NotForYouToComplain
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.policies import (
    FOR_CUSTOMER,
    HANDLERS,
    check_may_handle,
    is_at_desk,
    is_for_customer,
)
from bodemplaat.capabilities.cases.queries.clock import contents_for, hours_for, timelines
from bodemplaat.capabilities.cases.reckoning.complaints import (
    COMPLAINT_ACTS,
    COMPLAINT_NORM,
    complaints_in,
    not_to_handle,
)
from bodemplaat.capabilities.cases.values import (
    Complaint,
    ComplaintCount,
    ComplaintRow,
    ComplaintView,
    EventView,
)
from bodemplaat.capabilities.cases.vocabulary import CaseAct, Verdict
from bodemplaat.capabilities.clock.api import Clocks, due_since
from bodemplaat.foundation.tenancy.api import Actor, Refused, query

MOST_COMPLAINTS: Final = 200
"""So many are listed: the open ones and the last that were dealt with."""


@query
def complaints_about_cases(*, actor: Actor, at: datetime) -> tuple[ComplaintRow, ...]:
    """Complaints about the cases that the actor's organisation handles, or as a customer has; the open ones first, by their day.

    A fixed number of statements. Raises ``Refused`` for a role that deals with none and speaks for nobody.
    """
    _check_may_read(actor)
    events = CaseEvent.records.of(actor).filter(_within(actor), act=CaseAct.COMPLAINED)
    recent = list(events.order_by("-at", "-id").values_list("case_id", flat=True)[:MOST_COMPLAINTS])
    rows = list(_complaints(actor, set(recent), at))
    return tuple(sorted(rows, key=_order))


@query
def complaint_view(*, actor: Actor, complaint: UUID, at: datetime) -> ComplaintView:
    """One complaint, by the event with which it came in; raises ``NotFound`` for one that is not of the actor's organisation.

    What an employee wrote is read by who deals with it at the provider, not by the controller of their own organisation.
    """
    _check_may_read(actor)
    events = CaseEvent.records.of(actor).filter(_within(actor), act=CaseAct.COMPLAINED)
    case = Case.records.of(actor).one(id=events.one(id=complaint).case_id)
    row = next(each for each in _complaints(actor, {case.id}, at) if each.complaint.id == complaint)
    about = row.complaint
    timeline = timelines(actor, [case.id], all_acts=True)[case.id]
    at_provider = actor.role in HANDLERS and actor.organisation_id == case.provider_id
    is_mine = about.person_id is not None and about.person_id in {actor.person, *actor.people}
    why_not = _why_not(actor, case, about, timeline) if at_provider and about.is_open else None
    may_handle = at_provider and about.is_open and why_not is None
    is_taken = about.taken_by is not None and about.taken_by in {actor.person, *actor.people}
    return ComplaintView(
        row=row,
        words=about.words if at_provider or is_mine else "",
        reason=about.reason if at_provider or is_mine else "",
        subject=case.subject if at_provider else "",
        is_mine=is_mine,
        timeline=tuple(each for each in timeline if each.act not in COMPLAINT_ACTS)
        if at_provider and is_taken
        else (),
        may_take=may_handle and not is_taken,
        may_decide=may_handle and is_taken,
        may_open_case=is_at_desk(actor, case),
        why_not=why_not,
    )


@query
def complaints_counted(
    *, actor: Actor, since: datetime, until: datetime, at: datetime
) -> tuple[ComplaintCount, ...]:
    """How many complaints came in from ``since`` to ``until`` (exclusive), by customer, provider and service.

    For a controller or contract manager: of their own organisation as a customer, and of every customer that it serves.
    """
    if actor.role not in FOR_CUSTOMER:
        raise NotForYouToComplain
    events = CaseEvent.records.of(actor).filter(
        _within(actor), act=CaseAct.COMPLAINED, at__gte=since, at__lt=until
    )
    ids = set(events.values_list("case_id", flat=True))
    providers = dict(Case.records.of(actor).filter(id__in=ids).values_list("id", "provider_id"))
    counts: dict[tuple[UUID, UUID, UUID], Counter[str]] = {}
    for row in _complaints(actor, ids, at):
        if not since <= row.complaint.at < until:
            continue
        group = row.organisation_id, providers[row.case], row.service_id
        counter = counts.setdefault(group, Counter())
        counter["received"] += 1
        counter["late"] += row.is_late
        if row.complaint.verdict is not None:
            counter[row.complaint.verdict] += 1
    return tuple(
        ComplaintCount(
            *group,
            received=counter["received"],
            upheld=counter[Verdict.UPHELD],
            partly=counter[Verdict.PARTLY],
            not_upheld=counter[Verdict.NOT_UPHELD],
            late=counter["late"],
        )
        for group, counter in sorted(counts.items())
    )


def complaint_term(actor: Actor, case: Case, at: datetime) -> datetime:
    """When something comes of a complaint about a case that came in at a moment, at the latest."""
    return _due(hours_for(actor, [case]), case, at)


def _complaints(actor: Actor, cases: Iterable[UUID], at: datetime) -> Iterator[ComplaintRow]:
    rows = list(Case.records.of(actor).filter(id__in=cases).select_related("organisation"))
    contents = contents_for(actor, rows)
    timelines_of = timelines(actor, [row.id for row in rows], acts=COMPLAINT_ACTS)
    hours = hours_for(actor, rows)
    for row in rows:
        for each in complaints_in(timelines_of[row.id]):
            due = _due(hours, row, each.at)
            yield ComplaintRow(
                complaint=each,
                case=row.id,
                number=row.number,
                organisation_id=row.organisation_id,
                organisation_name=row.organisation.name,
                service_id=row.service_id,
                content=contents[row.service_id, row.version],
                due_day=timezone.localdate(due),
                is_late=(each.decided_at or at) > due,
            )


def _due(hours: Clocks, case: Case, at: datetime) -> datetime:
    return due_since(hours.of(case.provider_id, case.cooperation_id), at, COMPLAINT_NORM)


def _order(row: ComplaintRow) -> tuple[bool, float, UUID]:
    """Open ones first, what is due first; then what was dealt with, the last first."""
    each = row.complaint
    moment = each.at.timestamp() if each.decided_at is None else -each.decided_at.timestamp()
    return not each.is_open, moment, each.id


def _within(actor: Actor) -> Q:
    """The complaints that concern the actor's organisation: as a provider for who deals with them, or as a customer."""
    theirs = Q(pk__in=[])
    if actor.role in HANDLERS:
        theirs |= Q(case__provider_id=actor.organisation_id)
    if is_for_customer(actor, actor.organisation_id):
        theirs |= Q(case__organisation_id=actor.organisation_id)
    return theirs


def _check_may_read(actor: Actor) -> None:
    if actor.role not in {*HANDLERS, *FOR_CUSTOMER}:
        raise NotForYouToComplain


def _why_not(actor: Actor, case: Case, about: Complaint, timeline: Iterable[EventView]) -> Refused | None:
    try:
        check_may_handle(actor, case, not_to_handle(timeline, about), about.taken_by)
    except Refused as refusal:
        return refusal
    return None
