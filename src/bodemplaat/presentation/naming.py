"""Names in a sentence: who comes first, with everybody who shares that place, and how several names are listed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, Self, TypeVar

from bodemplaat.kernel import say
from bodemplaat.presentation.values import joined

NAMED = 3
"""So many names a sentence holds; the others are counted."""


class Ordered(Protocol):
    """Anything of which one can be less than another."""

    def __lt__(self, other: Self, /) -> bool:
        """Whether it comes before the other."""
        ...


R = TypeVar("R")
V = TypeVar("V", bound=Ordered)


def foremost(rows: Iterable[R], value: Callable[[R], V]) -> list[R]:
    """The rows with the largest value, in the order in which they stand: more than one where it is shared.

    Raises ``ValueError`` without rows.
    """
    every = [(row, value(row)) for row in rows]
    largest = max(worth for _, worth in every)
    return [row for row, worth in every if worth == largest]


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names as a sentence holds them: “A”, “A and B”, “A, B and C”, “A, B, C and 4 more”; a text of ours translated."""
    if len(names) <= 1:
        return names[0] if names else ""
    if len(names) > most:
        return say("{names} and {count} more", names=joined(names[:most]), count=len(names) - most)
    return say("{names} and {last}", names=joined(names[:-1]), last=names[-1])
