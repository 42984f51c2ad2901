"""Who can do what, when they work, and how often they are away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALVES = ("morning", "afternoon")
HALF_DAYS = len(DAYS) * len(HALVES)


def half_days(*texts: str) -> frozenset[int]:
    """Half-days of a week by number, Monday morning 0: from ``mon``, ``tue-morning``, ``wed-afternoon``.

    Raises ``ValueError`` for anything else.
    """
    numbers: set[int] = set()
    for text in texts:
        day, _, half = text.partition("-")
        if day not in DAYS or half not in ("", *HALVES):
            raise ValueError(f"a half-day is written as mon or mon-morning, not {text!r}")
        halves = range(len(HALVES)) if not half else (HALVES.index(half),)
        numbers.update(DAYS.index(day) * len(HALVES) + number for number in halves)
    return frozenset(numbers)


def half_day_name(number: int) -> str:
    """``mon-morning`` for 0."""
    return f"{DAYS[number // 2]}-{HALVES[number % 2]}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """The half-days somebody works, in a cycle of one or more weeks.

    Raises ``ValueError`` for no week at all, more than eight, or a half-day that does not exist.
    """

    weeks: tuple[frozenset[int], ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.weeks) <= 8:
            raise ValueError(f"a pattern has one to eight weeks, not {len(self.weeks)}")
        if any(not 0 <= half < HALF_DAYS for week in self.weeks for half in week):
            raise ValueError("a week has half-days 0 to 13")

    @classmethod
    def every_week(cls, *texts: str) -> Self:
        """The same half-days each week: ``Pattern.every_week("mon", "tue", "wed-morning")``."""
        return cls((half_days(*texts),))

    @classmethod
    def in_turn(cls, *weeks: Iterable[str]) -> Self:
        """Weeks that take turns: ``Pattern.in_turn(["mon", "fri"], ["mon"])`` has every other Friday off."""
        return cls(tuple(half_days(*week) for week in weeks))


OFFICE_WEEK = Pattern.every_week("mon", "tue", "wed", "thu", "fri")
"""Monday to Friday, whole days."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of one organisation who can do the functions named in ``skills``.

    ``sickness`` and ``leave`` (training and the like included) are the parts of the half-days of the pattern on
    which the person is away, averaged over the year; the two are independent. Raises ``ValueError`` outside 0 to 1.
    """

    name: str
    organisation: str
    skills: frozenset[str]
    pattern: Pattern = OFFICE_WEEK
    sickness: float = 0.0
    leave: float = 0.0

    def __post_init__(self) -> None:
        for what, rate in (("sickness", self.sickness), ("leave", self.leave)):
            if not 0 <= rate <= 1:
                raise ValueError(f"{self.name}: {what} is a part from 0 to 1, not {rate}")


@dataclass(frozen=True, slots=True)
class Function:
    """Work that needs ``minimum`` qualified people present at once, on the half-days of ``needed``.

    ``pooled_minimum`` is how many a pool of all organisations needs; ``minimum`` if not given. ``organisations`` need
    the function themselves; all of them if empty. Raises ``ValueError`` for a minimum under one or no half-day.
    """

    name: str
    minimum: int = 1
    pooled_minimum: int | None = None
    needed: frozenset[int] = OFFICE_WEEK.weeks[0]
    organisations: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.minimum < 1 or (self.pooled_minimum is not None and self.pooled_minimum < 1):
            raise ValueError(f"{self.name}: at least one person is needed")
        if not self.needed or any(not 0 <= half < HALF_DAYS for half in self.needed):
            raise ValueError(f"{self.name}: it is needed on one or more of the half-days 0 to 13")

    @property
    def minimum_of_pool(self) -> int:
        """How many the pool needs."""
        return self.minimum if self.pooled_minimum is None else self.pooled_minimum


@dataclass(frozen=True, slots=True)
class Season:
    """``weeks`` of the year in which people take ``leave`` times their usual leave (2 is twice as much)."""

    name: str
    weeks: int
    leave: float = 1.0

    def __post_init__(self) -> None:
        if self.weeks < 1 or self.leave < 0:
            raise ValueError(f"{self.name}: a season has one or more weeks and no negative leave")


WHOLE_YEAR = (Season("", 52),)
"""Leave spread evenly."""
