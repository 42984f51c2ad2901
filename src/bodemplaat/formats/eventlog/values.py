"""What a log says: events, gathered in cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

LIFECYCLE = "lifecycle:transition"
"""The attribute, and the column of a CSV log, that says which step of an activity an event is."""
COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell with an error, or with a formula whose result is not stored: ``sheet``, ``cell``, and what stands there."""

    sheet: str
    cell: str
    said: str
    is_error: bool

    def __str__(self) -> str:
        return self.said


Cell = str | datetime | date | NoValue
"""What a sheet that is a log holds."""


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One thing that happened: ``activity`` in ``case`` at ``at`` (aware, with the offset of the log itself).

    ``role`` and ``resource`` are empty where the log does not name them. ``attributes`` holds everything else as
    the log wrote it, as text, so an amount keeps each of its decimals. ``line`` is where it stands, 0 if unknown.
    """

    case: str
    activity: str
    at: datetime
    role: str = ""
    resource: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    def named(self, name: str) -> str:
        """The attribute of a name; role and resource by the names that XES gives them. Empty if there is none."""
        if name == "org:role":
            return self.attributes.get(name, self.role)
        if name == "org:resource":
            return self.attributes.get(name, self.resource)
        return self.attributes.get(name, "")

    @property
    def transition(self) -> str:
        """The step of its activity, in lower case; what names none is an activity as a whole: ``complete``."""
        return self.attributes.get(LIFECYCLE, "").strip().lower() or COMPLETE


@dataclass(frozen=True, slots=True)
class LogCase:
    """One case with its events in the order of the log, and the attributes of the case itself as text."""

    id: str
    events: tuple[LogEvent, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)


def cases(events: Iterable[LogEvent]) -> list[LogCase]:
    """Gather events by case: cases in order of first appearance, events by time, ties in the order given.

    A log that runs from new to old has its ties in the reverse order. Holds all events in memory; rows of one case
    may stand anywhere in the file.
    """
    by_case: dict[str, list[LogEvent]] = {}
    rising = falling = 0
    before: LogEvent | None = None
    for event in events:
        by_case.setdefault(event.case, []).append(event)
        if before is not None:
            rising += before.at < event.at
            falling += before.at > event.at
        before = event
    turned = runs_backwards(by_case.values(), rising, falling)
    return [LogCase(case, in_order(of_case, turned=turned)) for case, of_case in by_case.items()]


def runs_backwards(each: Iterable[Iterable[LogEvent]], rising: int = 0, falling: int = 0) -> bool:
    """Whether a log runs from new to old: by its cases, else by the neighbours in it that rise and fall in time."""
    up = down = 0
    for events in each:
        for before, after in pairwise(events):
            up += before.at < after.at
            down += before.at > after.at
    return down > up if down or up else falling > rising


def in_order(events: Iterable[LogEvent], *, turned: bool) -> tuple[LogEvent, ...]:
    """Events by time; those of one moment in the order given, or the reverse of it."""
    as_read = list(events)
    return tuple(sorted(reversed(as_read) if turned else as_read, key=lambda event: event.at))
