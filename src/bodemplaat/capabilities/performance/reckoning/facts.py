"""What is known of a case, whoever handles it: the moments that a clock needs, and who kept it waiting."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Final, Self
from uuid import UUID

from bodemplaat.engines.service_time import Moves, Norm
from bodemplaat.kernel import instant_of, moment_of

CUSTOMER: Final = "customer:"
"""How a cause begins when the customer itself kept a case waiting; the rest says who there."""
THIRD: Final = "third:"
"""How a cause begins when somebody outside both kept it waiting."""

_ENDED: Final[Moves] = (("closed", ""),)
Step = tuple[datetime, str, str]
"""A moment, a move of the clock (``suspended``, ``resumed``, ``closed``, ``reopened``) and the cause of a suspension."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case: whose it is, who handles it, when it came in, and the steps of its clock in order.

    Its id is kept as text and its moments as instants, ``instants`` of its receipt and of each of its ``moves``: cases are told of by
    tens of thousands, and of most of them nobody reads either.
    """

    case: str
    number: str
    customer: UUID
    provider: UUID
    instants: Sequence[int]
    moves: Moves = ()
    service: UUID | None = None
    """Which service was asked for; ``None`` where a case type belongs to one service."""

    @classmethod
    def of(
        cls,
        *,
        case: UUID,
        number: str,
        customer: UUID,
        provider: UUID,
        received: datetime,
        steps: Sequence[Step] = (),
        service: UUID | None = None,
    ) -> Self:
        """A case of which the moments are known."""
        instants = (instant_of(received), *(instant_of(at) for at, _, _ in steps))
        moves = tuple((move, cause) for _, move, cause in steps)
        return cls(str(case), number, customer, provider, instants, moves, service)

    @property
    def received(self) -> datetime:
        """When it came in."""
        return moment_of(self.instants[0])

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each step with its moment."""
        return tuple(
            (moment_of(at), move, cause)
            for at, (move, cause) in zip(self.instants[1:], self.moves, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised for cases that came in from a day until another: the norm, and how many of a hundred keep it.

    ``norm`` is ``None`` where nothing was promised that a clock can count; ``until`` is the first day after it.
    """

    since: date
    until: date | None
    norm: Norm | None
    goal: Fraction | None

    def holds_on(self, day: date) -> bool:
        """Whether a case that comes in on a day falls under it."""
        return self.since <= day and (self.until is None or day < self.until)


def waits_of(case: CaseFacts, as_of: datetime) -> Iterator[tuple[str, CaseFacts]]:
    """Each time that the customer had the case, by cause, as a case of its own: in when it began, closed when it ended.

    What lasts at ``as_of`` is open. A case that was closed while the customer had it ends that wait too.
    """
    until = instant_of(as_of)
    cause, since = "", case.instants[0]
    for at, (move, why) in zip(case.instants[1:], case.moves, strict=True):
        if at > until:
            break
        if cause:
            yield cause, replace(case, instants=(since, at), moves=_ENDED)
        cause, since = (why, at) if move == "suspended" and why.startswith(CUSTOMER) else ("", at)
    if cause:
        yield cause, replace(case, instants=(since,), moves=())


def spells(marks: Iterable[tuple[datetime, str]], closed: datetime | None) -> Iterator[Step]:
    """The steps of a clock from who had a case since when: an empty name for the provider, else the cause of waiting.

    Marks may come in any order; of two at one moment the last one counts. What comes after closing is left out. Nothing is said
    twice: a mark that changes nothing gives no step.
    """
    at_moment = dict(sorted(marks, key=lambda mark: mark[0]))
    with_whom = ""
    for at, who in at_moment.items():
        if closed is not None and at >= closed:
            break
        if who == with_whom:
            continue
        yield (at, "suspended", who) if who else (at, "resumed", "")
        with_whom = who
    if closed is not None:
        yield closed, "closed", ""
