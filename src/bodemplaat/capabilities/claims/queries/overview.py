"""The controller's overview: what was claimed by month, unit and kind, and how long it took. Sums in SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Cast, Extract, Floor, TruncMonth
from django.utils import timezone

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimLine
from bodemplaat.capabilities.claims.queries.small_cells import (
    TOGETHER,
    Part,
    large_cells,
    paid_by_month,
    parts_of,
    sees_sums_only,
    whole_months,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, midnight, query
from bodemplaat.kernel import Euro, Period, say

COUNTED_OUT = (lifecycle.WITHDRAWN,)


MAY_READ = (Role.CONTROLLER, Role.CONTRACT_MANAGER, Role.SYSTEM)


class Percentile(Aggregate):
    """A percentile by nearest rank, worked out by PostgreSQL (``percentile_disc``); equals ``nearest_rank``."""

    function = "percentile_disc"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


_TOOK = ExpressionWrapper(F("settled_at") - F("first_submitted_at"), DurationField())


_PAID = Q(state=lifecycle.PAID, settled_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A count and an amount under one heading; ``key`` finds the same claims in the list (an id or a code)."""

    label: str
    count: int
    amount: Euro
    key: str = ""


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What was handed in during a month, and what of it has been paid by now."""

    month: date
    count: int
    claimed: Euro
    paid: Euro


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Calendar days from the first submission to payment over the paid claims; ``None`` when none were paid.

    ``by_days`` counts paid claims per whole number of days, ready to be drawn.
    """

    paid: int
    median_days: float | None
    p90_days: float | None
    by_days: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """A period in three figures, to set another against; ``median_days`` is ``None`` when nothing was paid."""

    count: int
    claimed: Euro
    paid: Euro
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page, over one period of first submission; each breakdown adds up to ``claimed``."""

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
    organisations: tuple[Breakdown, ...]
    lead_time: LeadTime


@query
def overview(*, actor: Actor, period: Period, organisation: UUID | None = None) -> Overview:
    """Claims handed in during a period, of one organisation or all in reach; withdrawn ones are left out.

    For the controller, and for the contract manager of the service centre, who sees sums and never a claim: over whole
    months, without months of an organisation in which fewer than three people claimed (``small_cells``).
    """
    claims = _handed_in(actor, period, organisation)
    divided = _divided_in_parts(actor, claims) if sees_sums_only(actor) else _divided(claims)
    return Overview(
        period=period,
        count=sum(month.count for month in divided.months),
        claimed=Euro.total(month.claimed for month in divided.months),
        paid=Euro.total(month.paid for month in divided.months),
        waiting=divided.waiting,
        oldest_waiting=divided.oldest_waiting,
        months=divided.months,
        units=divided.units,
        kinds=_kinds(actor, claims),
        states=divided.states,
        organisations=divided.organisations,
        lead_time=_lead_time(claims),
    )


@query
def months(*, actor: Actor, period: Period, organisation: UUID | None = None) -> tuple[MonthSum, ...]:
    """Claimed and paid by month of first submission; a month without claims is absent. For whom ``overview`` is for."""
    return _months(actor, _handed_in(actor, period, organisation))


@query
def headline(*, actor: Actor, period: Period, organisation: UUID | None = None) -> Headline:
    """The same period in three figures, in one query; for whom ``overview`` is for."""
    claims = _handed_in(actor, period, organisation)
    totals = claims.aggregate(
        n=Count("id"),
        cents=Sum("total_cents", default=0),
        paid=Sum("total_cents", filter=_PAID, default=0),
        median=Percentile(_TOOK, filter=_PAID, fraction=0.5),
    )
    return Headline(
        count=totals["n"],
        claimed=Euro(int(totals["cents"])),
        paid=Euro.total(paid_by_month(actor, claims).values())
        if sees_sums_only(actor)
        else Euro(int(totals["paid"])),
        median_days=_days(totals["median"]),
    )


def _handed_in(actor: Actor, period: Period, organisation: UUID | None) -> QuerySet[Claim]:
    if actor.role not in MAY_READ:
        raise Refused(
            say(
                "The overview is for the controller and the contract manager. You are signed in in another role."
            )
        )
    if sees_sums_only(actor):
        period = whole_months(period)
    claims = Claim.records.of(actor).exclude(first_submitted_at=None).exclude(state__in=COUNTED_OUT)
    claims = claims.filter(first_submitted_at__gte=midnight(period.start))
    if period.end is not None:
        claims = claims.filter(first_submitted_at__lt=midnight(period.end))
    if organisation is not None:
        claims = claims.filter(organisation_id=organisation)
    return large_cells(actor, claims) if sees_sums_only(actor) else claims


def _months(actor: Actor, claims: QuerySet[Claim]) -> tuple[MonthSum, ...]:
    rows = (
        claims.annotate(month=TruncMonth("first_submitted_at"))
        .values("month")
        .annotate(
            n=Count("id"),
            cents=Sum("total_cents"),
            paid=Sum("total_cents", filter=Q(state=lifecycle.PAID), default=0),
        )
        .order_by("month")
    )
    months = tuple(
        MonthSum(timezone.localdate(r["month"]), r["n"], Euro(int(r["cents"])), Euro(int(r["paid"])))
        for r in rows
    )
    if not sees_sums_only(actor):
        return months
    paid = paid_by_month(actor, claims)
    return tuple(replace(month, paid=paid.get(month.month, Euro(0))) for month in months)


_OVER = [lifecycle.PAID.value, lifecycle.REJECTED.value]
"""The states of claims that were handed in and wait for nobody any more."""


@dataclass(frozen=True, slots=True)
class _Divided:
    """The same claims by month, unit, state and organisation, and how many of them are under way."""

    months: tuple[MonthSum, ...]
    units: tuple[Breakdown, ...]
    states: tuple[Breakdown, ...]
    organisations: tuple[Breakdown, ...]
    waiting: int
    oldest_waiting: datetime | None


def _divided_in_parts(actor: Actor, claims: QuerySet[Claim]) -> _Divided:
    """For who sees sums only: each division leaves out or puts together what would tell of too few people."""
    waiting = claims.exclude(state__in=_OVER).aggregate(n=Count("id"), oldest=Min("first_submitted_at"))
    return _Divided(
        months=_months(actor, claims),
        units=_breakdown(parts_of(actor, claims, "unit_id", "unit__name", "total_cents")),
        states=_breakdown(parts_of(actor, claims, "state", "state", "total_cents")),
        organisations=_breakdown(
            parts_of(actor, claims, "organisation_id", "organisation__name", "total_cents")
        ),
        waiting=waiting["n"],
        oldest_waiting=waiting["oldest"],
    )


_DIVIDED = """
SELECT grouping(month, unit, state, organisation), CAST(month AS date), unit, unit_name, state, organisation,
    organisation_name, count(*), sum(cents), coalesce(sum(cents) FILTER (WHERE state = %s), 0),
    count(*) FILTER (WHERE NOT state = ANY (%s)), min(at) FILTER (WHERE NOT state = ANY (%s))
