"""Payment references that a creditor's computer reads: the creditor reference of ISO 11649, and the Dutch betalingskenmerk.

Both carry a check, so that a slip of the pen is seen. A reference that is sound travels alone in a payment (EPC132-08: either a
structured reference or a text).
"""

import re
from typing import Final

_RF: Final = re.compile(r"RF\d{2}[A-Z0-9]{1,21}")
_KENMERK: Final = re.compile(r"\d{16}")
_WEIGHTS: Final = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
"""From the right, again from the first after the last."""
ISO, DUTCH = "ISO", "CUR"
"""Who issues a kind of reference, as the message names it."""


def structured_reference(text: str) -> str:
    """The reference without spaces and dots, in capitals, where it is a sound one of either kind; else nothing.

    A betalingskenmerk of seven to fourteen digits has no check that tells it from any number, so it stays a text.
    """
    bare = re.sub(r"[\s.]", "", text).upper()
    return bare if is_creditor_reference(bare) or is_betalingskenmerk(bare) else ""


def issuer_of(reference: str) -> str:
    """Whose kind of reference a structured one is: ``ISO`` or ``CUR``."""
    return ISO if reference.startswith("RF") else DUTCH


def is_creditor_reference(text: str) -> bool:
    """Whether it is a reference of ISO 11649: its characters, check first moved behind, are 1 modulo 97."""
    if not _RF.fullmatch(text):
        return False
    return int("".join(str(int(each, 36)) for each in text[4:] + text[:4])) % 97 == 1


def is_betalingskenmerk(text: str) -> bool:
    """Whether it is a Dutch reference of sixteen digits, the first of which checks the others (modulo 11)."""
    if not _KENMERK.fullmatch(text) or not int(text):
        return False
    weighed = sum(
        int(digit) * _WEIGHTS[place % len(_WEIGHTS)] for place, digit in enumerate(reversed(text[1:]))
    )
    check = 11 - weighed % 11
    return int(text[0]) == {10: 1, 11: 0}.get(check, check)
