"""The answer for one case, derived from its events on every call.

A term never ends while the clock stands still: a due moment that a pause would swallow moves to the end of that
pause, or to the end of the day on which it ends for a norm in days. That makes two things true: a suspension
never makes a due moment earlier, and nobody becomes late while waiting for another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bodemplaat.engines.service_time.calendar import Calendar
from bodemplaat.engines.service_time.course import Course
from bodemplaat.engines.service_time.history import History, read
from bodemplaat.engines.service_time.instants import MINUTE, moment
from bodemplaat.engines.service_time.norm import Norm
from bodemplaat.engines.service_time.working_time import WorkingTime
from bodemplaat.kernel import MICROSECOND


class State(Enum):
    """The state of a case at ``as_of``."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Elapsed:
    """One stretch of time, told in two ways: on the ``clock``, and ``working`` within opening hours."""

    clock: timedelta
    working: timedelta

    def __add__(self, other: "Elapsed") -> "Elapsed":
        return Elapsed(self.clock + other.clock, self.working + other.working)

    def __sub__(self, other: "Elapsed") -> "Elapsed":
        return Elapsed(self.clock - other.clock, self.working - other.working)


NO_TIME = Elapsed(timedelta(0), timedelta(0))


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said of a case at the moment of asking.

    ``due`` is the last moment that is in time, by the norm in force at the end; for a suspended case it is the
    due moment if it were resumed at the moment of asking (``is_firm`` says which).
    ``gross`` runs from receipt to closing, or to the moment of asking; ``waiting`` is the part in which the clock
    stood still, by cause; ``net`` is the rest: gross = net + the sum of waiting, to the microsecond.
    ``days`` is how many days a norm in days has counted so far, that of the end included; ``None`` for minutes.
    ``breached_since`` is the moment from which the case has been late without interruption, ``None`` when it is
    not late: the due moment, or the change of norm that made it late.
    """

    state: State
    norm: Norm
    due: datetime
    is_firm: bool
    gross: Elapsed
    net: Elapsed
    waiting: Mapping[str, Elapsed]
    days: int | None
    breached_since: datetime | None

    @property
    def inside(self) -> bool:
        """Whether the case is, or was closed, within its norm."""
        return self.breached_since is None


def reckon(history: History, *, norm: Norm, calendar: Calendar, as_of: datetime) -> Answer:
    """Everything about one case as it stood at ``as_of``; later events are not looked at.

    ``norm`` is the norm at receipt. A changed norm counts from receipt as well, but a case is never late by a
    norm before that norm applied. Raises ``ImpossibleHistory`` for events that contradict each other and
    ``BeyondCalendar`` when the calendar is too short for the answer.
    """
    course = read(history, as_of)
    still = course.still
    steps = [(course.received, norm), *course.norms]
    dues = [_due(course.received, still, step, calendar) for _, step in steps]
    gross = _elapsed(course.received, course.end, calendar.opening)
    waiting: dict[str, Elapsed] = {}
    for pause in course.pauses:
        spent = _elapsed(pause.start, pause.end, calendar.opening)
        waiting[pause.cause] = waiting.get(pause.cause, NO_TIME) + spent
    zone = calendar.opening.zone
    since = _late_since(dues, [at for at, _ in steps], course.end)
    last = steps[-1][1]
    return Answer(
        state=State(course.state),
        norm=last,
        due=moment(dues[-1], zone),
        is_firm=course.state != "suspended",
        gross=gross,
        net=gross - sum(waiting.values(), NO_TIME),
        waiting=waiting,
        days=_days(course, still, calendar.counted_by(last.unit)) if last.unit.counts_days else None,
        breached_since=None if since is None else moment(since, zone),
    )


def _due(received: int, still: list[tuple[int, int]], norm: Norm, calendar: Calendar) -> int:
    if not norm.unit.counts_days:
        return _due_in_minutes(received, still, norm.amount * MINUTE, calendar.counted_by(norm.unit))
    return _due_in_days(received, still, norm, calendar)


def _due_in_minutes(received: int, still: list[tuple[int, int]], amount: int, working: WorkingTime) -> int:
    """What is left of the norm at each pause is worked on from its end, as long as a pause starts in time."""
    running_from, left = received, amount
    due = working.add(running_from, left)
    for start, end in still:
        if start > due:
            break
        left -= working.worked(start) - working.worked(running_from)
        running_from = end
        due = working.add(running_from, left)
    return due


def _due_in_days(received: int, still: list[tuple[int, int]], norm: Norm, calendar: Calendar) -> int:
    """Days after the day of receipt, where a day that was paused from its opening to its closing is skipped."""
    counted = calendar.counted_by(norm.unit)
    first = counted.first_day_after(received)
    last = first + norm.amount - 1

    def end_of(day: int) -> int:
        end = counted.end_of_day(day)
        if not norm.ends_on_working_day:
            return end
        return calendar.opening.end_of_day(calendar.opening.first_day_from(end))

    due = end_of(last)
    for (start, end), skipped in zip(still, _skipped_days(still, counted), strict=True):
        if start > due:
            break
        days = range(max(first, skipped.start), skipped.stop)
        if days and days[0] <= last:
            last += len(days)
        due = end_of(last)
        if end > due:
            last = counted.first_day_from(end)
            due = end_of(last)
    return due


def _skipped_days(still: list[tuple[int, int]], counted: WorkingTime) -> Iterable[range]:
    """For each pause the days it makes complete: wholly paused by it and by those it adjoins in working time.

    A case that is resumed and suspended again within a lunch break, or a night, has not been worked on between.
    """
    run_start = run_end = -1
    for start, end in still:
        begins, ends = counted.worked(start), counted.worked(end)
        done = range(0)
        if begins == run_end:
            done = counted.whole_days(run_start, run_end)
        else:
            run_start = begins
        run_end = ends
        whole = counted.whole_days(run_start, run_end)
        yield range(max(whole.start, done.stop), whole.stop)


def _days(course: Course, still: list[tuple[int, int]], counted: WorkingTime) -> int:
    first = counted.first_day_after(course.received)
    beyond = counted.first_day_after(course.end)
    skipped = sum(len(range(max(first, days.start), days.stop)) for days in _skipped_days(still, counted))
    return max(0, beyond - first) - skipped


def _late_since(dues: list[int], applied: list[int], end: int) -> int | None:
    """From when the case was late without interruption up to ``end``, going back over the norms it had."""
    until, since = end, None
    for due, applies in zip(reversed(dues), reversed(applied), strict=True):
        if due >= until:
            break
        since = max(due, applies)
        if since > applies:
            break
        until = applies
    return since


def _elapsed(start: int, end: int, working: WorkingTime) -> Elapsed:
    return Elapsed((end - start) * MICROSECOND, (working.worked(end) - working.worked(start)) * MICROSECOND)
