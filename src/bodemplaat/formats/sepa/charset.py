"""The character set every SEPA bank accepts, and how other characters are carried over to it.

Allowed (EPC132-08, section on the character set): letters a-z and A-Z, digits, ``/ - ? : ( ) . , ' +`` and space.
Carried over, in this order: the table below; letters with marks lose their marks (é → e); white space of any
kind becomes one space; what is left becomes a full stop. The outcome depends on nothing but the text.
"""

import re
import unicodedata
from functools import lru_cache

ALLOWED = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")
"""Matches in full what needs no change."""

_TABLE = str.maketrans(
    {
        "&": "+", "_": "-", "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "`": "'", "´": "'",
        '"': "'", "“": "'", "”": "'", "„": "'", "«": "'", "»": "'", ";": ",", "!": ".", "…": "...",
        "[": "(", "]": ")", "{": "(", "}": ")", "<": "(", ">": ")", "|": "/", "\\": "/",
        "€": "EUR", "£": "GBP", "$": "USD", "@": "(at)", "№": "No", "×": "x",
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ħ": "h", "Ħ": "H", "ı": "i", "ŋ": "n",
    }
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_OTHER = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


@lru_cache(maxsize=1 << 14)  # the names of one file: checked, then written
def to_sepa_text(text: str) -> str:
    """The text in the SEPA character set, without space at its ends. What is allowed already stays as it is."""
    text = text.strip()
    if not ALLOWED.fullmatch(text):
        decomposed = unicodedata.normalize("NFKD", text.translate(_TABLE)).translate(_TABLE)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        text = _OTHER.sub(".", _SPACE.sub(" ", bare)).strip()
    return text


def is_sepa_id(text: str) -> bool:
    """Whether a bank returns this identification unchanged: 1 to 35 allowed characters, no slash at an end, none double."""
    return (
        0 < len(text) <= 35
        and text == text.strip()
        and ALLOWED.fullmatch(text) is not None
        and not (text.startswith("/") or text.endswith("/") or "//" in text)
    )
