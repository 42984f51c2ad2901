"""The municipalities of the Netherlands with their number of inhabitants, to choose from when organisations are added.

Facts from the Register van Overheidsorganisaties (CC0), read in November 2026; a municipality keeps its own numbers once
it is an organisation here.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from bodemplaat.foundation.organisations.register import rows_of_register

SOURCE: Final = "Register van Overheidsorganisaties, november 2026 (CC0)"


@dataclass(frozen=True, slots=True)
class KnownMunicipality:
    """A municipality as the register has it; the CBS code is written ``gm0613``."""

    cbs_code: str
    name: str
    oin: str
    inhabitants: int


@cache
def known_municipalities() -> tuple[KnownMunicipality, ...]:
    """All of them by name."""
    return tuple(
        KnownMunicipality(row["cbs_code"], row["name"], row["oin"], int(row["inhabitants"]))
        for row in rows_of_register("municipalities")
    )
