"""What the clock of cases needs, read for any number of them at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements.api import AgreedNorms, norms_agreed
from bodemplaat.capabilities.cases.mapping import EVENT_COLUMNS, EventRow, happened_in, timeline_of
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.reckoning.clock import CLOCK_ACTS, Clock, read_clock
from bodemplaat.capabilities.cases.values import EventView
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.catalogue.api import Content, Indicator, contents_of
from bodemplaat.capabilities.clock.api import Clocks, clocks, norm_among
from bodemplaat.engines.service_time import Norm
from bodemplaat.foundation.tenancy.api import Actor, Instant

SPOKEN = (CaseAct.MESSAGE, CaseAct.ANSWERED)
LISTED = (*CLOCK_ACTS, *SPOKEN, CaseAct.CORRECTED)


def timelines(
    actor: Actor, cases: Collection[UUID], *, all_acts: bool = False, acts: Collection[CaseAct] = LISTED
) -> Mapping[UUID, tuple[EventView, ...]]:
    """The events of cases, one statement: ``all_acts``, or those of some ``acts``, which are what clock and list need.

    They are read as plain rows with instants: an object and two dates of Django for each event were an eighth of a list.
    """
    events = CaseEvent.records.of(actor).filter(case_id__in=cases)
    if not all_acts:
        events = events.filter(act__in=acts)
    by_case: dict[UUID, list[EventRow]] = defaultdict(list)
    for case, *columns in events.values_list("case_id", *EVENT_COLUMNS, Instant("at"), Instant("written_at")):
        by_case[case].append(EventRow(*columns))
    return {case: timeline_of(by_case[case]) for case in cases}


def clocks_of(
    actor: Actor,
    cases: Iterable[Case],
    contents: Mapping[tuple[UUID, int], Content],
    events: Mapping[UUID, tuple[EventView, ...]],
    at: datetime,
) -> Mapping[UUID, Clock | None]:
    """The clock of each case at a moment: three statements, or four where a norm was agreed otherwise, whatever their number."""
    cases = list(cases)
    hours, agreed = hours_for(actor, cases), norms_agreed(actor=actor)
    return {
        row.id: read_clock(
            happened_in(events[row.id]),
            norm_of(agreed, row, contents[row.service_id, row.version]),
            hours.of(row.provider_id, row.cooperation_id),
            at,
        )
        for row in cases
    }


def contents_for(actor: Actor, rows: Iterable[Case]) -> Mapping[tuple[UUID, int], Content]:
    """What the service of each case said when it came in; one statement."""
    rows = list(rows)
    return contents_of(
        actor=where_asked(actor, rows), versions={(row.service_id, row.version) for row in rows}
    )


def hours_for(actor: Actor, rows: Iterable[Case]) -> Clocks:
    """The opening hours of those who deal with these cases, and the calendars of the cooperations in which they were asked."""
    return clocks(actor=where_asked(actor, rows))


def where_asked(actor: Actor, rows: Iterable[Case]) -> Actor:
    """The actor as a reader of the cooperations in which these cases were asked.

    Whoever may see a case may read what its service said and by whose hours it is due, also after their organisation left
    the cooperation.
    """
    left = {row.cooperation_id for row in rows} - actor.cooperations
    return replace(actor, cooperations=actor.cooperations | left) if left else actor


def norm_of(agreed: AgreedNorms, case: Case, content: Content) -> Norm | None:
    """The norm of a case as a clock counts it, if there is one: what was agreed with its customer when it came in, else the catalogue's."""
    return norm_on(agreed, case.organisation_id, case.service_id, case.received_at, content.indicators)


def norm_on(
    agreed: AgreedNorms,
    customer: UUID,
    service: UUID,
    received: datetime,
    indicators: Sequence[Indicator],
) -> Norm | None:
    """The norm of what comes in at a moment from a customer, of a service that promises ``indicators`` then."""
    day = timezone.localdate(received)
    return norm_among(agreed.indicators(customer, service, day, indicators))
