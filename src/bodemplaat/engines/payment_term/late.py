"""What late payment costs: interest per half year, interest on interest per year, and fixed costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol

from bodemplaat.kernel import Euro, Rounding, Said, Trace, say
from bodemplaat.kernel.euro import ZERO, round_fraction

DAY: Final = timedelta(days=1)


class Rate(Protocol):
    """The statutory commercial interest of one half year."""

    @property
    def first(self) -> date:
        """1 January or 1 July."""

    @property
    def percent(self) -> Decimal:
        """Per year."""


class NoRate(ValueError):
    """The table has no rate for the half year that begins on ``first``."""

    def __init__(self, first: date) -> None:
        super().__init__(
            f"no statutory commercial interest is known for the half year from {first.isoformat()}"
        )
        self.first = first


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days within one half year and one year of interest, both ends included, ``over`` one amount at one rate.

    ``exact`` is the interest in cents and their parts; ``amount`` its whole cents, so that a year adds up.
    """

    first: date
    last: date
    over: Euro
    percent: Decimal
    exact: Fraction
    amount: Euro

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def said(self) -> Said:
        """How its amount came about."""
        return say(
            "{days} {days:day|days} from {first} up to and including {last}, {percent} % a year over {over}",
            days=self.days,
            first=self.first,
            last=self.last,
            percent=self.percent,
            over=self.over,
        )


@dataclass(frozen=True, slots=True)
class Late:
    """What is owed beside the invoice: interest in stretches, and the fixed costs."""

    stretches: tuple[Stretch, ...]
    costs: Euro

    @property
    def interest(self) -> Euro:
        """All of it."""
        return Euro.total(stretch.amount for stretch in self.stretches)

    @property
    def total(self) -> Euro:
        """Interest and costs."""
        return self.interest + self.costs

    @property
    def trace(self) -> Trace:
        """Why it is this amount, stretch by stretch."""
        parts = [Trace("", each.amount, str(each.said), each.said.values) for each in self.stretches]
        if self.costs:
            parts.append(Trace("", self.costs, say("fixed costs of collection")))
        return Trace("", self.total, parts=tuple(parts))


NOTHING: Final = Late((), ZERO)


def owed_for_late(amount: Euro, *, last: date, paid: date, rates: Sequence[Rate], costs: Euro) -> Late:
    """What is owed for an amount that was to be paid by ``last`` and was ``paid`` on a day; nothing in time or of nothing.

    Interest runs from the day after ``last`` up to and including the day of payment. Raises ``NoRate``.
    """
    if paid <= last or amount.cents <= 0:
        return NOTHING
    return Late(interest_over(amount, last + DAY, paid, rates), costs)


def interest_over(amount: Euro, first: date, last: date, rates: Sequence[Rate]) -> tuple[Stretch, ...]:
    """The interest of these days, both included, in stretches at one rate over one amount.

    A day counts for one part in so many as its calendar year has. What a year of interest comes to, half a cent up, is
    added to the amount of the next. Raises ``NoRate``.
    """
    by_first = {rate.first: rate.percent for rate in rates}
    stretches: list[Stretch] = []
    over, begins, number = amount, first, 1
    while begins <= last:
        next_begins = _anniversary(first, number)
        year = list(_of_year(over, begins, min(last, next_begins - DAY), by_first))
        cents = round_fraction(sum((each.exact for each in year), Fraction(0)), Rounding.HALF_UP)
        amounts = Euro(cents).divided([each.exact for each in year]) if cents else (ZERO,) * len(year)
        for each, part in zip(year, amounts, strict=True):
            stretches.append(Stretch(each.first, each.last, over, each.percent, each.exact, part))
        over, begins, number = over + Euro(cents), next_begins, number + 1
    return tuple(stretches)


def half_year_of(day: date) -> date:
    """The first day of the half year that a day is in, from which its rate holds."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def _of_year(over: Euro, first: date, last: date, by_first: dict[date, Decimal]) -> Iterator[Stretch]:
    while first <= last:
        half = half_year_of(first)
        ends = min(last, date(first.year, 6, 30) if half.month == 1 else date(first.year, 12, 31))
        if half not in by_first:
            raise NoRate(half)
        percent = by_first[half]
        of_year = (date(first.year, 12, 31) - date(first.year, 1, 1)).days + 1
        days = (ends - first).days + 1
        yield Stretch(first, ends, over, percent, over.cents * Fraction(percent) / 100 * days / of_year, ZERO)
        first = ends + DAY


def _anniversary(day: date, years: int) -> date:
    """The same day so many years on; 1 March for 29 February in a year without it."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
