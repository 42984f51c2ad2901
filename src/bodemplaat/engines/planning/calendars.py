"""Days on which can be worked, and counting along them.

Time is a number of days since a fixed day well before the project: moment ``t`` is the midnight before day ``t``. An
activity of two days that starts on day 3 ends at moment 5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from itertools import accumulate
from typing import Self

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.int32]
"""A number of days for each draw."""
WEEKDAYS = frozenset(range(5))


class NoDaysLeft(LookupError):
    """The calendar of this name has no day left before ``end``, where the plan's horizon is."""

    def __init__(self, calendar: str, end: date) -> None:
        self.calendar, self.end = calendar, end
        super().__init__(f"calendar {calendar!r} has too few days before {end}: add days or shorten the plan")


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
    """Workdays laid out from ``start`` over ``length`` days, asked for one moment at a time."""

    def __init__(self, name: str, workdays: Workdays, start: date, length: int) -> None:
        self.name, self.end = name, start + timedelta(days=length)
        self.days = [offset for offset in range(length) if start + timedelta(days=offset) in workdays]
        self.before = [0] * (length + 1)
        for day in self.days:
            self.before[day + 1] = 1
        self.before = list(accumulate(self.before))

    def worked(self, at: int) -> int:
        """How many workdays lie before a moment."""
        return self.before[min(max(at, 0), len(self.before) - 1)]

    def start_after(self, bounds: Sequence[int], days: int) -> int:
        """The first start not before any of the bounds: on a workday, unless there is no work."""
        bound = max(bounds)
        return self._day(self.worked(bound)) if days else bound

    def finish(self, start: int, days: int) -> int:
        """When so many workdays are done that start on a workday; a milestone of no days is done as it starts."""
        return self._day(self.worked(start) + days - 1) + 1 if days else start

    def placed(self, bounds: Sequence[int], days: int, *, with_start: bool = True) -> tuple[int, int]:
        """Start and finish of so many workdays that none of the bounds holds back."""
        start = self.start_after(bounds, days)
        return start, self.finish(start, days)

    def latest_start(self, finish: int, days: int) -> int:
        """The last workday on which so many can start that must be done by ``finish``."""
        return self._back_to(self.worked(finish) - days) if days else finish

    def on_or_before(self, at: int) -> int:
        """The last workday that starts at or before a moment."""
        return self._back_to(self.worked(at + 1) - 1)

    def start_to_finish_at(self, finish: int, days: int) -> int:
        """The first start with which so many workdays are not done before ``finish``."""
        return self._day(max(self.worked(finish - 1) - days + 1, 0)) if days else finish

    def work_ended(self, at: int) -> int:
        """The end of the last workday before a moment."""
        return self._done(self.worked(at))

    def later(self, at: int, lag: int, *, finished: bool) -> int:
        """The moment a lag after another one, in workdays; a negative lag goes back.

        Where free days lie between two workdays, the end of the one and the beginning of the other are the same place in
        the work; the first of those moments is given, so that what ends there may end before the free days. Only a
        ``finished`` without a lag is taken as it is: what another calendar works on in between has to be done.
        """
        return at if finished and not lag else self._done(self.worked(at) + lag)

    def earlier(self, at: int, lag: int, *, finished: bool) -> int:
        """The last moment of which ``later`` is not after ``at``; the end of the calendar where none is too late."""
        if finished and not lag:
            return at
        rank = self.worked(at) - lag
        return self._back_to(rank) if rank < len(self.days) else len(self.before) - 1

    def _done(self, count: int) -> int:
        """The first moment before which so many workdays lie."""
        return self._day(count - 1) + 1 if count > 0 else 0

    def _back_to(self, rank: int) -> int:
        """The workday of this rank; the beginning of time where the calendar has none so early."""
        return self._day(rank) if rank >= 0 else 0

    def _day(self, rank: int) -> int:
        if rank >= len(self.days):
            raise NoDaysLeft(self.name, self.end)
        return self.days[rank]


class ManyTimes:
    """A ``Timeline`` asked for so many moments at once; the same rules, as far as a forward pass needs them."""

    def __init__(self, single: Timeline, count: int) -> None:
        self._single, self._count = single, count
        self._days = np.array(single.days, dtype=np.int32)
        self._done = np.concatenate([self._days[:1], self._days + 1], dtype=np.int32)
        """The end of the workday before which, itself counted, so many lie; of none the beginning of the first."""
        self._before = np.array(single.before, dtype=np.int32)

    def placed(
        self, bounds: Sequence[Moments | int], days: Moments, *, with_start: bool
    ) -> tuple[Moments | None, Moments]:
        """As ``Timeline.placed``, draw by draw; the start only where it is asked for.

        A start lies on a workday, so as many workdays lie before it as before its bound: the calendar is asked once.
        """
        latest = reduce(np.maximum, bounds)
        bound = latest if len(bounds) > 1 else np.full(self._count, latest, dtype=np.int32)
        rank = self._before.take(bound, mode="clip")
        done = rank + days
        works = bool(days.min(initial=1) > 0)
        if (done.max(initial=0) if works else done.max(initial=0, where=days > 0)) > len(self._days):
            raise NoDaysLeft(self._single.name, self._single.end)
        finish = self._done.take(done, mode="clip")
        start = self._days.take(rank, mode="clip") if with_start else None
        if works:
            return start, finish
        milestone = days == 0
        return start if start is None else np.where(milestone, bound, start), np.where(
            milestone, bound, finish
        )

    def start_to_finish_at(self, finish: Moments, days: Moments) -> Moments:
        """As ``Timeline.start_to_finish_at``, draw by draw."""
        first = np.maximum(self._worked(finish - 1) - days + 1, 0)
        return np.where(days > 0, self._day(first, days > 0), finish)

    def later(self, at: Moments, lag: int, *, finished: bool) -> Moments:
        """As ``Timeline.later``, draw by draw."""
        if finished and not lag:
            return at
        last = self._worked(at) + lag - 1
        return np.where(last >= 0, self._day(last, last >= 0) + 1, 0)

    def _worked(self, at: Moments) -> Moments:
        return self._before.take(at, mode="clip")

    def _day(self, rank: Moments, wanted: NDArray[np.bool_]) -> Moments:
        if rank.max(initial=0, where=wanted) >= len(self._days):
            raise NoDaysLeft(self._single.name, self._single.end)
        return self._days.take(rank, mode="clip")
