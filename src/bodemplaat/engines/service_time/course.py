"""What a case went through, in instants: when its clock stood still, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from bodemplaat.engines.service_time.norm import Norm
from bodemplaat.kernel import IllegalMove, Lifecycle, Move, moment_of

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

WHILE_CLOSED = "closed"
"""The cause under which the time between closing and reopening is counted."""

Step = tuple[int, str, str]
"""The instant, the move of ``COURSE``, and the cause of a suspension (else empty)."""


class ImpossibleHistory(ValueError):
    """The events of a case contradict each other; says which, when, and what could have happened instead."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch, in instants, in which the clock of a case stood still, and why."""

    start: int
    end: int
    cause: str


@dataclass(frozen=True, slots=True)
class Course:
    """A case from receipt to ``end``, in instants, with its pauses in order.

    ``end`` is the closing, or the asking for a case that is not closed; the last pause of a case that is suspended
    ends there too. ``norms`` are the changes of norm up to ``end``.
    """

    state: str
    received: int
    end: int
    pauses: tuple[Pause, ...]
    norms: tuple[tuple[int, Norm], ...] = ()

    @property
    def still(self) -> list[tuple[int, int]]:
        """When the clock stood still, whatever the cause: pauses that touch are one."""
        stretches: list[tuple[int, int]] = []
        for pause in self.pauses:
            if stretches and stretches[-1][1] == pause.start:
                stretches[-1] = (stretches[-1][0], pause.end)
            else:
                stretches.append((pause.start, pause.end))
        return stretches


def follow(received: int, steps: Iterable[Step], as_of: int) -> Course:
    """The course of a case from its steps in order, all of them up to ``as_of``.

    The time between closing and reopening becomes a pause with cause ``WHILE_CLOSED``. Raises
    ``ImpossibleHistory`` for a step that cannot follow the one before it.
    """
    state, since, cause = COURSE.initial, received, ""
    pauses: list[Pause] = []
    for at, move, why in steps:
        after = _after(state, move, at)
        if state != "running" and at > since:
            pauses.append(Pause(since, at, cause))
        state, since, cause = after, at, why or WHILE_CLOSED
    if state == "suspended" and as_of > since:
        pauses.append(Pause(since, as_of, cause))
    return Course(state, received, since if state == "closed" else as_of, tuple(pauses))


def _after(state: str, move: str, at: int) -> str:
    try:
        return COURSE.after(state, move)
    except IllegalMove as refusal:
        when = moment_of(at).isoformat()
        options = ", ".join(refusal.allowed)
        raise ImpossibleHistory(
            f"{move} at {when} cannot follow: the case was {state} and could be {options}"
        ) from None
