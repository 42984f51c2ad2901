"""Exact money: integer cents, rounding with a name, and division whose parts always add up.

A float never comes near an amount: ``Euro`` refuses one. Every operation that could lose a part of a cent
asks for a ``Rounding``. Division uses the largest-remainder method (Hamilton), so the parts add up to the
whole for any weights; a negative amount is divided as the mirror image of its positive twin, so a credit
always mirrors its debit.
"""

import decimal
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Self, TypeVar

Key = TypeVar("Key", str, int, tuple[str, ...])
Weight = int | Decimal | Fraction


class Rounding(Enum):
    """How a part of a cent becomes a whole cent. Symmetric: ``round(-x) == -round(x)`` for each of them."""

    HALF_UP = decimal.ROUND_HALF_UP
    """Half a cent goes away from zero: the commercial habit, and the default of invoices."""
    HALF_EVEN = decimal.ROUND_HALF_EVEN
    """Half a cent goes to the even neighbour, so that many roundings do not drift."""
    TOWARDS_ZERO = decimal.ROUND_DOWN
    """Parts of a cent are dropped."""
    AWAY_FROM_ZERO = decimal.ROUND_UP
    """Any part of a cent counts as a whole one."""


@dataclass(frozen=True, slots=True, order=True)
class Euro:
    """An amount in whole cents. ``Euro(12345)`` is € 123,45.

    Adds and subtracts with its own kind, multiplies by an ``int``; anything that can leave part of a cent goes
    through ``times`` with a named rounding. Raises ``TypeError`` on a float and on mixing with bare numbers.
    """

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"Euro holds whole cents as int, not {type(self.cents).__name__}")

    @classmethod
    def of(cls, amount: str | int | Decimal, rounding: Rounding | None = None) -> Self:
        """Read an amount in euros: ``Euro.of("34.20")``, ``Euro.of(Decimal("0.23"))``, ``Euro.of(5)``.

        Raises ``ValueError`` when there are more than two decimals and no ``rounding`` is named, or when the
        text is not a finite number. A decimal point is expected; notation for people belongs to the surfaces.
        """
        if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
            raise TypeError(f"an amount is text, int or Decimal, not {type(amount).__name__}")
        try:
            value = Decimal(amount)
        except decimal.InvalidOperation:
            raise ValueError(f"not an amount: {amount!r}") from None
        if not value.is_finite():
            raise ValueError(f"not a finite amount: {amount!r}")
        cents = Fraction(value) * 100
        if cents.denominator == 1:
            return cls(cents.numerator)
        if rounding is None:
            raise ValueError(f"{amount} has parts of a cent and no rounding was named")
        return cls(round_fraction(cents, rounding))

    @classmethod
    def total(cls, amounts: Iterable[Self]) -> Self:
        """The sum of any number of amounts; of none, zero."""
        return cls(sum(amount.cents for amount in amounts))

    def times(self, factor: int | Decimal | Fraction, rounding: Rounding) -> Self:
        """This amount times an exact factor, rounded by name to whole cents."""
        if isinstance(factor, float):
            raise TypeError("a float never comes near an amount")
        return type(self)(round_fraction(self.cents * Fraction(factor), rounding))

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, Euro):
            return NotImplemented
        return type(self)(self.cents + other.cents)

    def __sub__(self, other: Self) -> Self:
        if not isinstance(other, Euro):
            return NotImplemented
        return type(self)(self.cents - other.cents)

    def __neg__(self) -> Self:
        return type(self)(-self.cents)

    def __abs__(self) -> Self:
        return type(self)(abs(self.cents))

    def __mul__(self, count: int) -> Self:
        if type(count) is not int:
            return NotImplemented
        return type(self)(self.cents * count)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.cents != 0

    @property
    def decimal(self) -> Decimal:
        """The amount in euros with exactly two decimals, for files and databases."""
        return Decimal(self.cents).scaleb(-2)

    def __str__(self) -> str:
        """Euros with two decimals and a point, as standards write it: ``-1234.50``."""
        sign, cents = ("-", -self.cents) if self.cents < 0 else ("", self.cents)
        return f"{sign}{cents // 100}.{cents % 100:02d}"

    def divided(self, weights: Sequence[Weight]) -> tuple[Self, ...]:
        """Divide over weights by position; see ``divide``."""
        return tuple(type(self)(part) for part in divide(self.cents, weights))


