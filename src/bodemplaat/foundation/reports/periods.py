"""The period that a page is about: a month, a quarter, a year, or days freely chosen. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Self

from bodemplaat.kernel import Period, months_later

LONGEST_DAYS = 3660
"""Ten years: the longest period that can be chosen freely."""


class Span(Enum):
    """How long."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FREE = "free"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Days from ``first`` to ``last``, both included."""

    span: Span
    first: date
    last: date

    @classmethod
    def around(cls, span: Span, day: date) -> Self:
        """The month, quarter or year in which a day lies; for ``FREE`` that month."""
        length = _MONTHS.get(span, 1)
        first = date(day.year, (day.month - 1) // length * length + 1, 1)
        return cls(span, first, months_later(first, length) - timedelta(days=1))

    @classmethod
    def read(cls, query: Mapping[str, str], today: date) -> Self:
        """What an address asks for: ``span`` with ``day``, or ``since`` and ``until``; what it cannot read is today's.

        Days that stand the wrong way round are turned; a period longer than ten years is cut.
        """
        try:
            span = Span(query.get("span", ""))
        except ValueError:
            span = Span.MONTH
        if span is not Span.FREE:
            return cls.around(span, _day(query.get("day", "")) or today)
        since, until = _day(query.get("since", "")), _day(query.get("until", ""))
        first, last = sorted((since or until or today.replace(day=1), until or since or today))
        return cls(span, max(first, last - timedelta(days=LONGEST_DAYS)), last)

    @property
    def period(self) -> Period:
        """The same, half-open."""
        return Period(self.first, self.last + timedelta(days=1))

    def in_whole_months(self) -> Self:
        """The same, from the first day of its first month to the last of its last."""
        end = months_later(self.last.replace(day=1), 1) - timedelta(days=1)
        return type(self)(self.span, self.first.replace(day=1), end)

    @property
    def before(self) -> Self:
        """The period of the same kind that ends where this one begins."""
        if self.span is Span.FREE and self == self.in_whole_months():
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            return type(self)(self.span, months_later(self.first, -months), self.first - timedelta(days=1))
        if self.span is Span.FREE:
            return type(self)(self.span, self.first - self._length, self.first - timedelta(days=1))
        return type(self).around(self.span, self.first - timedelta(days=1))

    @property
    def after(self) -> Self:
        """The period of the same kind that begins where this one ends."""
        if self.span is Span.FREE:
            return type(self)(self.span, self.last + timedelta(days=1), self.last + self._length)
        return type(self).around(self.span, self.last + timedelta(days=1))

    def is_running(self, today: date) -> bool:
        """Whether it has begun and is not over."""
        return self.first <= today < self.last

    def to_compare_with(self, today: date) -> Self:
        """The period before; for one that is still running only as many days of it as have passed of this one."""
        before = self.before
        if not self.is_running(today):
            return before
        last = min(before.first + (today - self.first), before.last)
        return type(self)(before.span, before.first, last)

    def last_twelve_months(self) -> Period:
        """Whole months around it: its own when it has twelve or more, else the twelve that end with its last."""
        end = months_later(self.last.replace(day=1), 1)
        return Period(min(self.first.replace(day=1), months_later(end, -12)), end)

    @property
    def query(self) -> dict[str, str]:
        """How an address asks for it."""
        if self.span is Span.FREE:
            return {"span": "free", "since": self.first.isoformat(), "until": self.last.isoformat()}
        return {"span": self.span.value, "day": self.first.isoformat()}

    @property
    def _length(self) -> timedelta:
        return self.last - self.first + timedelta(days=1)


def months_of(period: Period) -> list[date]:
    """The first day of every month of a period with an end."""
    months, month = [], period.start.replace(day=1)
    while period.end is not None and month < period.end:
        months.append(month)
        month = months_later(month, 1)
    return months


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None
