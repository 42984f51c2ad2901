"""What is known of cases for whoever counts them against a norm: four statements, however many cases."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from bodemplaat.capabilities.cases.lifecycle import MERGED, WITHDRAWN
from bodemplaat.capabilities.cases.mapping import corrected_moments
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.reckoning.clock import CAUSES as NAMES
from bodemplaat.capabilities.cases.reckoning.clock import CLOCK_ACTS, CUSTOMER, THIRD, Happened, event_of
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.engines.service_time import Event, Suspended
from bodemplaat.foundation.tenancy.api import Actor, Instant, query
from bodemplaat.kernel import Said, moment_of

_CAUSES: Final = {CUSTOMER: f"{performance.CUSTOMER}requester", THIRD: f"{performance.THIRD}other"}
CAUSES: Final[Mapping[str, Said]] = {code: NAMES[cause] for cause, code in _CAUSES.items()}
"""What a case may wait for, in words."""


def _move(event: Event) -> tuple[str, str]:
    return event.name, _CAUSES[event.cause] if isinstance(event, Suspended) else ""


_MOVES: Final[Mapping[str, tuple[str, str]]] = {
    act: _move(event_of(Happened(act, moment_of(0)), 0)) for act in CLOCK_ACTS
}
"""By act the move of the clock, and the cause of a suspension."""
Marks = list[tuple[datetime, str]]
"""Moments with the act of each."""


@query
def case_facts(
    *, actor: Actor, since: datetime, until: datetime, customer: UUID | None = None
) -> Sequence[performance.CaseFacts]:
    """Cases in reach, or those of one customer, that came in before ``until`` and were not closed before ``since``; withdrawn and doubled ones are left out.

    Those of one provider, customer and service stand together, in the order in which they came in. Moments are those that are known
    now: a corrected event counts as it was corrected.
    """
    rows = Case.records.of(actor).exclude(state__in=(WITHDRAWN, MERGED))
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gte=since), received_at__lt=until)
    if customer is not None:
        rows = rows.filter(organisation_id=customer)
    events = _happened(actor, rows)
    once: dict[int, UUID] = {}
    facts = []
    for case, number, *whose in rows.order_by(
        "provider_id", "organisation_id", "service_id", "received_at", "id"
    ).values_list("id", "number", "organisation_id", "provider_id", "service_id"):
        received, steps = _read(events.get(case, ()))
        if received is not None:
            served, provider, service = (once.setdefault(each.int, each) for each in whose)
            facts.append(performance.CaseFacts(case, number, served, provider, received, steps, service))
    return facts


def _happened(actor: Actor, cases: QuerySet[Case]) -> Mapping[UUID, Marks]:
    """What the clock of each case goes by, in the order of the moments that are known now; without a word of anybody."""
    events = CaseEvent.records.of(actor).filter(case_id__in=cases.order_by().values("id"))
    in_order = ("at", "written_at")
    by_case = events.filter(act__in=CLOCK_ACTS).values("case_id").order_by()
    marks: dict[UUID, Marks] = {
        case: [*zip(map(moment_of, instants), acts, strict=True)]
        for case, instants, acts in by_case.annotate(
            instants=ArrayAgg(Instant("at"), order_by=in_order), acts=ArrayAgg("act", order_by=in_order)
        ).values_list("case_id", "instants", "acts")
    }
    corrected = {*events.filter(act=CaseAct.CORRECTED).values_list("case_id", flat=True)}
    return marks | _corrected(actor, corrected) if corrected else marks


def _corrected(actor: Actor, cases: Collection[UUID]) -> dict[UUID, Marks]:
    """The same of cases of which a moment was corrected."""
    rows = CaseEvent.records.of(actor).filter(case_id__in=cases, act__in=(*CLOCK_ACTS, CaseAct.CORRECTED))
    written = [*rows.order_by("written_at").values_list("id", "case_id", "act", "at", "details", named=True)]
    moments = corrected_moments(written)
    marks: dict[UUID, Marks] = defaultdict(list)
    for row in written:
        if row.act != CaseAct.CORRECTED:
            marks[row.case_id].append((moments.get(row.id, row.at), row.act))
    for of_one in marks.values():
        of_one.sort(key=itemgetter(0))
    return marks


def _read(marks: Iterable[tuple[datetime, str]]) -> tuple[datetime | None, tuple[performance.Step, ...]]:
    """When a case came in, and what its clock went through since."""
    received, steps = None, []
    for at, act in marks:
        if act != CaseAct.RECEIVED:
            steps.append((at, *_MOVES[act]))
        elif received is None:
            received = at
    return received, tuple(steps)
