"""Rows that are made from the others, sums and averages, known by their name."""

import re
from typing import Final

_TOTAL: Final = r"(?:(?:sub|eind|grand|generaal)[ -]?)?(?:totaal|totals?|totalen|tot)"
_WHAT: Final = (
    r"(?:generaal|general|overall|saldo|bedrag|bedragen|amount|amounts|kosten|costs|lasten|baten|uitgaven|inkomsten"
    r"|begroting|begroot|budget|werkelijk|actual|taakvelden|gemeenten|deelnemers|participants|municipalities|diensten"
    r"|services|posten|items|(?:19|20)\d\d)"
)
_SUM: Final = re.compile(
    rf"(?:{_WHAT} )*{_TOTAL}(?:[ -]?{_WHAT})*"
    rf"|{_TOTAL} (?:van|of|alle|all|der)\b.*"
    rf"|(?:som|sum)(?: {_WHAT})*|(?:som|sum) (?:van|of|der)\b.*|[σ∑]"
    rf"|(?:alle|all) {_WHAT}(?: samen| together)?|(?:alles |allen |all )(?:samen|together)|(?:alles |allen )?tezamen",
    re.IGNORECASE,
)


def is_sum(name: str) -> bool:
    """Whether a row of this name is the sum of others: ``Totaal``, ``Subtotal``, ``Kosten totaal``, ``Alle taakvelden``.

    "Samen" alone is none: it is what a way of working together is called, beside "Alleen".
    """
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
