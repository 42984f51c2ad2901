"""How an account number is written where it is stored. Whether it is sound, ``formats.sepa`` says."""

import re
import unicodedata

_LABEL = re.compile(r"^IBAN:?(?=[A-Z]{2}[0-9]{2})")
_BETWEEN = frozenset({"Pd", "Zs", "Zl", "Zp", "Cc", "Cf"})
"""Unicode categories that people and programs put between groups: dashes, spaces, line ends, invisible marks."""


def bare_iban(text: str) -> str:
    """An account number or BIC as files write it: in capitals, without spaces, dashes, dots and invisible marks.

    ``NL52-INGB-0413-0604-89``, ``IBAN NL52 INGB 0413 0604 89`` and ``nl52ingb0413060489`` are one account. Anything
    else stays, for the check to point at.
    """
    kept = (c for c in text if c != "." and unicodedata.category(c) not in _BETWEEN)
    return _LABEL.sub("", "".join(kept).upper())
