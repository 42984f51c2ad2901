"""When a provider is open, and the calendar that follows: frozen, never rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.clock.reckoning.week import ASSUMED, pattern_of
from bodemplaat.engines.service_time import (
    Answer,
    Calendar,
    History,
    Norm,
    Opening,
    OpeningHours,
    WeekPattern,
    reckon,
)
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.kernel import Period

FIRST_YEAR = 2015
"""Before it nothing is counted: no case is older."""
YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class WeekView:
    """The week of a provider from a day on; ``since`` is ``None`` for the week that is assumed where none was written."""

    since: date | None
    week: tuple[tuple[str, ...], ...]
    free_days: FreeDays


@dataclass(frozen=True, slots=True)
class SpecialDayView:
    """A day that differs from the week; closed without stretches."""

    day: date
    stretches: tuple[str, ...]
    reason: str
    written_at: datetime


ASSUMED_WEEK = WeekView(None, ASSUMED, FreeDays.AGREEMENT)


@dataclass(frozen=True, slots=True)
class Hours:
    """When one provider is open, in order of day. Without a week of its own the assumed one counts (``is_assumed``)."""

    provider_id: UUID
    cooperation_id: UUID | None = None
    weeks: tuple[WeekView, ...] = ()
    special_days: tuple[SpecialDayView, ...] = ()

    @property
    def is_assumed(self) -> bool:
        """Whether the provider wrote no week, so that nine to five from Monday to Friday is counted with."""
        return not self.weeks

    @property
    def closed_days(self) -> Mapping[date, str]:
        """Single days that are closed, with their reason."""
        return {each.day: each.reason for each in self.special_days if not each.stretches}

    def week_on(self, day: date) -> WeekView:
        """The week that holds on a day: the first one also counts for days before it."""
        week = ASSUMED_WEEK if self.is_assumed else self.weeks[0]
        for each in self.weeks:
            if each.since is not None and each.since <= day:
                week = each
        return week

    def calendar(self, *, until: date) -> Calendar:
        """The hours laid out from ``FIRST_YEAR`` up to some years after ``until``; kept for whoever asks the same again."""
        return _laid_out(self.weeks, self.special_days, until.year)

    def answer(self, history: History, *, norm: Norm, as_of: datetime) -> Answer:
        """What the clock says of one case at a moment. Raises ``ImpossibleHistory`` as ``reckon`` does."""
        calendar = self.calendar(until=timezone.localdate(as_of))
        return reckon(history, norm=norm, calendar=calendar, as_of=as_of)

    def opening(self, *, until: date) -> OpeningHours:
        """The hours as the engine knows them."""
        return _opening(self.weeks, self.special_days, until.year)


@lru_cache(maxsize=64)
def _laid_out(weeks: tuple[WeekView, ...], special: tuple[SpecialDayView, ...], year: int) -> Calendar:
    span = Period(date(FIRST_YEAR, 1, 1), date(year + YEARS_AHEAD, 1, 1))
    return Calendar(_opening(weeks, special, year), span)


@lru_cache(maxsize=64)
def _opening(weeks: tuple[WeekView, ...], special: tuple[SpecialDayView, ...], year: int) -> OpeningHours:
    dated = weeks or (ASSUMED_WEEK,)
    patterns: list[tuple[Period, WeekPattern]] = []
    holidays: set[date] = set()
    ends = [*(each.since for each in dated[1:]), None]
    for place, (week, end) in enumerate(zip(dated, ends, strict=True)):
        start = date.min if place == 0 else week.since or date.min
        period = Period(start, end)
        patterns.append((period, pattern_of(week.week)))
        years = range(FIRST_YEAR, year + YEARS_AHEAD + 1)
        holidays |= {day for day in free_days(week.free_days, years) if day in period}
    exceptions = {each.day: _stretches(each.stretches) for each in special}
    return OpeningHours(tuple(patterns), frozenset(holidays), exceptions)


def _stretches(stretches: Iterable[str]) -> tuple[Opening, ...]:
    return tuple(Opening.of(each) for each in stretches)
