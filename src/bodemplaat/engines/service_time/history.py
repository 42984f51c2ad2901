"""The events of one case: kept as they happened, in any order of arrival, judged only when they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Self

from bodemplaat.engines.service_time.instants import universal
from bodemplaat.engines.service_time.norm import Norm
from bodemplaat.kernel import IllegalMove, Lifecycle, Move

COURSE = Lifecycle(
    name="case",
    initial="running",
    states=("running", "suspended", "closed"),
    moves=(
        Move("suspended", ("running", "suspended"), "suspended"),
        Move("resumed", ("suspended",), "running"),
        Move("closed", ("running", "suspended"), "closed"),
        Move("reopened", ("closed",), "running"),
    ),
)
"""A suspended case may be suspended again: then only the cause changes."""


class ImpossibleHistory(ValueError):
    """The events of a case contradict each other; says which, when, and what could have happened instead."""


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

    def until(self, asked: datetime) -> Self:
        """What had happened by a moment, that moment included."""
        moment = universal(asked)
        return type(self)(tuple(event for event in self.events if event.at <= moment))


def _order(event: Event) -> tuple[datetime, int, int, str]:
    return event.order


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock of a case stood still, and why."""

    start: datetime
    end: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Course:
    """A history as read at a moment: from receipt to ``end``, with its pauses in order.

    ``end`` is the moment of closing, or the moment of asking for a case that is not closed. A case that is
    suspended has its last pause end there too. ``norms`` are the changes of norm up to ``end``.
    """

    state: str
    received: datetime
    end: datetime
    pauses: tuple[Pause, ...]
    norms: tuple[tuple[datetime, Norm], ...]


def read(history: History, asked: datetime, *, while_closed: str) -> Course:
    """Follow a history up to ``asked``; the time it lay closed becomes a pause with cause ``while_closed``.

    Raises ``ImpossibleHistory`` when it does not start with its one receipt or an event cannot follow the one
    before it.
    """
    asked = universal(asked)
    known = history.until(asked).events
    if not known or not isinstance(known[0], Received):
        first = f"{known[0].name} at {known[0].at.isoformat()}" if known else "nothing"
        raise ImpossibleHistory(
            f"a case starts with being received; before {asked.isoformat()} there is {first}"
        )
    state, since, cause = COURSE.initial, known[0].at, ""
    pauses: list[Pause] = []
    norms: list[tuple[datetime, Norm]] = []
    for event in known[1:]:
        if isinstance(event, NormChanged):
            norms.append((event.at, event.norm))
            continue
        after = _after(state, event)
        if state != "running" and event.at > since:
            pauses.append(Pause(since, event.at, cause))
        state, since = after, event.at
        cause = event.cause if isinstance(event, Suspended) else while_closed
    end = since if state == "closed" else asked
    if state == "suspended" and asked > since:
        pauses.append(Pause(since, asked, cause))
    return Course(state, known[0].at, end, tuple(pauses), tuple(step for step in norms if step[0] <= end))


def _after(state: str, event: Event) -> str:
    try:
        return COURSE.after(state, event.name)
    except IllegalMove as refusal:
        when = event.at.isoformat()
        options = ", ".join(refusal.allowed)
        raise ImpossibleHistory(
            f"{event.name} at {when} cannot follow: the case was {state} and could be {options}"
        ) from None
