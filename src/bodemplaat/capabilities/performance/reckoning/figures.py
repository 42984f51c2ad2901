"""Cases against their norm: counted, inside and outside, over months, and who kept what waiting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts, Promise
from bodemplaat.engines.service_time import (
    Calendar,
    Course,
    ImpossibleHistory,
    Norm,
    day_in,
    follow,
    reckon_many,
    side_by_side,
)
from bodemplaat.kernel import Period, instant_of, moment_of

MOST_LATE: Final = 10
"""How many of the cases that were furthest outside their norm are named."""
HOUR: Final = 3_600_000_000
"""Microseconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case as it stood at the moment of asking.

    ``ended`` is ``None`` while it is open; ``is_inside`` is ``None`` where nothing was promised. ``late_by`` and ``waited`` are
    microseconds, the latter by cause in the opening hours of the provider; so is ``worked``, what was left to the provider.
    """

    facts: CaseFacts
    ended: datetime | None
    due: datetime | None
    is_inside: bool | None
    late_by: int
    worked: int
    waited: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month: how many cases came in, how many were closed, and how many of those that had a norm kept it."""

    month: date
    received: int = 0
    closed: int = 0
    judged: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One cause of waiting over the closed cases of a period: how many waited for it, and how long together in opening hours."""

    cause: str
    cases: int
    working_hours: Fraction


@dataclass(frozen=True, slots=True)
class LateCase:
    """A case outside its norm; ``ended`` is ``None`` while it is open."""

    case: UUID
    number: str
    received: datetime
    due: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A period in figures. ``counted`` cases were closed in it; ``judged`` of them had a norm, ``inside`` kept it."""

    received: int = 0
    counted: int = 0
    judged: int = 0
    inside: int = 0
    open: int = 0
    open_late: int = 0
    median_hours: Fraction | None = None
    months: tuple[MonthFigures, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    late: tuple[LateCase, ...] = ()
    unreadable: int = 0

    @property
    def outside(self) -> int:
        """The judged cases that did not keep their norm."""
        return self.judged - self.inside

    @property
    def share(self) -> Fraction | None:
        """The part that kept its norm; ``None`` when nothing was judged."""
        return Fraction(self.inside, self.judged) if self.judged else None


def judge(
    cases: Sequence[CaseFacts], promises: Sequence[Promise], calendar: Calendar, *, as_of: datetime
) -> tuple[list[Outcome], int]:
    """Every case as it stood at a moment, against the promise of the day on which it came in; and how many cannot be read.

    A case that came in before the first promise falls under that one. Cases that had not come in yet are left out.
    """
    zone = ZoneInfo(calendar.opening.hours.zone)
    until = instant_of(as_of)
    groups: dict[Norm | None, list[tuple[CaseFacts, Course]]] = defaultdict(list)
    unreadable = 0
    ordered = sorted(promises, key=lambda promise: promise.since)
    for case in cases:
        if case.received > as_of:
            continue
        steps = ((instant_of(at), move, cause) for at, move, cause in case.steps if at <= as_of)
        try:
            course = follow(instant_of(case.received), steps, until)
        except ImpossibleHistory:
            unreadable += 1
            continue
        groups[_norm_of(case, ordered, zone)].append((case, course))
    outcomes: list[Outcome] = []
    for norm, group in groups.items():
        outcomes += _judged(group, norm, calendar)
    return outcomes, unreadable


def _norm_of(case: CaseFacts, promises: Sequence[Promise], zone: ZoneInfo) -> Norm | None:
    if not promises:
        return None
    day = _day(zone, case.received)
    on_that_day = next((promise for promise in promises if promise.holds_on(day)), None)
    if on_that_day is None:
        on_that_day = promises[0] if day < promises[0].since else promises[-1]
    return on_that_day.norm


def _judged(
    group: Sequence[tuple[CaseFacts, Course]], norm: Norm | None, calendar: Calendar
) -> Iterable[Outcome]:
    worked = calendar.opening.worked
    late_by = dues = left = None
    if norm is not None:
        laid = side_by_side([course for _, course in group], norm=norm)
        answers = reckon_many(laid, norm=norm, calendar=calendar)
        ends = laid.ended.view(np.int64)
        since = answers.breached_since.view(np.int64)
        is_late = ~np.isnat(answers.breached_since)
        late_by = np.where(is_late, ends - since, -1).tolist()
        dues = answers.due.view(np.int64).tolist()
        left = answers.net_working.view(np.int64).tolist()
    for place, (case, course) in enumerate(group):
        waited: dict[str, int] = {}
        for pause in course.pauses:
            spent = worked(pause.end) - worked(pause.start)
            waited[pause.cause] = waited.get(pause.cause, 0) + spent
        late = -1 if late_by is None else late_by[place]
        yield Outcome(
            facts=case,
            ended=moment_of(course.end) if course.state == "closed" else None,
            due=None if dues is None else moment_of(dues[place]),
            is_inside=None if late_by is None else late < 0,
            late_by=max(late, 0),
            worked=left[place]
            if left is not None
            else worked(course.end) - worked(course.received) - sum(waited.values()),
            waited=tuple(sorted(waited.items())),
        )


def figures(
    outcomes: Sequence[Outcome],
    period: Period,
    *,
    zone: ZoneInfo,
    since: date = date.min,
    unreadable: int = 0,
) -> Figures:
    """The figures of a period, with the months of ``outcomes`` beside it from ``since`` on: of older ones not all cases are known.

    A case counts in the period in which it was closed, as it was settled by the handbook's own indicator: from receipt to
    settling, in and outside the term.
    """
    months: dict[date, list[int]] = {}

    def month_of(day: date) -> list[int]:
        return months.setdefault(day.replace(day=1), [0, 0, 0, 0])

    closed: list[Outcome] = []
    received = open_now = open_late = 0
    for outcome in outcomes:
        came = _day(zone, outcome.facts.received)
        month_of(came)[0] += 1
        received += came in period
        if outcome.ended is None:
            open_now += 1
            open_late += outcome.is_inside is False
            continue
        gone = _day(zone, outcome.ended)
        month = month_of(gone)
        month[1] += 1
        month[2] += outcome.is_inside is not None
        month[3] += outcome.is_inside is True
        if gone in period:
            closed.append(outcome)
    return Figures(
        received=received,
        counted=len(closed),
        judged=sum(each.is_inside is not None for each in closed),
        inside=sum(each.is_inside is True for each in closed),
        open=open_now,
        open_late=open_late,
        median_hours=_median([each.worked for each in closed]),
        months=tuple(
            MonthFigures(month, *counts) for month, counts in sorted(months.items()) if month >= since
        ),
        waiting=_waiting(closed),
        late=_late(outcomes, period, zone),
        unreadable=unreadable,
    )


def _median(worked: list[int]) -> Fraction | None:
    if not worked:
        return None
    ordered = sorted(worked)
    return Fraction(ordered[(len(ordered) - 1) // 2], HOUR)


def _waiting(closed: Sequence[Outcome]) -> tuple[Waiting, ...]:
    spent: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for outcome in closed:
        for cause, microseconds in outcome.waited:
            spent[cause][0] += 1
            spent[cause][1] += microseconds
    waiting = [Waiting(cause, cases, Fraction(total, HOUR)) for cause, (cases, total) in spent.items()]
    return tuple(sorted(waiting, key=lambda each: (-each.working_hours, each.cause)))


def _late(outcomes: Sequence[Outcome], period: Period, zone: ZoneInfo) -> tuple[LateCase, ...]:
    """The cases furthest outside their norm: closed in the period, or still open."""
    late = [
        each
        for each in outcomes
        if each.is_inside is False and (each.ended is None or _day(zone, each.ended) in period)
    ]
    late.sort(key=lambda each: (-each.late_by, each.facts.number))
    return tuple(
        LateCase(each.facts.case, each.facts.number, each.facts.received, each.due, each.ended)
        for each in late[:MOST_LATE]
        if each.due is not None
    )


def _day(zone: ZoneInfo, moment: datetime) -> date:
    return _day_of_quarter(zone, instant_of(moment) // _QUARTER)


@lru_cache(maxsize=1 << 17)
def _day_of_quarter(zone: ZoneInfo, quarter: int) -> date:
    """The day of a quarter of an hour: clocks change, and days begin, at whole quarters."""
    return day_in(zone, moment_of(quarter * _QUARTER))


_QUARTER: Final = HOUR // 4
