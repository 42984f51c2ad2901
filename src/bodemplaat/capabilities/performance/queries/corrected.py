"""What earlier periods that were signed come to now, as the report of a later period carries it: told once, and sealed with it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.performance.mapping import Place, from_stored
from bodemplaat.capabilities.performance.models import PerformanceReport
from bodemplaat.capabilities.performance.policies import check_may_read
from bodemplaat.capabilities.performance.queries.live import name_of_customer, performance
from bodemplaat.capabilities.performance.reckoning.corrections import corrections_of
from bodemplaat.capabilities.performance.reckoning.kept import corrections_from
from bodemplaat.capabilities.performance.values import Correction, CorrectionFigures, Performance
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query
from bodemplaat.kernel import Period, months_later

MONTHS_BACK: Final = 12
"""Periods that began so many months before are looked at: what lies further back stands beside its own report alone."""
Told = Mapping[UUID, tuple[CorrectionFigures, ...]]
"""By report what later reports that both signed told of it, in their order."""


@query
def performance_to_offer(*, actor: Actor, customer: UUID, period: Period, now: datetime) -> Performance:
    """The figures of a period as the actor's organisation would offer them: with what earlier signed periods come to now."""
    check_may_read(actor)
    seen = performance(actor=actor, period=period, now=now, customer=customer)
    return replace(seen, corrections=_corrections(actor, customer, period, now))


def told_of(actor: Actor, provider: UUID, customer: UUID) -> Told:
    """What signed reports told of earlier ones; one statement."""
    by_report: dict[UUID, tuple[CorrectionFigures, ...]] = defaultdict(tuple)
    rows = _sealed(actor, provider, customer).filter(agreed__has_key="corrections")
    for kept in rows.order_by("as_of", "id").values_list("agreed", flat=True):
        for each in corrections_from(kept, provider=provider, customer=customer, names={}):
            by_report[each.report] += (each,)
    return by_report


def _corrections(
    actor: Actor, customer: UUID, period: Period, now: datetime
) -> tuple[CorrectionFigures, ...]:
    here = actor.organisation_id
    signed = list(
        _sealed(actor, here, customer)
        .filter(last_day__lt=period.start, first_day__gte=months_later(period.start, -MONTHS_BACK))
        .order_by("first_day", "last_day", "id")
    )
    if not signed:
        return ()
    earlier = told_of(actor, here, customer)
    name = name_of_customer(actor=actor, customer=customer)
    place: Place = {"provider": here, "customer": customer, "names": {}}
    corrections: list[CorrectionFigures] = []
    for row in signed:
        days = Period(row.first_day, row.last_day + timedelta(days=1))
        live = performance(actor=actor, period=days, now=now, customer=customer)
        then, since = from_stored(row.figures, **place), earlier.get(row.id, ())
        moved = corrections_of(then, live, row.cases, provider=here, since=since)
        corrections += (_figures(row, each, name) for each in moved)
    return tuple(corrections)


def _figures(row: PerformanceReport, each: Correction, customer_name: str) -> CorrectionFigures:
    return CorrectionFigures(
        provider_id=row.organisation_id,
        customer_id=row.customer_id,
        customer_name=customer_name,
        report=row.id,
        since=row.first_day,
        last=row.last_day,
        service=each.name.service,
        code=each.name.code,
        name=each.name.name,
        inside_then=each.inside_then,
        judged_then=each.judged_then,
        inside_now=each.inside_now,
        judged_now=each.judged_now,
        credit_then=each.credit_then,
        credit_now=each.credit_now,
        cases=each.cases,
    )


def _sealed(actor: Actor, provider: UUID, customer: UUID) -> GuardedQuerySet[PerformanceReport]:
    return PerformanceReport.records.of(actor).filter(
        organisation_id=provider, customer_id=customer, proposal__state=proposals.CONFIRMED
    )
