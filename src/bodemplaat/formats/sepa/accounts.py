"""Account numbers and the countries of SEPA: the one check of an IBAN in the product, and how it is written bare.

What people type goes through ``bare_iban`` where it is stored; ``is_iban`` and ``is_sepa_iban`` then say whether it
is sound. The check is structure, length and check digits of ISO 13616 (schwifty), and no list of banks: such lists
lag behind and refuse sound accounts.
"""

import re
from functools import lru_cache

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from bodemplaat.kernel import bare_iban

__all__ = ["BIC", "SEPA_COUNTRIES", "bare_iban", "is_iban", "is_sepa_iban"]

SEPA_COUNTRIES = frozenset(
    [
        "AD",
        "AL",
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GG",
        "GI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IM",
        "IS",
        "IT",
        "JE",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MD",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "SE",
        "SI",
        "SK",
        "SM",
        "VA",
    ]
)
"""Prefixes of accounts that SEPA reaches (EPC409-09; territories use the prefix of their country)."""

BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
"""ISO 9362, as pain.001.001.09 has it."""

_COUNTRY = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")


@lru_cache(maxsize=1 << 17)
def is_iban(text: str) -> bool:
    """Whether this is a sound IBAN (ISO 13616) in capitals without spaces: country, length, structure, check digits."""
    if not _COUNTRY.fullmatch(text):
        return False
    try:
        IBAN(text)
    except SchwiftyException:
        return False
    return True


def is_sepa_iban(text: str) -> bool:
    """Whether this is a sound IBAN that a SEPA credit transfer reaches."""
    return text[:2] in SEPA_COUNTRIES and is_iban(text)
