"""The events of one case: kept as they happened, in any order of arrival, judged only when they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from bodemplaat.engines.service_time.course import Course, ImpossibleHistory, follow
from bodemplaat.engines.service_time.instants import instant, universal
from bodemplaat.engines.service_time.norm import Norm


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case ``at`` a moment, kept in universal time.

    ``number`` orders events of the same moment, as lines of a file do; without it the order is that of
    a case's life. Raises ``ValueError`` for a moment without a time zone.
    """

    at: datetime
    number: int = field(default=0, kw_only=True)
    name: ClassVar[str] = ""
    rank: ClassVar[int] = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", universal(self.at))

    @property
    def order(self) -> tuple[datetime, int, int, str]:
        """What events are sorted by: moment, number, place in a case's life, and then anything that is fixed."""
        return self.at, self.number, self.rank, self.detail

    @property
    def detail(self) -> str:
        """What tells this event from another of its kind at the same moment."""
        return ""


@dataclass(frozen=True, slots=True)
class Received(Event):
    """The case came in; its clock starts. Exactly one, and the first."""

    name: ClassVar[str] = "received"
    rank: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """What the case waited for has come; its clock runs again."""

    name: ClassVar[str] = "resumed"
    rank: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class Suspended(Event):
    """The case waits for something that is not the provider's doing; ``cause`` says for what or whom."""

    cause: str
    name: ClassVar[str] = "suspended"
    rank: ClassVar[int] = 2

    @property
    def detail(self) -> str:
        """The cause."""
        return self.cause


@dataclass(frozen=True, slots=True)
class NormChanged(Event):
    """From this moment another norm applies, to the whole life of the case."""

    norm: Norm
    name: ClassVar[str] = "norm changed"
    rank: ClassVar[int] = 3

    @property
    def detail(self) -> str:
        """The new norm."""
        return repr(self.norm)


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """The case is done; its clock stops."""

    name: ClassVar[str] = "closed"
    rank: ClassVar[int] = 4


@dataclass(frozen=True, slots=True)
class Reopened(Event):
    """The case was not done after all; its clock runs again, and the time it lay closed does not count."""

    name: ClassVar[str] = "reopened"
    rank: ClassVar[int] = 5


@dataclass(frozen=True, slots=True)
class History:
    """All that is known to have happened to one case.

    Built up in any batches, in any order, the same event delivered twice included, it is equal to the history
    built at once.
    """

    events: tuple[Event, ...] = ()

    @classmethod
    def of(cls, *events: Event) -> Self:
        """The history of these events."""
        return cls().with_events(events)

    def with_events(self, more: Iterable[Event]) -> Self:
        """This history and what else is known."""
        return type(self)(tuple(sorted({*self.events, *more}, key=_order)))

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def until(self, moment: datetime) -> Self:
        """What had happened by a moment, that moment included."""
        last = universal(moment)
        return type(self)(tuple(event for event in self.events if event.at <= last))


def _order(event: Event) -> tuple[datetime, int, int, str]:
    return event.order


def read(history: History, as_of: datetime) -> Course:
    """Follow a history up to ``as_of``; later events are not looked at.

    Raises ``ImpossibleHistory`` when it does not start with its one receipt or an event cannot follow the one
    before it.
    """
    known = history.until(as_of).events
    if not known or not isinstance(known[0], Received):
        first = f"{known[0].name} at {known[0].at.isoformat()}" if known else "nothing"
        raise ImpossibleHistory(
            f"a case starts with being received; before {as_of.isoformat()} there is {first}"
        )
    steps = (
        (instant(event.at), event.name, event.cause if isinstance(event, Suspended) else "")
        for event in known[1:]
        if not isinstance(event, NormChanged)
    )
    course = follow(instant(known[0].at), steps, instant(as_of))
    norms = ((instant(event.at), event.norm) for event in known if isinstance(event, NormChanged))
    return replace(course, norms=tuple(step for step in norms if step[0] <= course.end))
