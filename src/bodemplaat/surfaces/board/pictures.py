"""The overview's pictures, from the sums of the claims' door."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, pgettext

from bodemplaat.capabilities.claims.api import Breakdown, LeadTime, MonthSum
from bodemplaat.foundation.charts.api import (
    Picture,
    distribution_picture,
    months_rows,
    units_picture,
)
from bodemplaat.foundation.reports.api import months_of
from bodemplaat.kernel import Period
from bodemplaat.surfaces.board.figures import days


def by_month(months: Sequence[MonthSum], over: Period) -> tuple[Picture, ...]:
    """Claimed, and paid of it by now, per month; a month without claims is drawn as nothing."""
    by_day: dict[date, MonthSum] = {month.month: month for month in months}
    all_months = months_of(over)
    sums = [by_day.get(month) for month in all_months]
    return months_rows(
        title=gettext("By month"),
        months=all_months,
        series={
            gettext("claimed"): [each.claimed.cents if each else 0 for each in sums],
            gettext("paid of it by now"): [each.paid.cents if each else 0 for each in sums],
        },
    )


def divided(parts: Sequence[Breakdown], *, several: bool) -> Picture:
    """Lying bars by unit, or by municipality for who oversees several."""
    title = gettext("By municipality") if several else gettext("By unit")
    head = gettext("Municipality") if several else pgettext("organisation", "Unit")
    return units_picture(title=title, values=_values(parts), head=head)


def by_kind(parts: Sequence[Breakdown]) -> Picture:
    """Lying bars by kind of cost."""
    return units_picture(
        title=gettext("By kind of cost"), values=_values(parts), head=gettext("Kind of cost")
    )


def lead_time(lead: LeadTime) -> Picture:
    """How many claims were paid after how many whole days."""
    finding, median = "", None
    if lead.median_days is not None and lead.p90_days is not None:
        finding = gettext("Half was paid within {median}, nine out of ten within {p90}.").format(
            median=days(lead.median_days), p90=days(lead.p90_days)
        )
        median = round(Decimal(lead.median_days), 1)
    counted = Counter({max(0, whole): count for whole, count in lead.by_days})
    return distribution_picture(
        title=gettext("Days from handing in to paid"),
        values=sorted(counted.elements()),
        median=median,
        finding=finding,
    )


def _values(parts: Sequence[Breakdown]) -> dict[str, int]:
    """Units of the same name are drawn as one, since they read as one."""
    values: dict[str, int] = {}
    for part in parts:
        values[part.label] = values.get(part.label, 0) + part.amount.cents
    return values
