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
    """Every name of the register by what it may be written as, folded: its code, and of a municipality its name."""
    by_code = {each.code: each.name for each in known_authorities()}
    municipalities = known_municipalities()
    return (
        by_code
        | {each.cbs_code: each.name for each in municipalities if each.cbs_code}
        | {each.name.casefold(): each.name for each in municipalities}
    )


def registered_name(written: str) -> str:
    """A name as the register has it, from a code or from a municipality's name with or without "Gemeente"; any other as written."""
    folded = " ".join(written.casefold().split())
    names = _names_by_word()
    return names.get(folded) or names.get(folded.removeprefix("gemeente "), written)


def name_to_compare(written: str) -> str:
    """What two names of one organisation have in common: "Gemeente Gouda", "gouda" and "gm0513" are one."""
    return registered_name(written).casefold()


def name_of_code(written: str) -> str:
    """The registered name where a code is written instead of one; any name stays as it is."""
    return registered_name(written) if _CODE.fullmatch(written.strip()) else written


def kind_by_name(name: str) -> Kind | None:
    """What an organisation of this name is, where the register or its first word says so; municipalities are not looked at."""
    first, _, rest = name.casefold().strip().partition(" ")
    for each in known_authorities():
        if each.name.casefold() == name.casefold().strip():
            return each.kind
    return _BY_FIRST_WORD.get(first) if rest else None
