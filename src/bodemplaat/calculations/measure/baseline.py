"""The figures of a baseline: in and out of term, how long it took, who kept it waiting.

Lead times are of closed cases. A percentile is by nearest rank: the time of a case that exists, such that at least
that part of the cases took no longer. All times are whole microseconds until they are shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from bodemplaat.calculations.measure.attributes import GROUPS
from bodemplaat.calculations.measure.log import Observed
from bodemplaat.calculations.measure.question import Question
from bodemplaat.engines.service_time import (
    WHILE_CLOSED,
    BeyondCalendar,
    Calendar,
    Course,
    Norm,
    OpeningHours,
    Unit,
    WeekPattern,
    reckon_many,
    side_by_side,
)
from bodemplaat.formats.free_days import free_days
from bodemplaat.kernel import Period, moment_of

OFFICE_HOURS = WeekPattern.weekdays("09:00-17:00")
NO_VERDICT = Norm(1, Unit.WORKING_MINUTES)
"""Stands in where nothing was agreed: how long a case took does not depend on a norm."""
INSIDE, OUTSIDE, UNJUDGED = 1, 0, -1
Micros = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in microseconds: the middle, three in four, nine in ten, 95 in 100, the longest."""

    median: int
    p75: int
    p90: int
    p95: int
    longest: int
    mean: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A group of closed cases. ``spreads`` are ``None`` for a group without cases."""

    name: str
    closed: int
    inside: int
    outside: int
    unjudged: int
    gross: Spread | None
    net: Spread | None
    working: Spread | None

    @property
    def share(self) -> Fraction | None:
        """The part of the judged cases that was in time."""
        judged = self.inside + self.outside
        return Fraction(self.inside, judged) if judged else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one cause did: in how many cases, how often, how long by the clock and within opening hours."""

    cause: str
    cases: int
    times: int
    clock: int
    working: int
    median: int
    """Of the cases that waited for it, by the clock."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case as measured; moments are microseconds since 1970 in universal time, durations microseconds."""

    name: str
    about: tuple[str, ...]
    received: int
    ended: int
    state: str
    due: int | None
    verdict: int
    gross: int
    net: int
    working: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """Everything that was measured."""

    asked: datetime
    cases: int
    open: int
    open_late: int
    by_deadline: int
    """Closed cases judged by their own deadline rather than a norm."""
    whole: Figures
    months: tuple[Figures, ...]
    """By month of closing, on the wall clock of the zone."""
    groups: Mapping[str, tuple[Figures, ...]]
    """By customer, service and channel, as far as the log names them, largest first."""
    waiting: tuple[Waiting, ...]
    """Of closed cases: one that nobody takes up again would drown the rest."""
    waiting_open: int
    """How long the cases still open have waited so far, by the clock."""
    days: tuple[tuple[int, int], ...]
    """How many closed cases took so many whole days, gross, for a picture."""
    each: tuple[Case, ...]


