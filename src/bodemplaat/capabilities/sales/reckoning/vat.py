"""The VAT of an invoice of our own: which rates hold on a day, and what each category asks for."""

from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.formats.vat_law import vat_percents_on
from bodemplaat.kernel import Said, say

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
    """The rates above zero of a day, in percent."""
    return vat_percents_on(day)


def rate_fits(category: str, rate: Decimal | None, day: date) -> bool:
    """Whether a line of this category may state this rate on a day: none outside the tax, zero where none is due."""
    if category == "O":
        return rate is None
    return rate in rates_on(day) if category == "S" else rate == 0
