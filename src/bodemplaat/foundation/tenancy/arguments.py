"""What no table can keep, whatever it is for: looked for once, at the door of every command, in everything that is handed in."""

import math
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.errors import Refused
from bodemplaat.kernel import say

LONGEST_TEXT: Final = 20_000
"""Characters that a text has at most; what is longer comes as a file."""
MOST_FIGURES: Final = 30
"""Figures before or behind the point that a number has at most."""
LARGEST: Final = 2**63 - 1
"""The largest whole number that a column holds."""
_SHOWN: Final = 30


def check_can_be_kept(arguments: Mapping[str, object]) -> None:
    """Raise ``Refused`` for a text or a number in these arguments, however deep, that cannot be kept.

    That is a text with a NUL or half of a character (a lone surrogate), one of more than ``LONGEST_TEXT`` characters, and
    a number that is none or has more figures than anyone counts with.
    """
    for value in _values_in(arguments):
        if isinstance(value, str):
            _check_text(value)
        elif not _is_within_reach(value):
            raise Refused(OUT_OF_REACH)


OUT_OF_REACH: Final = say(
    "A text, a number or a day is longer, larger or further away than can be kept. Correct it and send it again."
)


def _values_in(value: object) -> Iterator[str | int | float | Decimal]:
    if isinstance(value, str | int | float | Decimal):
        yield value
    elif isinstance(value, bytes | Actor) or value is None:
        return
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _values_in(key)
            yield from _values_in(each)
    elif isinstance(value, list | tuple | Set):
        for each in value:
            yield from _values_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            yield from _values_in(getattr(value, name))


@cache
def _names(of: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(of))


def _check_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused(
            say("The text that begins with “{beginning}” has {count} characters: {most} is the most."),
            beginning=_beginning(text),
            count=len(text),
            most=LONGEST_TEXT,
        )
    if "\x00" in text or not _is_unicode(text):
        raise Refused(
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
    return text[:_SHOWN].replace("\x00", "").encode(errors="ignore").decode()


def _is_within_reach(number: float | Decimal) -> bool:
    if isinstance(number, int):
        return abs(number) <= LARGEST
    if isinstance(number, float):
        return math.isfinite(number)
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    return number.adjusted() < MOST_FIGURES and isinstance(exponent, int) and exponent >= -MOST_FIGURES
