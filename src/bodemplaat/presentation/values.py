"""Figures and texts that need a form of their own in a report, as values: the drawer writes them in the reader's notation.

An amount, a day or a bare number needs none of these: it stands in a report as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from bodemplaat.kernel import Said

Figure: TypeAlias = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A number with so many decimals; without ``decimals`` as many as it has, at most six."""

    value: Figure
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Percent:
    """A part of one as a percentage: ``0.355`` is 35.5 %.

    It gets as many decimals, ``decimals`` or more, as show on which side of each part in ``beside`` it lies: 94.96 %
    beside a goal of 95 % is never shown as 95.0 %, since what is short of it would seem to meet it.
    """

    value: Figure
    decimals: int = 1
    beside: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance, or a part of all: 0 % is never and 100 % always, so 99.7 % is not shown as 100 %."""

    value: Figure
    decimals: int = 0
    beside: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time on the wall clock, to the minute."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its number, 1 to 12, with its year if it has one; ``short`` for an axis."""

    month: int
    year: int | None = None
    short: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday, in two or three letters."""

    number: int


@dataclass(frozen=True, slots=True)
class Literal:
    """Texts as a list in Vega's own language, for an expression in a picture's specification."""

    texts: tuple["str | Shown", ...]


@dataclass(frozen=True, slots=True)
class Capital:
    """A text that begins a sentence: with a capital."""

    text: str


Shown: TypeAlias = Number | Percent | Chance | Moment | Month | Weekday | Literal | Capital


def joined(parts: Iterable[object], mark: str = ", ") -> Said:
    """Texts and values one behind the other, each shown as what it is, an empty text left out.

    ``mark`` stands between them and may be marked for translation itself.
    """
    values: dict[str, object] = {"mark": mark}
    for number, part in enumerate(part for part in parts if part != ""):
        values[f"part{number}"] = part
    return Said("{mark}".join(f"{{{name}}}" for name in values if name != "mark"), values)
