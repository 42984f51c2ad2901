"""The controller's overview: what was claimed by month, unit and kind, and how long it took. Sums in SQL."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimLine
from bodemplaat.foundation.tenancy import Actor, Refused, Role, query
from bodemplaat.kernel import Euro, Period, say

COUNTED_OUT = (lifecycle.WITHDRAWN,)
MAY_READ = (Role.CONTROLLER, Role.CONTRACT_MANAGER, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A count and an amount under one heading."""

    label: str
    count: int
    amount: Euro


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What was handed in during a month, and what of it has been paid by now."""

    month: date
    count: int
    claimed: Euro
    paid: Euro


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Calendar days from submission to payment over the paid claims; ``None`` when none were paid.

    ``by_days`` counts paid claims per whole number of days, ready to be drawn.
    """

    paid: int
    median_days: float | None
    p90_days: float | None
    by_days: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page, over one period of submission; each breakdown adds up to ``claimed``."""

    period: Period
    count: int
    claimed: Euro
    paid: Euro
    waiting: int
    oldest_waiting: datetime | None
    months: tuple[MonthSum, ...]
    units: tuple[Breakdown, ...]
    kinds: tuple[Breakdown, ...]
    states: tuple[Breakdown, ...]
    lead_time: LeadTime


@query
def overview(*, actor: Actor, period: Period, organisation: UUID | None = None) -> Overview:
    """Claims handed in during a period, of one organisation or all in reach; withdrawn ones are left out.

    For the controller, and for the contract manager of the service centre, who sees sums and never a claim.
    """
    if actor.role not in MAY_READ:
        raise Refused(
            say(
                "The overview is for the controller and the contract manager. You are signed in in another role."
            )
        )
    claims = Claim.records.of(actor).exclude(submitted_at=None).exclude(state__in=COUNTED_OUT)
    claims = claims.filter(submitted_at__gte=_midnight(period.start))
    if period.end is not None:
        claims = claims.filter(submitted_at__lt=_midnight(period.end))
    if organisation is not None:
        claims = claims.filter(organisation_id=organisation)
    months = _months(claims)
    under_way = claims.exclude(state__in=(lifecycle.PAID, lifecycle.REJECTED))
    waiting = under_way.aggregate(n=Count("id"), oldest=Min("submitted_at"))
    return Overview(
        period=period,
        count=sum(month.count for month in months),
        claimed=Euro.total(month.claimed for month in months),
        paid=Euro.total(month.paid for month in months),
        waiting=waiting["n"],
        oldest_waiting=waiting["oldest"],
        months=months,
        units=_sums(claims.values_list("unit__name").annotate(n=Count("id"), cents=Sum("total_cents"))),
        kinds=_kinds(actor, claims),
        states=_sums(claims.values_list("state").annotate(n=Count("id"), cents=Sum("total_cents"))),
        lead_time=_lead_time(claims),
    )


def _months(claims: QuerySet[Claim]) -> tuple[MonthSum, ...]:
    rows = (
        claims.annotate(month=TruncMonth("submitted_at"))
        .values("month")
        .annotate(
            n=Count("id"),
            cents=Sum("total_cents"),
            paid=Sum("total_cents", filter=Q(state=lifecycle.PAID), default=0),
        )
        .order_by("month")
    )
    return tuple(
        MonthSum(timezone.localdate(r["month"]), r["n"], Euro(int(r["cents"])), Euro(int(r["paid"])))
        for r in rows
    )


def _kinds(actor: Actor, claims: QuerySet[Claim]) -> tuple[Breakdown, ...]:
    lines = ClaimLine.records.of(actor).filter(claim__in=claims)
    return _sums(lines.values_list("kind").annotate(n=Count("id"), cents=Sum("amount_cents")))


def _sums(rows: QuerySet[Any, tuple[Any, ...]]) -> tuple[Breakdown, ...]:
    sums = (Breakdown(label, count, Euro(int(cents))) for label, count, cents in rows.order_by())
    return tuple(sorted(sums, key=lambda s: (-s.amount.cents, s.label)))


def _lead_time(claims: QuerySet[Claim]) -> LeadTime:
    paid = claims.filter(state=lifecycle.PAID, settled_at__isnull=False)
    took = paid.annotate(took=ExpressionWrapper(F("settled_at") - F("submitted_at"), DurationField()))
    days = [duration / timedelta(days=1) for duration in took.values_list("took", flat=True).order_by("took")]
    return LeadTime(
        paid=len(days),
        median_days=nearest_rank(days, 50),
        p90_days=nearest_rank(days, 90),
        by_days=tuple(sorted(Counter(int(each) for each in days).items())),
    )


def nearest_rank(ordered: Sequence[float], percent: int) -> float | None:
    """The percentile by nearest rank: the smallest value that ``percent`` of all do not exceed; ``None`` of none."""
    if not ordered:
        return None
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
