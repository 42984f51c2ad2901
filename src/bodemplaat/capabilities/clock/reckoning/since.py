"""The term of what came in at a moment and waits for nobody else: its due moment, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.clock.reckoning.explaining import explain
from bodemplaat.capabilities.clock.values import Hours
from bodemplaat.engines.service_time import History, Norm, Received, day_in
from bodemplaat.kernel import Said

ZONE: Final = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class TermSince:
    """When it is due by a norm on the hours of its provider, and the steps that lead there."""

    due: datetime
    why: tuple[Said, ...]


def due_since(hours: Hours, received: datetime, norm: Norm) -> datetime:
    """When something that came in at ``received`` is due."""
    return hours.answer(History.of(Received(received)), norm=norm, as_of=received).due


def term_since(hours: Hours, received: datetime, norm: Norm) -> TermSince:
    """When it is due, explained step by step."""
    history = History.of(Received(received))
    answer = hours.answer(history, norm=norm, as_of=received)
    opening = hours.opening(until=day_in(ZONE, received))
    return TermSince(answer.due, explain(history, answer, opening, causes={}, closed_days=hours.closed_days))
