"""Rows that are made from the others, sums and averages, known by their name."""

import re
from typing import Final

_SUM: Final = re.compile(
    r"(?:sub|eind|grand |sub-|eind-)?(?:totaal|totals?|totalen)"
    r"(?:[ -]?(?:generaal|general|overall|saldo|bedrag|amount|kosten|costs|lasten|baten|uitgaven|inkomsten)"
    r"| (?:van|of|alle|all|taakvelden|gemeenten|deelnemers|participants|municipalities)\b.*)?"
    r"|som|sum|som van .*|sum of .*|alle (?:taakvelden|gemeenten|deelnemers)",
    re.IGNORECASE,
)


def is_sum(name: str) -> bool:
    """Whether a row of this name is the sum of others: ``Totaal``, ``Subtotal``, ``Totaal taakvelden``."""
    return bool(_SUM.fullmatch(" ".join(name.split()).strip(" .:*")))


_AVERAGE: Final = re.compile(
    r"(?:landelijke? |gewogen |rekenkundig |national |weighted )?"
    r"(?:gemiddelden?|gemiddelde|mediaan|average|mean|median)"
    r"(?: (?:gemeenten?|municipality|van .*|of .*|nederland|totaal|total))?",
    re.IGNORECASE,
)


def is_average(name: str) -> bool:
    """Whether a row of this name is an average of others: ``Gemiddelde``, ``Median of all municipalities``."""
    return bool(_AVERAGE.fullmatch(" ".join(name.split()).strip(" .:*")))
