"""When a provider is open: a pattern for the week, effective-dated, with holidays and exceptions."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from bodemplaat.kernel import Period
from bodemplaat.kernel.written import read_whole

MINUTES_IN_A_DAY = 1440


class NoOpeningHours(LookupError):
    """No opening hours are known for this provider and line; says for which they are."""


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """One stretch of opening on a day, in minutes of the wall clock: ``opens`` ≤ minute < ``closes``.

    A night shift is two stretches: ``22:00-24:00`` and ``00:00-06:00`` of the next day. Raises ``ValueError``
    unless 0 ≤ ``opens`` < ``closes`` ≤ 1440.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES_IN_A_DAY:
            raise ValueError(f"opening hours run forward within one day, 00:00-24:00, not {self}")

    @classmethod
    def of(cls, text: str) -> Self:
        """Read ``09:00-17:00``. Raises ``ValueError`` for anything else."""
        opens, dash, closes = text.partition("-")
        if not dash:
            raise ValueError(f"opening hours are written as 09:00-17:00, not {text!r}")
        return cls(_minute(opens, text), _minute(closes, text))

    def __str__(self) -> str:
        return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in (self.opens, self.closes))


def _minute(clock: str, text: str) -> int:
    hours, colon, minutes = clock.strip().partition(":")
    hour, minute = read_whole(hours, digits=2), read_whole(minutes, digits=2)
    if not colon or hour is None or minute is None or len(minutes) != 2 or minute >= 60:
        raise ValueError(f"opening hours are written as 09:00-17:00, not {text!r}")
    return hour * 60 + minute


@dataclass(frozen=True, slots=True)
class WeekPattern:
    """The stretches of opening of each weekday, Monday first. Raises ``ValueError`` where two overlap."""

    days: tuple[tuple[Opening, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError(f"a week has seven days, not {len(self.days)}")
        object.__setattr__(self, "days", tuple(_in_order(stretches) for stretches in self.days))

    @classmethod
    def weekdays(cls, *stretches: str) -> Self:
        """The same stretches from Monday to Friday: ``WeekPattern.weekdays("09:00-12:30", "13:00-17:00")``."""
        openings = tuple(Opening.of(stretch) for stretch in stretches)
        return cls((openings,) * 5 + ((),) * 2)

    @classmethod
    def every_day(cls, *stretches: str) -> Self:
        """The same stretches on all seven days."""
        return cls((tuple(Opening.of(stretch) for stretch in stretches),) * 7)


def _in_order(stretches: Iterable[Opening]) -> tuple[Opening, ...]:
    ordered = tuple(sorted(stretches))
    for earlier, later in itertools.pairwise(ordered):
        if later.opens < earlier.closes:
            raise ValueError(f"opening hours overlap: {earlier} and {later}")
    return ordered


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When one line of one provider is open.

    ``patterns`` are effective-dated and do not overlap; a day in none of them is closed. ``holidays`` close a
    day. ``exceptions`` give the stretches of one day and win from both: an empty tuple closes it, stretches on
    a holiday open it. ``zone`` is the wall clock they are read on. Raises ``ValueError`` for overlapping periods
    or stretches.
    """

    patterns: tuple[tuple[Period, WeekPattern], ...]
    holidays: frozenset[date] = frozenset()
    exceptions: Mapping[date, tuple[Opening, ...]] = field(default_factory=dict)
    zone: str = "Europe/Amsterdam"

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.patterns, key=lambda dated: dated[0].start))
        for (earlier, _), (later, _) in itertools.pairwise(ordered):
            if earlier.overlaps(later):
                raise ValueError(f"two week patterns apply from {later.start}: end the first one before it")
        object.__setattr__(self, "patterns", ordered)
        object.__setattr__(
            self, "exceptions", {day: _in_order(stretches) for day, stretches in self.exceptions.items()}
        )

    @classmethod
    def always(
        cls, pattern: WeekPattern, *, holidays: Iterable[date] = (), zone: str = "Europe/Amsterdam"
    ) -> Self:
        """One pattern for all time."""
        return cls(((Period(date.min), pattern),), frozenset(holidays), zone=zone)

    def on(self, day: date) -> tuple[Opening, ...]:
        """The stretches of one day, in order; empty when closed."""
        if day in self.exceptions:
            return self.exceptions[day]
        if day in self.holidays:
            return ()
        for period, pattern in self.patterns:
            if day in period:
                return pattern.days[day.weekday()]
        return ()

    def with_holidays(self, more: Iterable[date]) -> Self:
        """The same hours with days added on which it is closed."""
        return replace(self, holidays=self.holidays | frozenset(more))

    def with_exception(self, day: date, *stretches: str) -> Self:
        """The same hours with other stretches on one day; none closes it."""
        openings = tuple(Opening.of(stretch) for stretch in stretches)
        return replace(self, exceptions={**self.exceptions, day: openings})


AROUND_THE_CLOCK = WeekPattern.every_day("00:00-24:00")
"""Every moment counts; what calendar days are counted on."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """Opening hours per provider and line (1 information, 2 support, 3 expertise)."""

    hours: Mapping[tuple[str, int], OpeningHours]

    def of(self, provider: str, line: int) -> OpeningHours:
        """The opening hours of one line of one provider. Raises ``NoOpeningHours``."""
        try:
            return self.hours[provider, line]
        except KeyError:
            known = ", ".join(f"{name} line {number}" for name, number in sorted(self.hours)) or "nobody"
            raise NoOpeningHours(
                f"no opening hours of {provider} line {line}; there are hours of {known}"
            ) from None
