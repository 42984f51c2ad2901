"""An amount in its fixed and variable part, and dividing by signed parts; every cent is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bodemplaat.kernel import Euro, divide, whole_weights
from bodemplaat.kernel.euro import ZERO, Weight


@dataclass(frozen=True, slots=True)
class Split:
    """One amount in its fixed and its variable part."""

    fixed: Euro = ZERO
    variable: Euro = ZERO

    @property
    def total(self) -> Euro:
        """Both together."""
        return self.fixed + self.variable

    def __add__(self, other: Self) -> Self:
        return type(self)(self.fixed + other.fixed, self.variable + other.variable)

    def divided(self, weights: Sequence[Weight]) -> "list[Split]":
        """Divide both parts over the same weights by largest remainder."""
        whole = whole_weights(weights)
        fixed, variable = _divided(self.fixed, whole), _divided(self.variable, whole)
        return list(map(Split, fixed, variable))

    @classmethod
    def sum(cls, splits: "Sequence[Split]") -> "Split":
        """The sum of any number; of none, zero."""
        return cls(Euro.total(s.fixed for s in splits), Euro.total(s.variable for s in splits))


def _divided(amount: Euro, weights: Sequence[int]) -> list[Euro]:
    parts = divide(amount.cents, weights)
    return list(map(Euro, parts)) if amount else [ZERO] * len(parts)


def apportion(cents: int, components: Sequence[int]) -> list[int]:
    """Part of a pool, by what the pool consists of; components may be negative (income in a pool of costs).

    The parts add up to ``cents`` exactly and each differs less than one cent from its exact share; ties go to the
    earlier component. Raises ``ValueError`` when the components cancel out while ``cents`` is not zero.
    """
    whole = sum(components)
    if whole == 0:
        if cents:
            raise ValueError("a pool of zero cannot be the origin of an amount")
        return [0] * len(components)
    if whole < 0:
        whole, components = -whole, [-component for component in components]
    parts: list[int] = []
    rests: list[int] = []
    for component in components:
        part, rest = divmod(cents * component, whole)
        parts.append(part)
        rests.append(rest)
    short = cents - sum(parts)
    for position in sorted(range(len(parts)), key=lambda p: -rests[p])[:short]:
        parts[position] += 1
    return parts