def measure(observed: Observed, question: Question) -> Baseline:
    """The figures of what was observed."""
    courses = observed.courses
    ended = np.array([course.end for course in courses], dtype=np.int64)
    closed = np.array([course.state == "closed" for course in courses], dtype=bool)
    calendar, answers = _reckoned(observed, question)
    due, late, gross, net, working = answers
    deadlines = np.array([NO_MOMENT if d is None else d for d in observed.deadlines], dtype=np.int64)
    promised = deadlines != NO_MOMENT
    due = np.where(promised, deadlines, due)
    verdict = np.where(promised, (ended <= deadlines).astype(np.int64), late)
    table = _Table(closed, verdict, gross, net, working)
    quarters, of_case = np.unique(ended // QUARTER, return_inverse=True)
    by_quarter = [moment_of(int(at) * QUARTER).astimezone(question.zone).strftime("%Y-%m") for at in quarters]
    months = [by_quarter[place] for place in of_case.tolist()]
    days = np.unique(gross[closed] // DAY, return_counts=True)
    return Baseline(
        asked=moment_of(observed.asked),
        cases=len(courses),
        open=int((~closed).sum()),
        open_late=int((~closed & (verdict == OUTSIDE)).sum()),
        by_deadline=int((closed & promised).sum()),
        whole=table.figures("", np.arange(len(courses))),
        months=tuple(sorted(table.by(months), key=lambda figures: figures.name)),
        groups={
            what: tuple(sorted(table.by(observed.about[what]), key=lambda f: (-f.closed, f.name)))
            for what in GROUPS
            if getattr(question, what)
        },
        waiting=_waiting([course for course in courses if course.state == "closed"], calendar),
        waiting_open=sum(p.end - p.start for c in courses if c.state != "closed" for p in c.pauses),
        days=tuple(zip(days[0].tolist(), days[1].tolist(), strict=True)),
        each=_each(observed, due, verdict, gross, net, working),
    )


NO_MOMENT = np.iinfo(np.int64).min
DAY = 24 * 3600 * 1_000_000
QUARTER = 15 * 60 * 1_000_000
"""A month starts on a whole quarter of an hour of universal time in every zone."""


def _reckoned(observed: Observed, question: Question) -> tuple[Calendar, tuple[Micros, ...]]:
    """The calendar, and for each case due moment, verdict by norm, and time gross, net and net in opening hours."""
    by_norm: dict[Norm | None, list[int]] = defaultdict(list)
    for place, service in enumerate(observed.about["service"]):
        by_norm[question.norms.get(service, question.norm)].append(place)
    laid_out = {
        norm: side_by_side([observed.courses[place] for place in places], norm=norm or NO_VERDICT)
        for norm, places in by_norm.items()
    }
    columns = tuple(
        np.full(len(observed.courses), empty, dtype=np.int64) for empty in (NO_MOMENT, UNJUDGED, 0, 0, 0)
    )
    margin = 60 + sum(_days_of(norm, question) for norm in by_norm if norm)
    while True:
        calendar = _calendar(observed, question, margin)
        try:
            reckoned = {
                n: reckon_many(c, norm=n or NO_VERDICT, calendar=calendar) for n, c in laid_out.items()
            }
            break
        except BeyondCalendar:
            margin *= 4
    for norm, places in by_norm.items():
        answers = reckoned[norm]
        if norm is not None:
            columns[0][places] = answers.due.view(np.int64)
            columns[1][places] = answers.inside
        columns[2][places], columns[3][places] = answers.gross.view(np.int64), answers.net.view(np.int64)
        columns[4][places] = answers.net_working.view(np.int64)
    return calendar, columns


def _days_of(norm: Norm, question: Question) -> int:
    """Roughly how many days a norm takes, on the wide side."""
    if norm.unit is Unit.CALENDAR_DAYS:
        return norm.amount
    if norm.unit is Unit.CLOCK_MINUTES:
        return 2 + norm.amount // (24 * 60)
    week = (question.hours or OFFICE_HOURS).days
    if norm.unit is Unit.WORKING_DAYS:
        return 10 * norm.amount // sum(map(bool, week))
    return 10 * norm.amount // sum(stretch.closes - stretch.opens for day in week for stretch in day)


def _calendar(observed: Observed, question: Question, margin: int) -> Calendar:
    moments = [observed.asked, *(course.received for course in observed.courses)]
    ends = [observed.asked, *(course.end for course in observed.courses)]
    span = Period(
        moment_of(min(moments)).date() - timedelta(days=2),
        moment_of(max(ends)).date() + timedelta(days=margin),
    )
    last = span.end or span.start
    closed = question.closed_on | free_days(question.holidays, range(span.start.year, last.year + 1))
    pattern = question.hours or OFFICE_HOURS
    hours = OpeningHours(
        ((Period(date.min), pattern),), closed, dict(question.exceptions), zone=question.zone.key
    )
    return Calendar(hours, span)


class _Table:
    """Cases side by side, to be counted by any grouping."""

    def __init__(
        self, closed: NDArray[np.bool_], verdict: Micros, gross: Micros, net: Micros, working: Micros
    ) -> None:
        self.closed, self.verdict = closed, verdict
        self.gross, self.net, self.working = gross, net, working

    def by(self, names: Sequence[str]) -> Iterable[Figures]:
        """Figures per name, for names that have closed cases."""
        members: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            if self.closed[place]:
                members[name].append(place)
        return (self.figures(name, np.array(places)) for name, places in members.items())

    def figures(self, name: str, places: NDArray[np.intp]) -> Figures:
        places = places[self.closed[places]]
        verdict = self.verdict[places]
        inside, outside, unjudged = (int((verdict == which).sum()) for which in (INSIDE, OUTSIDE, UNJUDGED))
        gross, net, working = (spread(column[places]) for column in (self.gross, self.net, self.working))
        return Figures(name, len(places), inside, outside, unjudged, gross, net, working)


def spread(micros: Micros) -> Spread | None:
    """The spread of so many durations; ``None`` of none."""
    if not len(micros):
        return None
    ranked = np.sort(micros)
    median, p75, p90, p95, longest = (
        int(ranked[-(-len(ranked) * percent // 100) - 1]) for percent in (50, 75, 90, 95, 100)
    )
    return Spread(median, p75, p90, p95, longest, mean=int(ranked.sum()) // len(ranked))


def _waiting(courses: Sequence[Course], calendar: Calendar) -> tuple[Waiting, ...]:
    """By cause, longest first; time between closing and reopening is a cause too."""
    clock: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    times: dict[str, int] = defaultdict(int)
    working: dict[str, int] = defaultdict(int)
    worked = calendar.opening.worked
    for place, course in enumerate(courses):
        for pause in course.pauses:
            clock[pause.cause][place] += pause.end - pause.start
            times[pause.cause] += 1
            working[pause.cause] += worked(pause.end) - worked(pause.start)
    by_cause = [
        Waiting(
            cause=cause,
            cases=len(by_case),
            times=times[cause],
            clock=sum(by_case.values()),
            working=working[cause],
            median=sorted(by_case.values())[(len(by_case) + 1) // 2 - 1],
        )
        for cause, by_case in clock.items()
    ]
    return tuple(
        sorted(by_cause, key=lambda waiting: (waiting.cause == WHILE_CLOSED, -waiting.clock, waiting.cause))
    )


def _each(observed: Observed, due: Micros, verdict: Micros, *spent: Micros) -> tuple[Case, ...]:
    columns = (observed.names, observed.courses, due.tolist(), verdict.tolist(), *(c.tolist() for c in spent))
    about = zip(*(observed.about[what] for what in GROUPS), strict=True)
    return tuple(
        Case(
            name, whose, course.received, course.end, course.state,
            None if by == NO_MOMENT else by, judged, gross, net, working,
        )
        for (name, course, by, judged, gross, net, working), whose in zip(zip(*columns, strict=True), about, strict=True)
    )  # fmt: skip
