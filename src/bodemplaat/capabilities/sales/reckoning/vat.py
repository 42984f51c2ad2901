"""The VAT of an invoice of our own: which rates hold on a day, and what each category asks for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.kernel import Said, say


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates above zero from a day on, in percent, with where that was read."""

    since: date
    percent: frozenset[Decimal]
    source: str


RATES: Final = (
    Rates(
        date(2019, 1, 1),
        frozenset({Decimal(21), Decimal(9)}),
        "Wet op de omzetbelasting 1968, art. 9 (read as of 1 January 2026; its first day by heart)",
    ),
)
"""By their day; a change of the law is a row."""
CATEGORIES: Final = ("S", "Z", "E", "AE", "O")
"""What municipalities and their centres invoice: at a rate, at zero, exempt, reverse charge, outside the tax."""
SAYS_WHY: Final = ("E", "O")
"""Categories of which a line says why no VAT is due."""
REVERSED: Final = "Btw verlegd"
"""What stands on an invoice whose VAT the customer pays."""
CATEGORY_NAMES: Final[dict[str, Said]] = {
    "S": say("a rate above zero (S)"),
    "Z": say("the zero rate (Z)"),
    "E": say("exempt (E)"),
    "AE": say("reverse charge (AE)"),
    "O": say("outside the tax (O)"),
}


def rates_on(day: date) -> frozenset[Decimal]:
    """The rates above zero of a day, in percent; before the first row those of the first."""
    holding = [each for each in RATES if each.since <= day]
    return (holding[-1] if holding else RATES[0]).percent


def rate_fits(category: str, rate: Decimal | None, day: date) -> bool:
    """Whether a line of this category may state this rate on a day: none outside the tax, zero where none is due."""
    if category == "O":
        return rate is None
    return rate in rates_on(day) if category == "S" else rate == 0
