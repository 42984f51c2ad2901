"""Days as people write them, read without guessing: ``01-02-2026`` is two days, and one only where the file proves its order.

Where a form or a sheet says how a day is written, ``kernel.written.read_day`` reads it so.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Final

_FIGURES: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")


class Order(Enum):
    """What stands first in a day in figures."""

    UNKNOWN = "unknown"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"

    @property
    def other(self) -> "Order":
        """The order that it would be if it is not this one."""
        return Order.DAY_FIRST if self is Order.MONTH_FIRST else Order.MONTH_FIRST


class TwoDays(ValueError):
    """The text means two days, by which of day and month stands first."""

    def __init__(self, day_first: date, month_first: date) -> None:
        self.day_first, self.month_first = day_first, month_first
        super().__init__(f"{day_first} or {month_first}")


def read_day(text: str, order: Order = Order.UNKNOWN) -> date:
    """A day in ISO 8601, or in figures with a four-digit year last. Raises ``ValueError`` and ``TwoDays``.

    What can only be one day is read, in whatever order a file writes the others.
    """
    bare = text.strip()
    figures = _FIGURES.fullmatch(bare)
    if figures is None:
        return date.fromisoformat(bare)
    readings = _readings(figures)
    if len(readings) == 1:
        return next(iter(readings.values()))
    if order in readings:
        return readings[order]
    if not readings:
        raise ValueError(text)
    raise TwoDays(readings[Order.DAY_FIRST], readings[Order.MONTH_FIRST])


def is_two_days(text: str) -> bool:
    """Whether a day has two readings unless the order is known."""
    figures = _FIGURES.fullmatch(text.strip())
    return figures is not None and len(_readings(figures)) > 1


def order_of(texts: Iterable[str]) -> Order:
    """The order that the days among the texts of one file prove; contradicting ones prove nothing."""
    proved = _proved(texts)
    return proved.pop() if len(proved) == 1 else Order.UNKNOWN


def proves_an_order(texts: Iterable[str]) -> bool:
    """Whether any day among the texts proves an order, be it that another one contradicts it."""
    return bool(_proved(texts))


def _proved(texts: Iterable[str]) -> set[Order]:
    proved: set[Order] = set()
    for text in texts:
        figures = _FIGURES.fullmatch(text.strip()) if len(text) < _LONGEST else None
        if (
            figures is not None
            and int(figures[1]) != int(figures[3])
            and len(readings := _readings(figures)) == 1
        ):
            proved |= readings.keys()
    return proved


_LONGEST: Final = 20


def _readings(figures: re.Match[str]) -> dict[Order, date]:
    """The day in each order in which it exists; one alone where both are the same day."""
    one, other, year = int(figures[1]), int(figures[3]), int(figures[4])
    readings: dict[Order, date] = {}
    for order, day, month in ((Order.DAY_FIRST, one, other), (Order.MONTH_FIRST, other, one)):
        try:
            readings[order] = date(year, month, day)
        except ValueError:
            continue
    if len({*readings.values()}) == 1:
        return dict(list(readings.items())[:1])
    return readings
