"""Cases as they stood at a moment, against what was promised of them: side by side in arrays, each readable as one case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts, Promise
from bodemplaat.engines.service_time import (
    Calendar,
    Courses,
    Norm,
    day_in,
    follow_many,
    reckon_many,
    worked_many,
)
from bodemplaat.kernel import Period, instant_of, moment_of
from bodemplaat.kernel.later import later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = later("numpy")

HOUR: Final = 3_600_000_000
"""Microseconds."""
NEVER: Final = -(1 << 63)
"""The instant of what did not happen, or was not promised."""
UNJUDGED, OUTSIDE, INSIDE = -1, 0, 1
_QUARTER: Final = HOUR // 4
_JUDGED: Final[Mapping[int, bool | None]] = {UNJUDGED: None, OUTSIDE: False, INSIDE: True}

Whole: TypeAlias = "NDArray[np.int64]"


def _nothing() -> Whole:
    return np.empty(0, dtype=np.int64)


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
class Waited:
    """How long cases waited, side by side: which case, for which of ``causes``, and how long in opening hours; each pair once."""

    causes: tuple[str, ...] = ()
    case: Whole = field(default_factory=_nothing)
    cause: Whole = field(default_factory=_nothing)
    spent: Whole = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Outcomes of cases in the order in which they were told of, side by side: figures are counted over the columns.

    ``ended`` and ``due`` are instants, ``NEVER`` where ``Outcome`` says ``None``; ``verdict`` is ``INSIDE``, ``OUTSIDE`` or ``UNJUDGED``.
    """

    facts: Sequence[CaseFacts] = ()
    received: Whole = field(default_factory=_nothing)
    ended: Whole = field(default_factory=_nothing)
    due: Whole = field(default_factory=_nothing)
    verdict: Whole = field(default_factory=_nothing)
    late_by: Whole = field(default_factory=_nothing)
    worked: Whole = field(default_factory=_nothing)
    waited: Waited = field(default_factory=Waited)

    def __len__(self) -> int:
        return len(self.facts)

    def __iter__(self) -> Iterator[Outcome]:
        waited: dict[int, list[tuple[str, int]]] = defaultdict(list)
        of = self.waited
        for case, cause, spent in zip(of.case.tolist(), of.cause.tolist(), of.spent.tolist(), strict=True):
            waited[case].append((of.causes[cause], spent))
        columns = (self.ended, self.due, self.verdict, self.late_by, self.worked)
        rows = zip(self.facts, *(column.tolist() for column in columns), strict=True)
        for place, (facts, ended, due, verdict, late_by, worked) in enumerate(rows):
            yield Outcome(
                facts=facts,
                ended=None if ended == NEVER else moment_of(ended),
                due=None if due == NEVER else moment_of(due),
                is_inside=_JUDGED[verdict],
                late_by=late_by,
                worked=worked,
                waited=tuple(sorted(waited.get(place, ()))),
            )


def judge(
    cases: Sequence[CaseFacts], promises: Sequence[Promise], calendar: Calendar, *, as_of: datetime
) -> tuple[Outcomes, int]:
    """Every case as it stood at a moment, against the promise of the day on which it came in; and how many cannot be read.

    A case that came in before the first promise falls under that one. Cases that had not come in yet are left out.
    """
    until = instant_of(as_of)
    known = [case for case in cases if case.instants[0] <= until]
    courses = follow_many(((case.moves, case.instants) for case in known), as_of=until)
    readable = np.flatnonzero(courses.possible)
    count = len(readable)
    due, late_by, worked = (
        np.full(count, NEVER),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
    )
    verdict = np.full(count, UNJUDGED)
    zone = ZoneInfo(calendar.opening.hours.zone)
    waited = _waited(courses, readable, calendar)
    for norm, places in _by_norm(courses.received[readable], promises, zone):
        of_one = readable[places]
        if norm is None:
            worked[places] = _worked(courses, of_one, calendar)
            continue
        answers = reckon_many(courses.under(norm, of_one), norm=norm, calendar=calendar)
        is_late = ~answers.inside
        due[places] = answers.due.view(np.int64)
        verdict[places] = np.where(is_late, OUTSIDE, INSIDE)
        since = answers.breached_since.view(np.int64)
        late_by[places] = np.where(is_late, courses.ended[of_one] - since, 0)
        worked[places] = answers.net_working.view(np.int64)
    outcomes = Outcomes(
        facts=known if count == len(known) else [known[place] for place in readable.tolist()],
        received=courses.received[readable],
        ended=np.where(courses.closed, courses.ended, NEVER)[readable],
        due=due,
        verdict=verdict,
        late_by=late_by,
        worked=worked,
        waited=waited,
    )
    return outcomes, len(known) - count


