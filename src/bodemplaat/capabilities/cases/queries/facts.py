"""What is known of cases for whoever counts them against a norm: four statements, however many cases."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Final
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from bodemplaat.capabilities.cases.lifecycle import MERGED, WITHDRAWN
from bodemplaat.capabilities.cases.mapping import corrected_moments
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.reckoning.clock import CAUSES as NAMES
from bodemplaat.capabilities.cases.reckoning.clock import CLOCK_ACTS, CUSTOMER, THIRD, Happened, event_of
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.engines.service_time import Event, Moves, Suspended
from bodemplaat.foundation.tenancy.api import Actor, Instant, query
from bodemplaat.kernel import Said, instant_of, moment_of

_CAUSES: Final = {CUSTOMER: f"{performance.CUSTOMER}requester", THIRD: f"{performance.THIRD}other"}
CAUSES: Final[Mapping[str, Said]] = {code: NAMES[cause] for cause, code in _CAUSES.items()}
"""What a case may wait for, in words."""


def _move(event: Event) -> tuple[str, str]:
    return event.name, _CAUSES[event.cause] if isinstance(event, Suspended) else ""


_MOVES: Final[Mapping[str, tuple[str, str]]] = {
    act: _move(event_of(Happened(act, moment_of(0)), 0)) for act in CLOCK_ACTS
}
"""By act the move of the clock, and the cause of a suspension."""
Marks = tuple[str, str]
"""The acts of what happened, and the instants in the same order."""
_NOTHING: Final[Marks] = "", ""
MOST_ORDERS: Final = 1 << 12
"""Orders of acts that are remembered: most cases went the same few ways."""


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
    marks = _happened(actor, rows)
    in_order = ("received_at", "id")
    by_service = rows.values("provider_id", "organisation_id", "service_id").order_by(
        "provider_id", "organisation_id", "service_id"
    )
    facts = []
    for provider, served, service, ids, numbers in by_service.annotate(
        ids=ArrayAgg(Cast("id", TextField()), order_by=in_order),
        numbers=ArrayAgg("number", order_by=in_order),
    ).values_list("provider_id", "organisation_id", "service_id", "ids", "numbers"):
        for case, number in zip(ids, numbers, strict=True):
            acts, instants = marks.get(case, _NOTHING)
            of_clock = _of_clock(acts)
            if of_clock is not None:
                places, moves = of_clock
                known = [*map(int, instants.split())]
                at = known if places is None else [known[place] for place in places]
                facts.append(performance.CaseFacts(case, number, served, provider, at, moves, service))
    return facts


def _happened(actor: Actor, cases: QuerySet[Case]) -> Mapping[str, Marks]:
    """What the clock of each case goes by, in the order of the moments that are known now; without a word of anybody.

    All of them are one row of three arrays of texts: a row and a list for each of tens of thousands of cases took longer to load and
    to keep than to work out.
    """
    events = CaseEvent.records.of(actor).filter(case_id__in=cases.order_by().values("id"))
    in_order = ("at", "written_at")
    by_case = events.filter(act__in=CLOCK_ACTS).values(each=Cast("case_id", TextField())).order_by()
    of_each = by_case.annotate(
        acts=StringAgg("act", " ", order_by=in_order),
        instants=StringAgg(Cast(Instant("at"), TextField()), " ", order_by=in_order),
    )
    every = of_each.aggregate(
        cases=ArrayAgg("each", default=[]),
        all_acts=ArrayAgg("acts", default=[]),
        all_instants=ArrayAgg("instants", default=[]),
    )
    marks = dict(zip(every["cases"], zip(every["all_acts"], every["all_instants"], strict=True), strict=True))
    corrected = {*events.filter(act=CaseAct.CORRECTED).values_list("case_id", flat=True)}
    return marks | _corrected(actor, corrected) if corrected else marks


def _corrected(actor: Actor, cases: Collection[UUID]) -> dict[str, Marks]:
    """The same of cases of which a moment was corrected."""
    rows = CaseEvent.records.of(actor).filter(case_id__in=cases, act__in=(*CLOCK_ACTS, CaseAct.CORRECTED))
    written = [*rows.order_by("written_at").values_list("id", "case_id", "act", "at", "details", named=True)]
    moments = corrected_moments(written)
    by_case: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
    for row in written:
        if row.act != CaseAct.CORRECTED:
            by_case[row.case_id].append((instant_of(moments.get(row.id, row.at)), row.act))
    marks: dict[str, Marks] = {}
    for case, of_one in by_case.items():
        of_one.sort(key=itemgetter(0))
        marks[str(case)] = " ".join(act for _, act in of_one), " ".join(str(at) for at, _ in of_one)
    return marks


@lru_cache(maxsize=MOST_ORDERS)
def _of_clock(acts: str) -> tuple[tuple[int, ...] | None, Moves] | None:
    """Of acts in order the moves that a clock goes by, and the places of receipt and moves where those are not all, as they stand.

    ``None`` of what never came in.
    """
    names = acts.split()
    if CaseAct.RECEIVED not in names:
        return None
    steps = [place for place, act in enumerate(names) if act != CaseAct.RECEIVED]
    places = (names.index(CaseAct.RECEIVED), *steps)
    moves = tuple(_MOVES[CaseAct(names[place])] for place in steps)
    return None if places == tuple(range(len(names))) else places, moves
