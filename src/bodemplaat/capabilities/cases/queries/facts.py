"""What is known of cases for whoever counts them against a norm: two statements, however many cases."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from bodemplaat.capabilities.cases.lifecycle import MERGED, WITHDRAWN
from bodemplaat.capabilities.cases.mapping import corrected_moments
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.reckoning.clock import CAUSES as NAMES
from bodemplaat.capabilities.cases.reckoning.clock import CLOCK_ACTS, CUSTOMER, THIRD, Happened, history_of
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.engines.service_time import Event, History, Received, Suspended
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Said

_CAUSES: Final = {CUSTOMER: f"{performance.CUSTOMER}requester", THIRD: f"{performance.THIRD}other"}
CAUSES: Final[Mapping[str, Said]] = {code: NAMES[cause] for cause, code in _CAUSES.items()}
"""What a case may wait for, in words."""


@query
def case_facts(
    *, actor: Actor, since: datetime, until: datetime, customer: UUID | None = None
) -> Sequence[performance.CaseFacts]:
    """Cases in reach, or those of one customer, that came in before ``until`` and were not closed before ``since``; withdrawn and doubled ones are left out.

    Moments are those that are known now: a corrected event counts as it was corrected.
    """
    rows = Case.records.of(actor).exclude(state__in=(WITHDRAWN, MERGED))
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gte=since), received_at__lt=until)
    if customer is not None:
        rows = rows.filter(organisation_id=customer)
    cases = list(
        rows.order_by("received_at", "id").values_list(
            "id", "number", "organisation_id", "provider_id", "service_id"
        )
    )
    events = _happened(actor, rows)
    in_order = []
    for case, number, customer, provider, service in cases:
        history = history_of(events[case])
        received = next((event.at for event in history if isinstance(event, Received)), None)
        if received is not None:
            facts = (case, number, customer, provider, received, tuple(_steps(history)), service)
            in_order.append(performance.CaseFacts(*facts))
    return in_order


def _happened(actor: Actor, cases: QuerySet[Case]) -> Mapping[UUID, list[Happened]]:
    """What the clock of each case goes by, in the order of the moments that are known now; without a word of anybody."""
    rows = CaseEvent.records.of(actor).filter(case_id__in=cases.order_by().values("id"))
    rows = rows.filter(act__in=(*CLOCK_ACTS, CaseAct.CORRECTED)).order_by("written_at")
    written = [*rows.values_list("id", "case_id", "act", "at", "details", named=True)]
    moments = corrected_moments(written)
    events: dict[UUID, list[Happened]] = defaultdict(list)
    for row in written:
        if row.act != CaseAct.CORRECTED:
            events[row.case_id].append(Happened(CaseAct(row.act), moments.get(row.id, row.at)))
    for each in events.values():
        each.sort(key=lambda event: event.at)
    return events


def _steps(history: History) -> Iterator[tuple[datetime, str, str]]:
    for event in history:
        if not isinstance(event, Received):
            yield event.at, event.name, _cause(event)


def _cause(event: Event) -> str:
    return _CAUSES[event.cause] if isinstance(event, Suspended) else ""