def _by_norm(
    received: Whole, promises: Sequence[Promise], zone: ZoneInfo
) -> Iterator[tuple[Norm | None, NDArray[np.intp]]]:
    """The norms that were promised, each with the cases that came in under it."""
    ordered = sorted(promises, key=lambda promise: promise.since)
    norms = {promise.norm for promise in ordered} or {None}
    if len(norms) == 1:
        yield norms.pop(), np.arange(len(received))
        return
    days, of_case = np.unique(days_of(received, zone), return_inverse=True)
    by_norm: dict[Norm | None, list[int]] = defaultdict(list)
    for place, day in enumerate(days.tolist()):
        by_norm[norm_on(date.fromordinal(day), ordered)].append(place)
    for norm, places in by_norm.items():
        yield norm, np.flatnonzero(np.isin(of_case, places))


def norm_on(day: date, promises: Sequence[Promise]) -> Norm | None:
    """The norm for what came in on a day, of promises in the order of their days; outside all of them that of the nearest."""
    on_that_day = next((promise for promise in promises if promise.holds_on(day)), None)
    if on_that_day is None:
        on_that_day = promises[0] if day < promises[0].since else promises[-1]
    return on_that_day.norm


def _waited(courses: Courses, readable: NDArray[np.intp], calendar: Calendar) -> Waited:
    """How long each case waited for each cause."""
    waits = courses.waits
    if not len(waits.case):
        return Waited()
    spent = worked_many(waits.end, calendar=calendar) - worked_many(waits.start, calendar=calendar)
    causes = len(waits.causes)
    place = np.searchsorted(readable, waits.case)  # a course that waits is possible
    pairs, of_wait = np.unique(place * causes + waits.cause, return_inverse=True)
    total = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(total, of_wait, spent)
    return Waited(waits.causes, pairs // causes, pairs % causes, total)


def _worked(courses: Courses, places: NDArray[np.intp], calendar: Calendar) -> Whole:
    """What was left to the provider where nothing was promised."""
    worked = worked_many(courses.ended[places], calendar=calendar)
    worked = worked - worked_many(courses.received[places], calendar=calendar)
    for start, end in zip(courses.paused[places].T, courses.resumed[places].T, strict=True):
        some = np.flatnonzero(start != NEVER)
        worked[some] -= worked_many(end[some], calendar=calendar) - worked_many(
            start[some], calendar=calendar
        )
    return worked


def is_in(period: Period, days: Whole) -> NDArray[np.bool_]:
    """Which days, by their number, are in a period."""
    begun = days >= period.start.toordinal()
    return begun if period.end is None else begun & (days < period.end.toordinal())


def days_of(instants: Whole, zone: ZoneInfo) -> Whole:
    """The day of each instant by the wall clock of a zone, as its number (``date.toordinal``)."""
    quarters, of_each = np.unique(instants // _QUARTER, return_inverse=True)
    return np.array([_day_of_quarter(zone, at) for at in quarters.tolist()], dtype=np.int64)[of_each]


@lru_cache(maxsize=1 << 17)
def _day_of_quarter(zone: ZoneInfo, quarter: int) -> int:
    """The day of a quarter of an hour: clocks change, and days begin, at whole quarters."""
    return day_in(zone, moment_of(quarter * _QUARTER)).toordinal()
