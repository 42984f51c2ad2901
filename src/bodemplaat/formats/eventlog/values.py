"""What a log says: events, gathered in cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One thing that happened: ``activity`` in ``case`` at ``at`` (aware, with the offset of the log itself).

    ``role`` and ``resource`` are empty where the log does not name them. ``attributes`` holds everything else as
    the log wrote it, as text, so an amount keeps each of its decimals.
    """

    case: str
    activity: str
    at: datetime
    role: str = ""
    resource: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogCase:
    """One case with its events in the order of the log, and the attributes of the case itself as text."""

    id: str
    events: tuple[LogEvent, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)


def cases(events: Iterable[LogEvent]) -> list[LogCase]:
    """Gather events by case: cases in order of first appearance, events by time, ties in the order given.

    Holds all events in memory; rows of one case may stand anywhere in the file.
    """
    by_case: dict[str, list[LogEvent]] = {}
    for event in events:
        by_case.setdefault(event.case, []).append(event)
    return [LogCase(case, tuple(sorted(found, key=lambda e: e.at))) for case, found in by_case.items()]
