"""A part of one in a sentence."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A part of one that a reader sees as a percentage, with the decimals it has, and four where six are too few."""

    part: int | Decimal | Fraction

    def __str__(self) -> str:
        whole = Fraction(self.part) * 100
        decimals = 6 if (whole * 10**6).denominator == 1 else 4
        return f"{float(whole):.{decimals}f}".rstrip("0").rstrip(".") + "%"
