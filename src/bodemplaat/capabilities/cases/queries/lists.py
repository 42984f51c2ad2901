"""Lists of cases: one's own, and the queue of the desk. A fixed number of statements each; the queue goes on from a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.policies import check_desk
from bodemplaat.capabilities.cases.queries.clock import (
    SPOKEN,
    clocks_of,
    contents_for,
    timelines,
    where_asked,
)
from bodemplaat.capabilities.cases.queries.desks import by_desk
from bodemplaat.capabilities.cases.queries.skills import of_colleagues
from bodemplaat.capabilities.cases.reckoning.skills import DeskWork
from bodemplaat.capabilities.cases.values import CaseFilter, CasePage, CaseRow, Place, QueueCount
from bodemplaat.capabilities.cases.vocabulary import CaseAct, CaseState
from bodemplaat.foundation.organisations.api import (
    OF_LISTS,
    Task,
    names_of,
    providers_among_partners,
    provisions_of,
)
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, midnight, query
from bodemplaat.kernel import say

STATE_GROUPS = {
    "": lifecycle.OPEN,
    "open": lifecycle.OPEN,
    "waiting": lifecycle.WAITING,
    "closed": lifecycle.OVER,
}
"""What the queue can be narrowed to; a single state is one too."""


CASES_UNDER_WAY: Final = say("Cases under way")
CASES_SINCE: Final = say("{count} {count:case|cases}")


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request of one's own that is not over, by name."""

    id: UUID
    number: str
    subject: str
    provider_name: str
    state: CaseState
    received_at: datetime
    changed_at: datetime


@query
def cases_since(*, actor: Actor, customer: UUID, provider: UUID, since: date) -> int:
    """How many cases of a customer a provider received since a day, whatever became of them."""
    return (
        Case.records.of(actor)
        .filter(organisation_id=customer, provider_id=provider, received_at__gte=midnight(since))
        .count()
    )


@query
def cases_under_way(*, actor: Actor, organisation: UUID, task: Task | None = None) -> int:
    """How many cases of an organisation are open: what has still to be done when it leaves, or when one of its desks moves.

    A desk of a list takes the cases of that list along, the desk those of the lists that have none of their own.
    """
    rows = Case.records.of(actor).filter(organisation_id=organisation, state__in=lifecycle.OPEN)
    if task is None:
        return rows.count()
    apart = {
        each.task
        for each in provisions_of(actor=actor, organisation=organisation)
        if each.task in OF_LISTS and each.until is None
    }
    if task is Task.DESK and not apart:
        return rows.count()
    which = by_desk(organisation, rows)
    desks = which.keys() - apart if task is Task.DESK else which.keys() & {task}
    taken = [which[desk] for desk in desks]
    return rows.filter(reduce(or_, taken)).count() if taken else 0


@query
def my_open_requests(*, actor: Actor, on: date, count: int = 50) -> tuple[OpenRequest, ...]:
    """What one asked that is not over, last changed first: what a first page names, in two statements."""
    rows = Case.records.of(actor).filter(requester_id=actor.person, state__in=lifecycle.OPEN)
    newest = list(rows.order_by("-changed_at", "-id")[:count])
    if not newest:
        return ()
    providers = providers_among_partners(actor=where_asked(actor, newest), on=on)
    return tuple(
        OpenRequest(
            row.id,
            row.number,
            row.subject,
            providers.get(row.provider_id, ""),
            CaseState(row.state),
            row.received_at,
            row.changed_at,
        )
        for row in newest
    )


@query
def my_cases(*, actor: Actor, count: int = 50, at: datetime) -> tuple[CaseRow, ...]:
    """What one asked oneself, last changed first."""
    rows = Case.records.of(actor).filter(requester_id=actor.person)
    newest = rows.order_by("-changed_at", "-id").select_related("organisation", "requester")
    return _rows(actor, list(newest[:count]), at)


@query
def desk_cases(
    *,
    actor: Actor,
    narrow: CaseFilter,
    after: Place | None = None,
    count: int = 25,
    work: DeskWork | None = None,
    at: datetime,
) -> CasePage:
    """The queue of the actor's desk: what is due first, and what waits at its end; closed cases with the last closed first.

    With ``work``, what is open there and who can do it, what asks a skill that the actor has not comes behind all the rest.
    ``after`` is the place from which it goes on. Raises ``Refused`` for who is no clerk.
    """
    check_desk(actor)
    apart = of_colleagues(work) if work else None
    every = Case.records.of(actor).filter(provider_id=actor.organisation_id)
    rows = _narrowed(actor, every, narrow, apart)
    if narrow.state in ("closed", *lifecycle.OVER):
        if after is not None:
            rows = rows.filter(Q(closed_at__lt=after.due_at) | Q(closed_at=after.due_at, id__lt=after.case))
        parts = [(rows.order_by("-closed_at", "-id"), False)]
    elif apart is None or narrow.whose in ("mine", "fits"):
        parts = [(_from(rows, after).order_by("due_at", "id"), False)]
    else:
        behind = rows.filter(apart)
        if after is not None and after.is_apart:
            parts = [(_from(behind, after).order_by("due_at", "id"), True)]
        else:
            first = _from(rows.exclude(apart), after)
            parts = [(first.order_by("due_at", "id"), False), (behind.order_by("due_at", "id"), True)]
    listed: list[tuple[Case, bool]] = []
    for (
        ordered,
        is_apart,
    ) in parts:  # of what comes behind one row is read at least: as many statements for any queue
        wanted = max(count + 1 - len(listed), 1)
        listed += [(row, is_apart) for row in ordered.select_related("organisation", "requester")[:wanted]]
    page = _rows(actor, [row for row, _ in listed[: count + 1]], at)
    if len(page) <= count:
        return CasePage(page, None)
    last, (_, is_apart) = page[count - 1], listed[count - 1]
    return CasePage(page[:count], Place(last.closed_at or last.due_at, last.id, is_apart))


