"""The choice of a period on a page: its name, and the way to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext

from bodemplaat.foundation.reports.periods import Chosen, Span
from bodemplaat.presentation import notation


@dataclass(frozen=True, slots=True)
class Step:
    """A choice of period."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Periods:
    """What ``reports/_period.html`` draws: month, quarter and year around the period, the one before and the one after."""

    spans: tuple[Step, ...]
    before: Step
    after: Step | None


def period_name(chosen: Chosen) -> str:
    """A period in words: ``november 2026``, ``the fourth quarter of 2026``, ``2026``, ``1 – 23 november 2026``."""
    here = get_language() or "nl"
    if chosen == Chosen.around(chosen.span, chosen.first) and chosen.span is not Span.FREE:
        if chosen.span is Span.MONTH:
            return notation.month(chosen.first, here)
        if chosen.span is Span.YEAR:
            return str(chosen.first.year)
        number = (chosen.first.month + 2) // 3
        return gettext("quarter {number} of {year}").format(number=number, year=chosen.first.year)
    if chosen.first == chosen.last:
        return notation.day(chosen.first, here)
    return gettext("{first} to {last}").format(
        first=notation.day(chosen.first, here), last=notation.day(chosen.last, here)
    )


def periods_around(chosen: Chosen, today: date, *, beside: Mapping[str, str] | None = None) -> Periods:
    """The ways from a period to others; ``beside`` is what an address keeps. There is no way past today."""

    def step(to: Chosen, label: str = "", *, current: bool = False) -> Step:
        return Step(label or period_name(to), f"?{urlencode({**to.query, **(beside or {})})}", current)

    day = max(chosen.first, min(chosen.last, today))
    labels = {Span.MONTH: gettext("Month"), Span.QUARTER: gettext("Quarter"), Span.YEAR: gettext("Year")}
    return Periods(
        spans=tuple(
            step(Chosen.around(span, day), label, current=chosen.span is span)
            for span, label in labels.items()
        ),
        before=step(chosen.before),
        after=step(chosen.after) if chosen.last < today else None,
    )
