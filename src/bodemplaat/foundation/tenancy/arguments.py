"""What no table can keep, whatever it is for: looked for once, at the door of every command, in everything that is handed in."""

import math
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.errors import CannotBeKept
from bodemplaat.kernel import say, turns_around, without_turning

LONGEST_TEXT: Final = 20_000
"""Characters that a text has at most; what is longer comes as a file."""
MOST_FIGURES: Final = 30
"""Figures before or behind the point that a number has at most."""
LARGEST: Final = 2**63 - 1
"""The largest whole number that a column holds."""
_SHOWN: Final = 30
OUT_OF_REACH: Final = say(
    "A text, a number or a day is longer, larger or further away than can be kept. Correct it and send it again."
)


def check_can_be_kept(arguments: Mapping[str, object]) -> None:
    """Raise ``CannotBeKept`` for a text or a number in these arguments, however deep, that cannot be kept.

    That is a text with a NUL, half of a character (a lone surrogate) or one that turns what follows around, one of more than
    ``LONGEST_TEXT`` characters, and a number that is none or has more figures than anyone counts with.
    """
    _check_mapping(arguments)


def _check(value: object) -> None:
    check = _check_of(type(value))  # type: ignore[arg-type]  # mypy does not see that a type can be a key
    if check is not None:
        check(value)


@cache
def _check_of(kind: type) -> Callable[[Any], None] | None:
    """How a value of a type is looked at: found once, for a bulk command hands in a hundred thousand of each."""
    if issubclass(kind, str):
        return _check_text
    if issubclass(kind, int | float | Decimal):
        return _check_number
    if issubclass(kind, bytes | Actor):
        return None
    if issubclass(kind, Mapping):
        return _check_mapping
    if issubclass(kind, list | tuple | Set):
        return _check_each
    if is_dataclass(kind):
        names = [each.name for each in fields(kind)]
        return lambda value: _check_each(getattr(value, name) for name in names)
    return None


def _check_mapping(values: Mapping[Any, object]) -> None:
    for key, each in values.items():
        _check(key)
        _check(each)


def _check_each(values: Iterable[object]) -> None:
    for each in values:
        _check(each)


def _check_number(number: float | Decimal) -> None:
    if not _is_within_reach(number):
        raise CannotBeKept(OUT_OF_REACH)


def _check_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise CannotBeKept(
            say("The text that begins with “{beginning}” has {count} characters: {most} is the most."),
            beginning=_beginning(text),
            count=len(text),
            most=LONGEST_TEXT,
        )
    if "\x00" in text or not _is_unicode(text) or turns_around(text):
        raise CannotBeKept(
            say("A character in “{beginning}” cannot be kept. Type the text again instead of pasting it."),
            beginning=_beginning(text),
        )


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _beginning(text: str) -> str:
    return without_turning(text[:_SHOWN].replace("\x00", "")).encode(errors="ignore").decode()


def _is_within_reach(number: float | Decimal) -> bool:
    if isinstance(number, int):
        return abs(number) <= LARGEST
    if isinstance(number, float):
        return math.isfinite(number)
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    return number.adjusted() < MOST_FIGURES and isinstance(exponent, int) and exponent >= -MOST_FIGURES