def _from(rows: GuardedQuerySet[Case], after: Place | None) -> GuardedQuerySet[Case]:
    """What comes after a place in the order of what is due."""
    if after is None:
        return rows
    later = Q(due_at__gt=after.due_at) | Q(due_at=after.due_at, id__gt=after.case)
    return rows.filter(later, due_at__gte=after.due_at)


@query
def desk_case_counts(*, actor: Actor, work: DeskWork | None = None, at: datetime) -> tuple[QueueCount, ...]:
    """How much is open at the actor's desk, by customer; one statement. Raises ``Refused`` for who is no clerk."""
    check_desk(actor)
    apart = of_colleagues(work) if work else None
    rows = Case.records.of(actor).filter(provider_id=actor.organisation_id, state__in=lifecycle.OPEN)
    counted = rows.values("organisation_id", "organisation__name").annotate(
        open=Count("id"),
        mine=Count("id", filter=Q(taken_by=actor.person_id)),
        nobody=Count("id", filter=Q(taken_by=None)),
        waiting=Count("id", filter=Q(state__in=lifecycle.WAITING)),
        to_check=Count("id", filter=Q(state=lifecycle.SECOND_CHECK)),
        late=Count("id", filter=Q(due_at__lt=at)),
        fits=Count("id", filter=_fits(actor, apart)),
    )
    return tuple(
        QueueCount(
            row["organisation_id"],
            row["organisation__name"],
            row["open"],
            row["mine"],
            row["nobody"],
            row["waiting"],
            row["to_check"],
            row["late"],
            row["fits"],
        )
        for row in counted.order_by("organisation__name")
    )


def _fits(actor: Actor, apart: Q | None) -> Q:
    """What the actor could work on: nobody's or their own, and nothing that is for colleagues."""
    free = Q(taken_by=None) | Q(taken_by=actor.person_id)
    return free if apart is None else free & ~apart


def _narrowed(
    actor: Actor, rows: GuardedQuerySet[Case], narrow: CaseFilter, apart: Q | None
) -> GuardedQuerySet[Case]:
    states: Sequence[str] = STATE_GROUPS.get(narrow.state, (narrow.state,))
    rows = rows.filter(state__in=states)
    if narrow.line:
        rows = rows.filter(line=narrow.line)
    if narrow.service:
        rows = rows.filter(service_id=narrow.service)
    if narrow.organisation:
        rows = rows.filter(organisation_id=narrow.organisation)
    if narrow.whose == "mine":
        rows = rows.filter(taken_by=actor.person)
    elif narrow.whose == "nobody":
        rows = rows.filter(taken_by=None)
    elif narrow.whose == "fits":
        rows = rows.filter(_fits(actor, apart))
    for word in narrow.text.split():
        rows = rows.filter(
            Q(number__icontains=word) | Q(subject__icontains=word) | Q(requester__name__icontains=word)
        )
    return rows


def _rows(actor: Actor, rows: Sequence[Case], at: datetime) -> tuple[CaseRow, ...]:
    contents = contents_for(actor, rows)
    events = timelines(actor, [row.id for row in rows])
    clocks = clocks_of(actor, rows, contents, events, at)
    names = names_of(actor=actor, people={row.taken_by for row in rows if row.taken_by})
    providers = providers_among_partners(actor=where_asked(actor, rows), on=timezone.localdate(at))
    views = []
    for row in rows:
        spoken = [each for each in events[row.id] if each.act in SPOKEN]
        clock = clocks[row.id]
        views.append(
            CaseRow(
                id=row.id,
                number=row.number,
                organisation_id=row.organisation_id,
                organisation_name=row.organisation.name,
                provider_name=providers.get(row.provider_id, ""),
                requester_name=row.requester.name,
                content=contents[row.service_id, row.version],
                subject=row.subject,
                line=row.line,
                state=CaseState(row.state),
                taken_by=row.taken_by,
                taken_by_name=names.get(row.taken_by, "") if row.taken_by else "",
                received_at=row.received_at,
                changed_at=row.changed_at,
                closed_at=row.closed_at,
                due_at=row.due_at,
                clock=clock,
                has_news=bool(spoken) and spoken[-1].act is CaseAct.MESSAGE,
            )
        )
    return tuple(views)
