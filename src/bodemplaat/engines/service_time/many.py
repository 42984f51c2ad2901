"""The same answers for a million cases at once.

The rules are those of ``reckoning``, step for step, on arrays of instants. Cases are taken some ten thousand at
a time, so that the arrays of one step stay in the processor's cache.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self, TypeAlias, TypeVar

from bodemplaat.engines.service_time.calendar import Calendar
from bodemplaat.engines.service_time.counters import DayCounter, Instants, ManyTimes, MinuteCounter
from bodemplaat.engines.service_time.course import Course
from bodemplaat.engines.service_time.history import History, read
from bodemplaat.engines.service_time.norm import Norm
from bodemplaat.kernel.later import later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = later("numpy")

Moments: TypeAlias = "NDArray[np.datetime64]"
"""``datetime64[us]`` in universal time; ``NaT`` where there is none."""
Durations: TypeAlias = "NDArray[np.timedelta64]"
"""``timedelta64[us]``."""

Place = TypeVar("Place")
LaidOut = TypeVar("LaidOut")

NOT_A_TIME = -(1 << 63)
CHUNK = 1 << 14
MOST_LAID_OUT: Final = 16
"""Counters that a thread keeps; each holds some megabytes."""


@dataclass(frozen=True, slots=True)
class Cases:
    """What is known of n cases at one moment of asking, side by side.

    ``received``, ``ended``: n moments; ``ended`` is the moment of closing, or of asking for an open case.
    ``paused``, ``resumed``: n × k moments, each case's pauses in order, not touching, filled up with ``NaT``; the
    time between closing and reopening is a pause, a case that is suspended has its last one end at ``ended``.
    ``norms``: n × q, the norm at receipt and each later one in its unit, filled up with 0; ``applies``: n × q, from
    when, the first being ``received``, filled up with ``NaT``.
    """

    received: Moments
    ended: Moments
    paused: Moments
    resumed: Moments
    norms: Instants
    applies: Moments

    @classmethod
    def under_one_norm(
        cls, norm: Norm, *, received: Moments, ended: Moments, paused: Moments, resumed: Moments
    ) -> Self:
        """Cases whose norm never changed."""
        amounts = np.full((len(received), 1), norm.amount, dtype=np.int64)
        return cls(received, ended, paused, resumed, amounts, received[:, None])

    def __len__(self) -> int:
        return len(self.received)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers for n cases, side by side; their meaning is that of ``Answer``.

    ``days`` is -1 where the norm is not in days; ``breached_since`` is ``NaT`` where a case is not late.
    """

    due: Moments
    gross: Durations
    gross_working: Durations
    net: Durations
    net_working: Durations
    days: Instants
    breached_since: Moments

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Which cases are, or were closed, within their norm."""
        return np.isnat(self.breached_since)


def lay_out(histories: Iterable[History], *, norm: Norm, as_of: datetime) -> Cases:
    """Histories side by side, as they stood at ``as_of``, all with the same norm at receipt.

    Raises ``ImpossibleHistory`` as ``reckon`` does, and ``ValueError`` as ``side_by_side`` does.
    """
    return side_by_side([read(history, as_of) for history in histories], norm=norm)


def side_by_side(courses: Sequence[Course], *, norm: Norm) -> Cases:
    """Courses side by side, all with the same norm at receipt.

    Raises ``ValueError`` when a case changes to a norm of another kind: ask for such cases apart.
    """
    still = [course.still for course in courses]
    for course in courses:
        for _, other in course.norms:
            if (other.unit, other.ends_on_working_day) != (norm.unit, norm.ends_on_working_day):
                raise ValueError(f"cases side by side count in one kind of norm; {other} differs from {norm}")
    moments = "datetime64[us]"
    return Cases(
        received=np.array([course.received for course in courses], dtype=np.int64).view(moments),
        ended=np.array([course.end for course in courses], dtype=np.int64).view(moments),
        paused=_filled([[start for start, _ in of_one] for of_one in still], NOT_A_TIME).view(moments),
        resumed=_filled([[end for _, end in of_one] for of_one in still], NOT_A_TIME).view(moments),
        norms=_filled([[norm.amount, *(step.amount for _, step in course.norms)] for course in courses], 0),
        applies=_filled(
            [[course.received, *(at for at, _ in course.norms)] for course in courses], NOT_A_TIME
        ).view(moments),
    )


def _filled(rows: list[list[int]], filling: int) -> Instants:
    width = max(map(len, rows), default=0)
    return np.array([row + [filling] * (width - len(row)) for row in rows], dtype=np.int64).reshape(
        len(rows), width
    )


class _LaidOut(threading.local):
    """The counters that a thread laid out last: a hundred services with one norm ask a hundred times for the same one.

    A counter remembers the cases that it is busy with, so no two threads share one.
    """

    def __init__(self) -> None:
        self._counters: dict[tuple[Calendar, Norm], DayCounter | MinuteCounter] = {}
        self._openings: dict[Calendar, ManyTimes] = {}

    def counter(self, calendar: Calendar, norm: Norm) -> DayCounter | MinuteCounter:
        """The counter of a norm on a calendar, laid out where it is not there yet."""
        counter = self._counters.pop((calendar, norm), None)
        if counter is None:
            counter = (DayCounter if norm.unit.counts_days else MinuteCounter)(calendar, norm)
        return _kept(self._counters, (calendar, norm), counter)

    def opening(self, calendar: Calendar) -> ManyTimes:
        """The opening hours of a calendar, laid out where they are not there yet."""
        opening = self._openings.pop(calendar, None)
        if opening is None:
            opening = ManyTimes(calendar.opening)
        return _kept(self._openings, calendar, opening)


def _kept(kept: dict[Place, LaidOut], place: Place, laid_out: LaidOut) -> LaidOut:
    """Keep what was laid out as the last one that was asked for; the one asked for longest ago makes room."""
    kept[place] = laid_out
    if len(kept) > MOST_LAID_OUT:
        del kept[next(iter(kept))]
    return laid_out


_LAID_OUT: Final = _LaidOut()


def reckon_many(cases: Cases, *, norm: Norm, calendar: Calendar) -> Answers:
    """What ``reckon`` answers, for every one of the cases; ``norm`` names the kind, ``cases`` its amounts.

    Raises ``BeyondCalendar`` when one of the answers lies outside the calendar, ``ValueError`` for arrays of
    different lengths, a case without moment of receipt or end, or pauses that are not in order.
    """
    columns = _instants(cases)
    _check(columns, calendar)
    counter = _LAID_OUT.counter(calendar, norm)
    answers = _unanswered(len(cases))
    for start in range(0, len(cases), CHUNK):
        part = slice(start, start + CHUNK)
        _reckon_part(
            _Columns(*(getattr(columns, f.name)[part] for f in fields(columns))), counter, answers, part
        )
    return answers


def worked_many(at: Instants, *, calendar: Calendar) -> Instants:
    """Opening hours from the start of the calendar up to each instant, in microseconds; two of them say what was worked between.

    Raises ``BeyondCalendar`` for an instant outside it.
    """
    if len(at):
        calendar.opening.within(int(at.min()))
        calendar.opening.within(int(at.max()))
    opening = _LAID_OUT.opening(calendar)
    opening.begin()
    return opening.worked(at)


def _unanswered(count: int) -> Answers:
    return Answers(
        due=np.empty(count, dtype="M8[us]"),
        gross=np.empty(count, dtype="m8[us]"),
        gross_working=np.empty(count, dtype="m8[us]"),
        net=np.empty(count, dtype="m8[us]"),
        net_working=np.empty(count, dtype="m8[us]"),
        days=np.full(count, -1, dtype=np.int64),
        breached_since=np.empty(count, dtype="M8[us]"),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """``Cases`` as integers, with each missing pause made an empty one at the case's end."""

    received: Instants
    ended: Instants
    paused: Instants
    resumed: Instants
    norms: Instants
    applies: Instants


