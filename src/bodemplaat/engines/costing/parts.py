"""Dividing many amounts at once, and dividing by signed parts; every cent is kept.

``divide_rows`` gives, row by row, exactly what ``kernel.divide`` gives. Where 64-bit integers would not hold the
products it takes the kernel's own road, so the answer never depends on the size of the figures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bodemplaat.kernel import Euro, divide
from bodemplaat.kernel.euro import ZERO, Weight

Cents: TypeAlias = NDArray[np.int64]
LARGEST = 2**63 - 1


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


def whole_weights(weights: Sequence[Weight]) -> list[int]:
    """The same proportions in the smallest integers."""
    if set(map(type, weights)) == {int}:
        whole = [int(weight) for weight in weights]
    else:
        fractions = [Fraction(weight) for weight in weights]
        scale = math.lcm(*(fraction.denominator for fraction in fractions))
        whole = [fraction.numerator * (scale // fraction.denominator) for fraction in fractions]
    common = math.gcd(*whole) or 1
    return [weight // common for weight in whole]


def divide_rows(cents: Cents, weights: Cents) -> Cents:
    """Divide each amount of ``cents`` (n) over its row of ``weights`` (n × m, or m for all): n × m whole cents.

    By largest remainder, ties to the earlier column; a negative amount mirrors its positive twin. A row whose
    amount is zero may have weights that are all zero. Raises ``ValueError`` for a negative weight, and for an amount
    without any weight.
    """
    shape = (len(cents), weights.shape[-1])
    rows = np.broadcast_to(weights, shape)
    totals = rows.sum(axis=1)
    if weights.size and int(weights.min()) < 0:
        raise ValueError("a weight may not be negative")
    if bool(((totals == 0) & (cents != 0)).any()):
        raise ValueError("cannot divide an amount over weights that are all zero or absent")
    if not cents.size or not weights.size:
        return np.zeros(shape, dtype=np.int64)
    amounts = np.abs(cents)
    largest = int(amounts.max()) * int(weights.max())
    if largest > LARGEST or int(weights.max()) * shape[1] > LARGEST:
        return _row_by_row(cents, rows)
    divisor = np.where(totals == 0, 1, totals)[:, None]
    products = amounts[:, None] * rows
    parts = products // divisor
    rests = products - parts * divisor
    short = amounts - parts.sum(axis=1)
    _hand_out(parts, rests, short)
    return np.where(cents[:, None] < 0, -parts, parts)


def _hand_out(parts: Cents, rests: Cents, short: Cents) -> None:
    """Give the missing cents of each row to its largest remainders, earlier columns first."""
    open_rows = np.flatnonzero(short)
    if not open_rows.size:
        return
    order = np.argsort(-rests[open_rows], axis=1, kind="stable")
    gets = np.arange(parts.shape[1])[None, :] < short[open_rows][:, None]
    row, rank = np.nonzero(gets)
    parts[open_rows[row], order[row, rank]] += 1


def _row_by_row(cents: Cents, rows: Cents) -> Cents:
    parts = [
        divide(int(amount), [int(weight) for weight in row]) if amount else [0] * len(row)
        for amount, row in zip(cents, rows, strict=True)
    ]
    return np.array(parts, dtype=np.int64)


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
