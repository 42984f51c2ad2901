"""Due moments of many cases at once, in working minutes and in days; the rules are described in ``reckoning``."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, TypeAlias

from bodemplaat.engines.service_time.calendar import Calendar
from bodemplaat.engines.service_time.instants import MINUTE
from bodemplaat.engines.service_time.norm import Norm
from bodemplaat.engines.service_time.working_time import BeyondCalendar, WorkingTime
from bodemplaat.kernel.later import later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = later("numpy")

Instants: TypeAlias = "NDArray[np.int64]"
"""Microseconds: since 1970 in universal time, or of working time."""
Pauses = list[tuple[Instants, Instants]]
"""For the first, second, … pause of every case its start and its end."""

NEVER = (1 << 63) - 1
LARGEST_TABLE = 1 << 22


class Ladder:
    """Bisection of one sorted table by many values.

    Opening times lie on a grid, of a quarter of an hour say, so a value divided by the width of the grid is a
    place in a table that says where bisection would have ended. Where the grid is too fine for such a table,
    numpy bisects.
    """

    def __init__(self, rungs: list[int]) -> None:
        self.rungs = np.array(rungs, dtype=np.int64)
        self.foot = rungs[0]
        self.width = gcd(*(int(step) for step in np.diff(self.rungs))) or 1
        slots = (rungs[-1] - self.foot) // self.width + 1
        self.table: Instants | None = None
        if slots <= LARGEST_TABLE:
            places = (self.rungs - self.foot) // self.width + 1
            self.table = np.cumsum(np.bincount(places, minlength=slots + 1))

    def up_to(self, values: Instants) -> Instants:
        """How many rungs are not above each value; what ``bisect_right`` says."""
        if self.table is None:
            return np.searchsorted(self.rungs, values, side="right")
        places = values - self.foot
        places //= self.width
        places += 1
        return self.table.take(places, mode="clip")

    def below(self, values: Instants) -> Instants:
        """How many rungs are under each value; what ``bisect_left`` says."""
        return self.up_to(values - 1)


class ManyTimes:
    """A ``WorkingTime`` that is asked for many instants at once."""

    def __init__(self, single: WorkingTime) -> None:
        self.single = single
        before, opens, closes = (
            np.array(table, dtype=np.int64) for table in (single.before, single.opens, single.closes)
        )
        self._opens, self._before = Ladder(single.opens), Ladder(single.before)
        self._idle = np.concatenate([[0], opens - before[:-1]])
        """By how much the clock is ahead of working time within each stretch."""
        self._most = before
        self._back = np.concatenate([[0], closes - before[1:]])
        self._total = single.before[-1]
        self._known: dict[int, tuple[Instants, Instants]] = {}

    def begin(self) -> None:
        """Other instants will be asked for: forget what was answered."""
        self._known.clear()

    def worked(self, at: Instants) -> Instants:
        """Working time from the start of the calendar up to each instant; of the same array worked out once."""
        known = self._known.get(id(at))
        if known is not None and known[0] is at:
            return known[1]
        stretch = self._opens.up_to(at)
        worked: Instants = np.minimum(at - self._idle.take(stretch), self._most.take(stretch))
        self._known[id(at)] = at, worked
        return worked

    def add(self, start: Instants, worked_before: Instants, working: Instants) -> Instants:
        """The first instant, not before ``start``, at which ``working`` has been worked; see ``WorkingTime``."""
        target = worked_before + working
        some = working > 0
        if target.max(initial=0, where=some) > self._total:
            raise BeyondCalendar(self.single.beyond("the working time asked for ends after"))
        return np.where(some, target + self._back.take(self._before.below(target), mode="clip"), start)


class MinuteCounter:
    """Norms in working minutes, or in minutes by the clock."""

    def __init__(self, calendar: Calendar, norm: Norm) -> None:
        self.opening = ManyTimes(calendar.opening)
        single = calendar.counted_by(norm.unit)
        self.counted = self.opening if single is calendar.opening else ManyTimes(single)

    def begin(self) -> None:
        """Other cases will be asked for."""
        self.opening.begin()
        self.counted.begin()

    def due(self, received: Instants, pauses: Pauses, norms: Instants) -> Instants:
        """What is left of the norm at each pause is worked on from its end, as long as a pause starts in time."""
        counted = self.counted
        running_from, worked, left = received, counted.worked(received), norms * MINUTE
        due = counted.add(running_from, worked, left)
        for start, end in pauses:
            in_time = start <= due
            left = np.where(in_time, left - (counted.worked(start) - worked), left)
            running_from = np.where(in_time, end, running_from)
            worked = np.where(in_time, counted.worked(end), worked)
            due = counted.add(running_from, worked, left)
        return due


class DayCounter:
    """Norms in working days or calendar days."""

    def __init__(self, calendar: Calendar, norm: Norm) -> None:
        self.opening = ManyTimes(calendar.opening)
        single = calendar.counted_by(norm.unit)
        self.counted = self.opening if single is calendar.opening else ManyTimes(single)
        self._day_starts, self._totals = Ladder(single.day_starts), Ladder(single.totals)
        offsets = np.arange(len(single.day_starts))
        self._rank_after = np.searchsorted(single.days, offsets, side="right")
        self._rank_from = np.searchsorted(single.days, offsets, side="left")
        self._ends = np.array([*_ends(calendar, norm, single), NEVER], dtype=np.int64)
        self._made_complete: tuple[Pauses, Pauses] | None = None

    def begin(self) -> None:
        """Other cases will be asked for."""
        self.opening.begin()
        self.counted.begin()
        self._made_complete = None

    def due(self, received: Instants, pauses: Pauses, norms: Instants) -> Instants:
        """Days after the day of receipt; a day that was paused from its opening to its closing is skipped."""
        first = self._first_after(received)
        last = first + norms - 1
        due = self._end_of(last)
        for (start, end), (skipped_from, skipped_to) in zip(pauses, self._skipped(pauses), strict=True):
            in_time = start <= due
            begin = np.maximum(first, skipped_from)
            last = last + np.where(in_time & (begin <= last), np.maximum(skipped_to - begin, 0), 0)
            swallowed = in_time & (end > self._end_of(last))
            last = np.where(swallowed, self._rank_from.take(self._day_starts.up_to(end) - 1), last)
            due = self._end_of(last)
        if due.max(initial=0, where=norms > 0) == NEVER:
            raise BeyondCalendar(self.opening.single.beyond("the days asked for end after"))
        return due

    def days(self, received: Instants, ended: Instants, pauses: Pauses) -> Instants:
        """How many days have been counted, that of the end included."""
        first = self._first_after(received)
        days: Instants = np.maximum(self._first_after(ended) - first, 0)
        for skipped_from, skipped_to in self._skipped(pauses):
            days -= np.maximum(skipped_to - np.maximum(first, skipped_from), 0)
        return days

    def _first_after(self, at: Instants) -> Instants:
        return self._rank_after.take(self._day_starts.up_to(at) - 1)

    def _end_of(self, rank: Instants) -> Instants:
        return self._ends.take(rank, mode="clip")

    def _skipped(self, pauses: Pauses) -> Pauses:
        """For each pause the days that it makes complete, with those that it adjoins in working time."""
        if self._made_complete is not None and self._made_complete[0] is pauses:
            return self._made_complete[1]
        skipped: Pauses = []
        run_from = run_to = run_ends = None
        for start, end in pauses:
            begins, ends = self.counted.worked(start), self.counted.worked(end)
            whole_from, whole_to = self._totals.below(begins), self._totals.up_to(ends) - 1
            if run_from is None or run_to is None or run_ends is None:
                skipped.append((whole_from, whole_to))
            else:
                adjoins = begins == run_ends
                whole_from = np.where(adjoins, run_from, whole_from)
                skipped.append((np.where(adjoins, np.maximum(whole_from, run_to), whole_from), whole_to))
            run_from, run_to, run_ends = whole_from, whole_to, ends
        self._made_complete = pauses, skipped
        return skipped


def _ends(calendar: Calendar, norm: Norm, counted: WorkingTime) -> list[int]:
    """The last instant of a term that ends with each counted day; ``NEVER`` past the calendar's end."""
    ends = [counted.end_of_day(rank) for rank in range(len(counted.days))]
    if not norm.ends_on_working_day:
        return ends
    opening = calendar.opening
    ranks = [opening.first_day_from(end) for end in ends]
    return [opening.end_of_day(rank) if rank < len(opening.days) else NEVER for rank in ranks]
