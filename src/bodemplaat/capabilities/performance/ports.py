"""The door by which a capability tells of its cases: which came in, when, and who had them when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Protocol
from uuid import UUID

from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Said


class TellsOfCases(Protocol):
    """Gives the cases in reach, or those of one ``customer``, that came in before ``until`` and were not over before ``since``."""

    def __call__(
        self, *, actor: Actor, since: datetime, until: datetime, customer: UUID | None = None
    ) -> Sequence[CaseFacts]:
        """The cases, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """A case type that is counted: who tells of it, where a controller opens one (nowhere, for cases
    that are personal), and what its causes of waiting are called.
    """

    case_type: str
    facts: TellsOfCases
    page: Callable[[UUID], str] | None
    causes: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class ToldOfComplaints:
    """Complaints about a service of a provider for a customer in a period, by what became of them."""

    customer: UUID
    provider: UUID
    service: UUID
    received: int
    upheld: int
    partly: int
    not_upheld: int
    late: int


@dataclass(frozen=True, slots=True)
class ToldOfSatisfaction:
    """What a group that hides everybody in it thought in a quarter that is over; without a service of several together."""

    customer: UUID
    provider: UUID
    service: UUID | None
    quarter: date
    answers: int
    mean: Decimal


class TellsOfThoughts(Protocol):
    """Gives what people found of the work: complaints that came in in a period, and groups of the quarters that begin in it."""

    def __call__(
        self, *, actor: Actor, since: datetime, until: datetime, at: datetime
    ) -> tuple[Sequence[ToldOfComplaints], Sequence[ToldOfSatisfaction]]:
        """Both, in any order, as they are known at ``at``."""
        ...


_COUNTED: Final[dict[str, Counted]] = {}
_THOUGHTS: Final[list[TellsOfThoughts]] = []


def count_thoughts(teller: TellsOfThoughts) -> None:
    """Let what people found of the work stand beside the figures; again replaces."""
    _THOUGHTS[:] = [teller]


def thoughts() -> Sequence[TellsOfThoughts]:
    """Who tells of it, if anybody."""
    return tuple(_THOUGHTS)


def count_cases(
    *,
    case_type: str,
    facts: TellsOfCases,
    page: Callable[[UUID], str] | None,
    causes: Mapping[str, Said],
) -> None:
    """Let the cases of a type be counted against the norm of their service; again replaces."""
    _COUNTED[case_type] = Counted(case_type, facts, page, causes)


def counted() -> Mapping[str, Counted]:
    """What is counted, by case type."""
    return dict(_COUNTED)
