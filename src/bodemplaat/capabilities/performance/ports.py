"""The door by which a capability tells of its cases: which came in, when, and who had them when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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


_COUNTED: Final[dict[str, Counted]] = {}


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