ZERO = Euro(0)


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Euros for one unit, which may have parts of a cent; shown with two decimals at least, as money is."""

    euros: Decimal | Fraction

    def __str__(self) -> str:
        return str(self.euros)


def round_fraction(value: Fraction, rounding: Rounding) -> int:
    """Round an exact fraction to an integer by name, without ever passing through a float."""
    negative, numerator = (True, -value.numerator) if value.numerator < 0 else (False, value.numerator)
    whole, rest = divmod(numerator, value.denominator)
    if rest:
        twice = 2 * rest - value.denominator
        up = (
            rounding is Rounding.AWAY_FROM_ZERO
            or (rounding is not Rounding.TOWARDS_ZERO and twice > 0)
            or (twice == 0 and rounding is Rounding.HALF_UP)
            or (twice == 0 and rounding is Rounding.HALF_EVEN and whole % 2 == 1)
        )
        whole += up
    return -whole if negative else whole


MOST_DECIMALS = 12
"""Beyond these no figure is told apart from its goal."""


def decimals_beside(value: Fraction, *goals: Fraction, least: int) -> int:
    """How many decimals, ``least`` or more, show on which side of each goal a figure lies (half up).

    94.96 beside a goal of 95 needs two: with one it would seem to meet it. A figure that is its goal needs no more.
    """
    decimals = least
    for goal in goals:
        while value != goal and decimals < MOST_DECIMALS:
            shown = Fraction(round_fraction(value * 10**decimals, Rounding.HALF_UP), 10**decimals)
            if shown != goal and (shown > goal) is (value > goal):
                break
            decimals += 1
    return decimals


def divide(cents: int, weights: Sequence[Weight]) -> list[int]:
    """Divide whole cents over non-negative weights by largest remainder; ties go to the earlier position.

    The parts have the sign of ``cents``, add up to it exactly, differ less than one cent from the exact share,
    and a weight of zero receives nothing. ``divide(-c, w)`` is ``divide(c, w)`` with every sign turned.
    Raises ``ValueError`` for no weights, a negative weight, or only zeros, and ``TypeError`` for a float.
    """
    is_plain = set(map(type, weights)) == _INTEGERS and min(weights) >= 0
    whole: Sequence[int] = weights if is_plain else whole_weights(weights)  # type: ignore[assignment]  # they are int
    total = sum(whole)
    if total == 0:
        raise ValueError("cannot divide an amount over weights that are all zero or absent")
    negative = cents < 0
    amount = -cents if negative else cents
    parts = [amount * weight // total for weight in whole]
    short = amount - sum(parts)
    if short:
        rests = [amount * weight % total for weight in whole]
        if short == 1:
            parts[rests.index(max(rests))] += 1
        else:  # a sort keeps the order of equals, backwards too
            for position in sorted(range(len(parts)), key=rests.__getitem__, reverse=True)[:short]:
                parts[position] += 1
    return [-part for part in parts] if negative else parts


def whole_weights(weights: Sequence[Weight]) -> list[int]:
    """The same proportions in the smallest whole numbers, however large those are.

    Raises ``ValueError`` for a negative weight and ``TypeError`` for a float.
    """
    if set(map(type, weights)) == _INTEGERS:
        whole = [int(weight) for weight in weights]
    else:
        if any(isinstance(weight, float) for weight in weights):
            raise TypeError("a float never comes near an amount: give weights as int, Decimal or Fraction")
        fractions = [Fraction(weight) for weight in weights]
        scale = math.lcm(*(fraction.denominator for fraction in fractions))
        whole = [fraction.numerator * (scale // fraction.denominator) for fraction in fractions]
    if whole and min(whole) < 0:
        raise ValueError("a weight may not be negative")
    common = math.gcd(*whole) or 1
    return [weight // common for weight in whole]


def divide_over(amount: Euro, weights: Mapping[Key, Weight]) -> dict[Key, Euro]:
    """Divide over named receivers; ties go to the smaller key, so the order of the mapping changes nothing.

    The result keeps the order of ``weights``. Raises as ``divide``.
    """
    keys = sorted(weights)
    parts = dict(zip(keys, divide(amount.cents, [weights[key] for key in keys]), strict=True))
    return {key: Euro(parts[key]) for key in weights}


_INTEGERS = {int}
