"""Days on which can be worked, and counting along them.

Time is a number of days since a fixed day well before the project: moment ``t`` is the midnight before day ``t``. An
activity of two days that starts on day 3 ends at moment 5. All functions take one moment or an array of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.int64]
"""One number of days, or many."""
WEEKDAYS = frozenset(range(5))


class NoDaysLeft(LookupError):
    """A calendar has no day left before the end of the plan's horizon; says which calendar and when it ends."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days that count: ``weekdays`` (Monday is 0) without ``closed`` ones, or only the days of ``only``.

    Holidays and a council's recess are closed days; a council that decides on its meetings counts ``only`` those.
    Raises ``ValueError`` where no day could ever count.
    """

    weekdays: frozenset[int] = WEEKDAYS
    closed: frozenset[date] = frozenset()
    only: frozenset[date] | None = None

    def __post_init__(self) -> None:
        if self.only is None and not self.weekdays & frozenset(range(7)):
            raise ValueError("a calendar needs at least one weekday, Monday 0 to Sunday 6")
        if self.only is not None and not self.only - self.closed:
            raise ValueError("a calendar of certain days needs at least one day that is not closed")

    @classmethod
    def every_day(cls) -> Self:
        """All days count, Sundays and holidays too."""
        return cls(frozenset(range(7)))

    @classmethod
    def on(cls, days: Iterable[date]) -> Self:
        """Only these days count."""
        return cls(only=frozenset(days))

    def __contains__(self, day: date) -> bool:
        if day in self.closed:
            return False
        return day in self.only if self.only is not None else day.weekday() in self.weekdays


class Timeline:
    """Workdays laid out from ``start`` over ``length`` days."""

    def __init__(self, name: str, workdays: Workdays, start: date, length: int) -> None:
        self.name, self.start, self.length = name, start, length
        works = np.array([start + timedelta(days=offset) in workdays for offset in range(length)], dtype=bool)
        self._days = np.flatnonzero(works).astype(np.int64)
        self._before = np.concatenate([[0], np.cumsum(works)]).astype(np.int64)

    def worked(self, at: Any) -> Any:
        """How many workdays lie before a moment."""
        return self._before[np.clip(at, 0, self.length)]

    def align(self, at: Any) -> Any:
        """The first workday that starts at or after a moment."""
        return self._day(self.worked(at))

    def finish(self, start: Any, days: Any) -> Any:
        """When so many workdays are done that start on a workday; a milestone of no days is done as it starts."""
        return np.where(
            days > 0, self._day(self.worked(start) + np.maximum(days, 1) - 1, days > 0) + 1, start
        )

    def latest_start(self, finish: Any, days: Any) -> Any:
        """The last workday on which so many can start that must be done by ``finish``."""
        return np.where(days > 0, self._back_to(self.worked(finish) - days), finish)

    def on_or_before(self, at: Any) -> Any:
        """The last workday that starts at or before a moment."""
        return self._back_to(self.worked(np.asarray(at) + 1) - 1)

    def start_to_finish_at(self, finish: Any, days: Any) -> Any:
        """The first start with which so many workdays are not done before ``finish``."""
        first = np.maximum(self.worked(np.asarray(finish) - 1) - days + 1, 0)
        return np.where(days > 0, self._day(first, days > 0), finish)

    def later(self, at: Any, lag: int) -> Any:
        """The moment a lag after another one, in workdays; a negative lag goes back."""
        if lag > 0:
            return self._day(self.worked(at) + lag - 1) + 1
        return self._back_to(self.worked(at) + lag) if lag < 0 else at

    def earlier(self, at: Any, lag: int) -> Any:
        """The last moment of which ``later`` is not after ``at``."""
        if lag > 0:
            return self._back_to(self.worked(at) - lag)
        return self._day(self.worked(np.asarray(at) + 1) - 1 - lag) if lag < 0 else at

    def _back_to(self, rank: Any) -> Any:
        """The workday of this rank; the beginning of time where the calendar has none so early."""
        return np.where(rank >= 0, self._day(np.maximum(rank, 0), rank >= 0), 0)

    def _day(self, rank: Any, asked: Any = True) -> Any:
        if np.any((rank >= len(self._days)) & asked):
            end = self.start + timedelta(days=self.length)
            raise NoDaysLeft(
                f"calendar {self.name!r} has too few days before {end}: add days or shorten the plan"
            )
        return self._days[np.minimum(rank, len(self._days) - 1)]
