"""One text from a model file to one exact value. A float is never made.

Accepted notations are those that cannot be misread: ``1234.56``, ``1 234.56``, ``1_234.56`` and the Dutch
``1.234,56``, all with or without a euro sign. ``1.234`` is refused as an amount, because it means a thousand to
one reader and one to another.
"""

import re
from datetime import date
from decimal import Decimal

from bodemplaat.kernel import Euro, say

_GROUPS = re.compile(r"[  _](?=\d{3}(?!\d))")
_DUTCH = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")
_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_LONGEST = 40

YES = frozenset({"yes", "true", "ja", "waar", "y", "j"})
NO = frozenset({"no", "false", "nee", "onwaar", "n"})


class NotAValue(ValueError):
    """The text is no such value; the message is marked for translation and says how to write it."""


def as_decimal(text: str) -> Decimal:
    """An exact number; raises ``NotAValue``."""
    bare = _GROUPS.sub("", text.strip())
    if len(bare) <= _LONGEST:
        if _DUTCH.fullmatch(bare):
            return Decimal(bare.replace(".", "").replace(",", "."))
        if _PLAIN.fullmatch(bare):
            return Decimal(bare)
    raise NotAValue(say("'{value}' is not a number: write it as 1234.56 or 1.234,56."))


def as_amount(text: str) -> Euro:
    """An amount in euros, to the cent; raises ``NotAValue``."""
    bare = text.strip()
    for sign in ("€", "EUR"):
        if bare.startswith(sign):
            bare = bare[len(sign) :].strip()
    try:
        number = as_decimal(bare)
    except NotAValue:
        raise NotAValue(
            say("'{value}' is not an amount in euros: write it as 1234.56 or 1.234,56.")
        ) from None
    try:
        return Euro.of(number)
    except ValueError:
        message = say(
            "'{value}' has parts of a cent: write whole cents (1234.56); a thousand is 1000, not 1.000."
        )
        raise NotAValue(message) from None


def as_ratio(text: str) -> Decimal:
    """A part of one: ``0.35`` and ``35 %`` and ``35%`` are the same; raises ``NotAValue``."""
    bare = text.strip()
    try:
        return as_decimal(bare[:-1]) / 100 if bare.endswith("%") else as_decimal(bare)
    except NotAValue:
        raise NotAValue(say("'{value}' is not a percentage or a part of one: write 35% or 0.35.")) from None


def as_count(text: str) -> int:
    """A whole number; raises ``NotAValue``."""
    try:
        number = as_decimal(text)
    except NotAValue:
        raise NotAValue(say("'{value}' is not a whole number: write it as 1234.")) from None
    if number != number.to_integral_value():
        raise NotAValue(say("'{value}' is not a whole number: write it as 1234."))
    return int(number)


def as_day(text: str) -> date:
    """A calendar day in ISO 8601, or in Dutch order with a four-digit year; raises ``NotAValue``."""
    bare = text.strip()
    dutch = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", bare)
    try:
        if dutch:
            day, month, year = (int(part) for part in dutch.groups())
            return date(year, month, day)
        return date.fromisoformat(bare)
    except ValueError:
        raise NotAValue(say("'{value}' is not a date: write it as 2026-07-01.")) from None


def as_yes_or_no(text: str) -> bool:
    """Yes or no in both languages; raises ``NotAValue``."""
    bare = text.strip().lower()
    if bare not in YES | NO:
        raise NotAValue(say("'{value}' is neither yes nor no: write yes or no (ja or nee)."))
    return bare in YES