FROM ({claims}) AS claim (month, unit, unit_name, state, organisation, organisation_name, cents, at)
GROUP BY GROUPING SETS ((month), (unit, unit_name), (state), (organisation, organisation_name))
"""
_BY_MONTH, _BY_UNIT, _BY_STATE, _BY_ORGANISATION = 0b0111, 0b1011, 0b1101, 0b1110
"""What ``grouping`` says: a bit is set for each column that a row is not divided by."""


def _divided(claims: QuerySet[Claim]) -> _Divided:
    """All divisions in one pass over the claims and one statement."""
    columns = ("month", "unit_id", "unit__name", "state", "organisation_id", "organisation__name")
    rows = claims.annotate(month=TruncMonth("first_submitted_at")).order_by()
    inner, values = rows.values_list(*columns, "total_cents", "first_submitted_at").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_DIVIDED.format(claims=inner), [lifecycle.PAID.value, _OVER, _OVER, *values])
        sums = cursor.fetchall()
    months = sorted(row for row in sums if row[0] == _BY_MONTH)
    return _Divided(
        months=tuple(MonthSum(r[1], r[7], Euro(int(r[8])), Euro(int(r[9]))) for r in months),
        units=_sorted(Breakdown(r[3], r[7], Euro(int(r[8])), str(r[2])) for r in sums if r[0] == _BY_UNIT),
        states=_sorted(Breakdown(r[4], r[7], Euro(int(r[8])), r[4]) for r in sums if r[0] == _BY_STATE),
        organisations=_sorted(
            Breakdown(r[6], r[7], Euro(int(r[8])), str(r[5])) for r in sums if r[0] == _BY_ORGANISATION
        ),
        waiting=sum(r[10] for r in months),
        oldest_waiting=min((r[11] for r in months if r[11]), default=None),
    )


def _kinds(actor: Actor, claims: QuerySet[Claim]) -> tuple[Breakdown, ...]:
    lines = ClaimLine.records.of(actor).filter(claim__in=claims)
    if sees_sums_only(actor):
        return _breakdown(parts_of(actor, lines, "kind", "kind", "amount_cents", claim="claim__"))
    sums = lines.values_list("kind").annotate(n=Count("id"), cents=Sum("amount_cents")).order_by()
    return _sorted(Breakdown(kind, count, Euro(int(cents)), kind) for kind, count, cents in sums)


def _sorted(parts: Iterable[Breakdown]) -> tuple[Breakdown, ...]:
    return tuple(sorted(parts, key=lambda s: (-s.amount.cents, s.label, s.key)))


def _breakdown(parts: Iterable[Part]) -> tuple[Breakdown, ...]:
    shown = (Breakdown(part.label, part.count, Euro(part.cents), part.key) for part in parts)
    return tuple(sorted(shown, key=lambda s: (s.key == TOGETHER, -s.amount.cents, s.label, s.key)))


_LEAD_TIMES = """
SELECT days, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY took),
    percentile_disc(0.9) WITHIN GROUP (ORDER BY took)
FROM ({claims}) AS claim (days, took) GROUP BY GROUPING SETS ((days), ()) ORDER BY days
"""


def _lead_time(claims: QuerySet[Claim]) -> LeadTime:
    whole_days = Cast(Floor(Extract(_TOOK, "epoch") / 86_400), IntegerField())
    paid = claims.filter(_PAID).annotate(days=whole_days, took=_TOOK).order_by()
    inner, values = paid.values_list("days", "took").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_LEAD_TIMES.format(claims=inner), values)
        *by_days, (_, count, median, p90) = cursor.fetchall()
    return LeadTime(
        paid=count,
        median_days=_days(median),
        p90_days=_days(p90),
        by_days=tuple((days, same) for days, same, _, _ in by_days),
    )


def _days(duration: timedelta | None) -> float | None:
    return None if duration is None else duration / timedelta(days=1)


def nearest_rank(ordered: Sequence[float], percent: int) -> float | None:
    """The percentile by nearest rank: the smallest value that ``percent`` of all do not exceed; ``None`` of none."""
    if not ordered:
        return None
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
