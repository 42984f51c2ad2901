"""What an organisation is by its name or code: the provinces and water boards of the Netherlands, and telling first words.

Thirteen of the 21 water boards do not say in their name that they are one (Brabantse Delta, Rivierenland). Names and codes
(``pv25``, ``ws0652``) are facts from the Register van Overheidsorganisaties (CC0), read in November 2026.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from bodemplaat.foundation.organisations.models import Kind
from bodemplaat.foundation.organisations.register import rows_of_register

_BY_FIRST_WORD: Final = {
    "provincie": Kind.PROVINCE,
    "waterschap": Kind.WATER_BOARD,
    "wetterskip": Kind.WATER_BOARD,
    "hoogheemraadschap": Kind.WATER_BOARD,
    "servicecentrum": Kind.PROVIDER,
}
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


def kind_by_name(name: str) -> Kind | None:
    """What an organisation of this name is, where the register or its first word says so; municipalities are not looked at."""
    first, _, rest = name.casefold().strip().partition(" ")
    for each in known_authorities():
        if each.name.casefold() == name.casefold().strip():
            return each.kind
    return _BY_FIRST_WORD.get(first) if rest else None
