"""What an organisation is by its name or code: the provinces and water boards of the Netherlands, and telling first words.

Thirteen of the 21 water boards do not say in their name that they are one (Brabantse Delta, Rivierenland). Names and codes
(``pv25``, ``ws0652``) are facts from the Register van Overheidsorganisaties (CC0), read in November 2026.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bodemplaat.foundation.organisations.models import Kind
from bodemplaat.foundation.organisations.municipalities import known_municipalities
from bodemplaat.foundation.organisations.register import rows_of_register

_BY_FIRST_WORD: Final = {
    "provincie": Kind.PROVINCE,
    "waterschap": Kind.WATER_BOARD,
    "wetterskip": Kind.WATER_BOARD,
    "hoogheemraadschap": Kind.WATER_BOARD,
    "servicecentrum": Kind.PROVIDER,
}
_CODE: Final = re.compile(r"(gm|pv|ws)\d+", re.IGNORECASE)
_BY_CODE: Final = {"pv": Kind.PROVINCE, "ws": Kind.WATER_BOARD}


@dataclass(frozen=True, slots=True)
class KnownAuthority:
    """A province or water board as the register has it."""

    code: str
    name: str
    kind: Kind


@cache
def known_authorities() -> tuple[KnownAuthority, ...]:
    """All of them by code: twelve provinces, 21 water boards."""
    return tuple(
        KnownAuthority(row["code"], row["name"], _BY_CODE[row["code"][:2]])
        for row in rows_of_register("authorities")
    )


@cache
def _names_by_word() -> dict[str, str]:
    """Every name of the register by its code and by itself, folded."""
    rows = [(each.code, each.name) for each in known_authorities()]
    rows += [(each.cbs_code, each.name) for each in known_municipalities()]
    return {word.casefold(): name for row in rows for word, name in zip(row, row[1:] * 2, strict=True)}


@cache
def _names_by_short() -> dict[tuple[Kind, str], str]:
    """Provinces and water boards by kind and by their name without the word that says what they are."""
    return {(each.kind, _short(each.name)): each.name for each in known_authorities()}


@cache
def _municipalities() -> frozenset[str]:
    """Their names, folded."""
    return frozenset(each.name.casefold() for each in known_municipalities())


def _short(name: str) -> str:
    """A name folded, without the word that says what it is: "Hoogheemraadschap van Delfland" is "delfland"."""
    first, *rest = name.casefold().split() or [""]
    words = rest if rest and _BY_FIRST_WORD.get(first) in _BY_CODE.values() else [first, *rest]
    for article in ("van", "de"):
        if len(words) > 1 and words[0] == article:
            words = words[1:]
    return " ".join(words)


def registered_name(written: str) -> str:
    """A name as the register has it; any other as written.

    From a code, from a municipality's name with or without "Gemeente", and from that of a province or water board with or
    without the word that says what it is ("Zuid-Holland", "Waterschap Brabantse Delta", "Delfland"). A name that a
    municipality has as well is the municipality's (Utrecht), and one that a province and a water board share the
    province's (Limburg).
    """
    folded = " ".join(written.casefold().split())
    names = _names_by_word()
    if folded in names:
        return names[folded]
    first, _, rest = folded.partition(" ")
    if first == "gemeente":
        return names[rest] if rest in _municipalities() else written
    kind = _BY_FIRST_WORD.get(first) if rest else None
    shorts = _names_by_short()
    near = [
        shorts.get((each, _short(folded))) for each in ([kind] if kind else [Kind.PROVINCE, Kind.WATER_BOARD])
    ]
    return next((name for name in near if name), written)


def name_to_compare(written: str) -> str:
    """What two names of one organisation have in common: "Gemeente Gouda", "gouda" and "gm0513" are one."""
    return registered_name(written).casefold()


def name_of_code(written: str) -> str:
    """The registered name where a code is written instead of one; any name stays as it is."""
    return registered_name(written) if _CODE.fullmatch(written.strip()) else written


def kind_by_name(name: str) -> Kind | None:
    """What an organisation of this name is, where the register or its first word says so; municipalities are not looked at."""
    first, _, rest = name.casefold().strip().partition(" ")
    registered = registered_name(name)
    for each in known_authorities():
        if each.name == registered:
            return each.kind
    return _BY_FIRST_WORD.get(first) if rest else None
