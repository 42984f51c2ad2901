"""Kinds of lines that rooms above post: each room registers its own, and an organisation chooses an account for it."""

from typing import Final

from bodemplaat.capabilities.ledger.values import Purpose

_PURPOSES: Final[dict[str, Purpose]] = {}


def register_purposes(*purposes: Purpose) -> None:
    """Make kinds of lines known, in the order in which they are shown; the same code again replaces it."""
    for each in purposes:
        _PURPOSES[each.code] = each


def known_purposes() -> tuple[Purpose, ...]:
    """Every kind of line, in the order in which they were registered."""
    return tuple(_PURPOSES.values())


def purpose_of(code: str) -> Purpose | None:
    """A kind of line by its code, if a room registered it."""
    return _PURPOSES.get(code)
