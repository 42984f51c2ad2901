"""The clock of a case: from its events, the norm of its service and the hours of its provider. Everything is derived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.capabilities.clock.api import Hours, explain
from bodemplaat.engines.service_time import (
    Answer,
    Closed,
    Event,
    History,
    Norm,
    Received,
    Reopened,
    Resumed,
    State,
    Suspended,
)
from bodemplaat.kernel import Said, say

ZONE: Final = ZoneInfo("Europe/Amsterdam")
CUSTOMER, THIRD = "customer", "third"
CAUSES: Final = {CUSTOMER: say("the requester"), THIRD: say("somebody else")}
"""For whom a clock stands still."""
CLOCK_ACTS: Final = frozenset(
    {
        CaseAct.RECEIVED,
        CaseAct.WAITS_FOR_CUSTOMER,
        CaseAct.WAITS_FOR_THIRD,
        CaseAct.RESUMED,
        CaseAct.CLOSED,
        CaseAct.WITHDRAWN,
        CaseAct.REOPENED,
        CaseAct.MERGED,
        CaseAct.UNMERGED,
    }
)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a case as far as the clock and the state care: its act and the moment that is known now."""

    act: CaseAct
    at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the term of a case stands at a moment: what the engine answered, and the days that a page shows."""

    answer: Answer
    received: datetime
    as_of: datetime

    @property
    def is_running(self) -> bool:
        """Whether the clock counts now."""
        return self.answer.state is State.RUNNING

    @property
    def is_over(self) -> bool:
        """Whether the case was closed."""
        return self.answer.state is State.CLOSED

    @property
    def is_late(self) -> bool:
        """Whether it is, or was closed, after its term."""
        return not self.answer.inside

    @property
    def received_day(self) -> date:
        """The day on which it came in, by the Dutch clock."""
        return _day(self.received)

    @property
    def due_day(self) -> date:
        """The last day in time, by the Dutch clock; while it waits what it would be if it went on now."""
        return _day(self.answer.due)

    @property
    def today(self) -> date:
        """The day of asking."""
        return _day(self.as_of)

    @property
    def days_left(self) -> int:
        """Calendar days from the day of asking to the last day; negative when it has passed."""
        return (self.due_day - self.today).days

    @property
    def waited(self) -> timedelta:
        """Working time in which it stood still."""
        return self.answer.gross.working - self.answer.net.working


def read_clock(events: Sequence[Happened], norm: Norm | None, hours: Hours, as_of: datetime) -> Clock | None:
    """The clock of a case at a moment; ``None`` for a service without a norm. Raises ``ImpossibleHistory``."""
    if norm is None:
        return None
    received = events[0].at
    answer = hours.answer(history_of(events), norm=norm, as_of=max(as_of, received))
    return Clock(answer, received, as_of)


def why_this_term(events: Sequence[Happened], clock: Clock, hours: Hours) -> tuple[Said, ...]:
    """The due moment step by step, each step a text with its values; moments that were corrected are told as they are now."""
    opening = hours.opening(until=clock.today)
    return explain(history_of(events), clock.answer, opening, causes=CAUSES, closed_days=hours.closed_days)


def history_of(events: Iterable[Happened]) -> History:
    """The events as the engine knows them, in this order within one moment."""
    return History.of(
        *(event_of(each, number) for number, each in enumerate(events) if each.act in CLOCK_ACTS)
    )


def event_of(each: Happened, number: int) -> Event:
    """An act of ``CLOCK_ACTS`` as the engine knows it; ``number`` orders those of one moment."""
    match each.act:
        case CaseAct.RECEIVED:
            return Received(each.at, number=number)
        case CaseAct.WAITS_FOR_CUSTOMER:
            return Suspended(each.at, CUSTOMER, number=number)
        case CaseAct.WAITS_FOR_THIRD:
            return Suspended(each.at, THIRD, number=number)
        case CaseAct.RESUMED:
            return Resumed(each.at, number=number)
        case CaseAct.REOPENED | CaseAct.UNMERGED:
            return Reopened(each.at, number=number)
    return Closed(each.at, number=number)


def _day(moment: datetime) -> date:
    """The day of a moment by the Dutch clock; this storey knows no Django to ask."""
    return date.fromordinal(moment.astimezone(ZONE).toordinal())