def _instants(cases: Cases) -> _Columns:
    whole = [np.ascontiguousarray(getattr(cases, f.name)) for f in fields(Cases)]
    received, ended, paused, resumed, norms, applies = (
        array if array.dtype == np.int64 else array.astype("M8[us]", copy=False).view(np.int64)
        for array in whole
    )
    missing = paused == NOT_A_TIME
    if missing.any():
        paused = np.where(missing, ended[:, None], paused)
        resumed = np.where(missing, ended[:, None], resumed)
    return _Columns(received, ended, paused, resumed, norms, applies)


def _check(columns: _Columns, calendar: Calendar) -> None:
    if any(len(getattr(columns, f.name)) != len(columns.received) for f in fields(columns)):
        raise ValueError("the columns of the cases differ in length")
    in_order = (columns.received <= columns.ended) & (columns.received != NOT_A_TIME)
    previous = columns.received
    for start, end in zip(columns.paused.T, columns.resumed.T, strict=True):
        in_order &= (previous <= start) & (start <= end)
        previous = end
    in_order &= previous <= columns.ended
    if not in_order.all():
        raise ValueError(f"case {int(in_order.argmin())} has moments that are missing or out of order")
    if len(columns.received):
        calendar.opening.within(int(columns.received.min()))
        calendar.opening.within(int(columns.ended.max()))


def _reckon_part(of: _Columns, counter: DayCounter | MinuteCounter, answers: Answers, part: slice) -> None:
    counter.begin()
    opening = counter.opening
    pauses = list(zip(of.paused.T, of.resumed.T, strict=True))
    gross, gross_working = of.ended - of.received, opening.worked(of.ended) - opening.worked(of.received)
    answers.gross[part], answers.gross_working[part] = gross, gross_working
    for start, end in pauses:
        gross -= end - start
        gross_working -= opening.worked(end) - opening.worked(start)
    answers.net[part], answers.net_working[part] = gross, gross_working
    if isinstance(counter, DayCounter):
        answers.days[part] = counter.days(of.received, of.ended, pauses)
    due, since = _late_since(of, [counter.due(of.received, pauses, norms) for norms in of.norms.T])
    answers.due.view(np.int64)[part], answers.breached_since.view(np.int64)[part] = due, since


def _late_since(of: _Columns, dues: list[Instants]) -> tuple[Instants, Instants]:
    """The due moment by the last norm of each case, and since when it was late without interruption."""
    due, since = dues[0], np.full(len(of.received), NOT_A_TIME)
    until, going_back = of.ended, np.ones(len(of.received), dtype=bool)
    for by_norm, norms, applies in zip(reversed(dues), of.norms.T[::-1], of.applies.T[::-1], strict=True):
        considered = going_back & (norms > 0)
        due = np.where(considered & (until == of.ended) & (since == NOT_A_TIME), by_norm, due)
        late = considered & (by_norm < until)
        since = np.where(late, np.maximum(by_norm, applies), since)
        until = np.where(considered, applies, until)
        going_back = np.where(considered, late & (by_norm <= applies), going_back)
    return due, since
