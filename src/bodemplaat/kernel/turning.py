"""Characters that turn the text after them around, so that it reads otherwise than it is kept: ``fdp.exe`` as ``exe.pdf``."""

from typing import Final

TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates with their ends. Scripts that run from the right need none of them to be read."""


def turns_around(text: str) -> bool:
    """Whether a text has such a character."""
    return not text.isascii() and not TURNING.isdisjoint(text)


def without_turning(text: str) -> str:
    """A text of somebody else, as its letters are kept."""
    return "".join(each for each in text if each not in TURNING) if turns_around(text) else text
