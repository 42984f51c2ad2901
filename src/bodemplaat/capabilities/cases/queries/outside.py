"""Cases as another system reads them: facts without words and names, the latest received first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.policies import check_is_system
from bodemplaat.capabilities.cases.queries.cases import case_view
from bodemplaat.capabilities.cases.queries.clock import clocks_of, contents_for, timelines, where_asked
from bodemplaat.capabilities.cases.values import CaseOutline, CaseView, OutlineFilter, Place
from bodemplaat.capabilities.cases.vocabulary import CaseAct, CaseState, Channel, Result
from bodemplaat.capabilities.catalogue.api import codes_of
from bodemplaat.foundation.organisations.api import names_of_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query


@query
def case_outlines(
    *, actor: Actor, narrow: OutlineFilter, after: Place | None = None, count: int, at: datetime
) -> tuple[Sequence[CaseOutline], Place | None]:
    """Cases of the organisation that a system works for, or those that it handles, and from where the list goes on.

    The number of statements is the same however many there are. Raises ``Refused`` for people.
    """
    check_is_system(actor)
    rows = Case.records.of(actor)
    if narrow.is_handled:
        rows = rows.filter(provider_id=actor.organisation_id)
    else:
        rows = rows.filter(organisation_id=actor.organisation_id)
    if narrow.states:
        rows = rows.filter(state__in=narrow.states)
    if narrow.service is not None:
        rows = rows.filter(service_id=narrow.service)
    if narrow.since is not None:
        rows = rows.filter(received_at__gte=narrow.since)
    if narrow.until is not None:
        rows = rows.filter(received_at__lt=narrow.until)
    if after is not None:
        rows = rows.filter(
            Q(received_at__lt=after.due_at) | Q(id__lt=after.case), received_at__lte=after.due_at
        )
    page = list(rows.order_by("-received_at", "-id")[: count + 1])
    last = page[count - 1] if len(page) > count else None
    following = None if last is None else Place(last.received_at, last.id)
    return _outlines(actor, page[:count], at), following


@query
def case_outline(*, actor: Actor, case: UUID, at: datetime) -> CaseOutline:
    """One of them; raises ``NotFound`` for another's."""
    check_is_system(actor)
    row = Case.records.of(actor).one(id=case)
    (outline,) = _outlines(actor, [row], at)
    return outline


@query
def case_content(*, actor: Actor, client: UUID, case: UUID, at: datetime) -> CaseView:
    """What one case says, for the system that sent it and for one that works for whoever handles it; else ``NotFound``."""
    check_is_system(actor)
    row = Case.records.of(actor).one(id=case)
    if row.provider_id != actor.organisation_id and client_that_sent(actor, case) != client:
        raise NotFound(Case._meta.verbose_name)
    return case_view(actor=actor, case=case, at=at)


def client_that_sent(actor: Actor, case: UUID) -> UUID | None:
    """The system that sent a case; ``None`` for one that a person sent."""
    rows = CaseEvent.records.of(actor).filter(case_id=case, act=CaseAct.RECEIVED, details__has_key="client")
    sent = rows.values_list("details", flat=True).first()
    return None if sent is None else UUID(sent["client"])


def _outlines(actor: Actor, rows: Sequence[Case], at: datetime) -> tuple[CaseOutline, ...]:
    contents = contents_for(actor, rows)
    events = timelines(actor, [row.id for row in rows])
    clocks = clocks_of(actor, rows, contents, events, at)
    places = {place for row in rows for place in (row.organisation_id, row.provider_id)}
    asked_in = where_asked(actor, rows)
    names = names_of_partners(actor=asked_in, organisations=places)
    codes = codes_of(actor=asked_in, services={row.service_id for row in rows})
    outlines = []
    for row in rows:
        clock = clocks[row.id]
        is_due = clock is not None and (clock.is_running or clock.is_over)
        outlines.append(
            CaseOutline(
                id=row.id,
                number=row.number,
                service_id=row.service_id,
                service_code=codes[row.service_id],
                version=row.version,
                customer_id=row.organisation_id,
                customer_name=names.get(row.organisation_id, ""),
                provider_id=row.provider_id,
                provider_name=names.get(row.provider_id, ""),
                state=CaseState(row.state),
                channel=Channel(row.channel),
                received_at=row.received_at,
                changed_at=row.changed_at,
                closed_at=row.closed_at,
                result=Result(row.result) if row.result else None,
                due_at=clock.answer.due if clock is not None and is_due else None,
                due_day=timezone.localdate(clock.answer.due) if clock is not None and is_due else None,
                is_late=clock.is_late if clock is not None else None,
            )
        )
    return tuple(outlines)
