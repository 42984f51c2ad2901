"""Numbers as people write them, read without guessing. One grammar for pages and for files.

What can only mean one thing is read: ``1234.56``, ``1.234,56``, ``1,234.56``, ``1 234,56`` with any space, ``1'234.56``,
``1_234``, ``0.125``, ``1234.567``, ``1.234.567``, ``884.000,-``, a sign before or behind, and for amounts a euro sign
before or behind. A single dot or comma before exactly three digits (``1.234``) is a thousand to one reader and one to
another: it is read only where the ``Habit`` of the page or the file is known, and otherwise ``TwoReadings``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

LONGEST: Final = 40
"""Characters that a number has at most."""

_SPACES: Final = (
    " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{PUNCTUATION SPACE}"
)
_MINUS: Final = "-\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}"
_QUOTES: Final = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{PRIME}"
_SAME: Final = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        "\t": " ",
        **dict.fromkeys(_MINUS, "-"),
        **dict.fromkeys(_QUOTES, "'"),
        "\N{FULLWIDTH PLUS SIGN}": "+",
    }
)
_EURO: Final = r"(?:€|euro|eur)"
_BEFORE: Final = re.compile(rf"{_EURO} *", re.IGNORECASE)
_BEHIND: Final = re.compile(rf" *{_EURO}$", re.IGNORECASE)
_NO_CENTS: Final = re.compile(r"[,.] ?(?:-{1,2}|=|\N{EM DASH})$")
_WHOLE: Final = re.compile(r"[0-9]+|[0-9]{1,3}(?:(?P<mark>[ _'.,])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_SCIENCE: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]{1,2}")
_DUTCH_DAY: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_TWOFOLD: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Habit(Enum):
    """How numbers are written in one place."""

    UNKNOWN = "unknown"
    DUTCH = "dutch"
    """``1.234,56``: the comma is the decimal mark, a dot parts thousands."""
    ENGLISH = "english"
    """``1,234.56``: the dot is the decimal mark, a comma parts thousands."""
    STORED = "stored"
    """The number was stored as a number and is written by us: a dot is the decimal mark."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number in figures without marks between thousands, so that it has one reading in any language.

    ``text`` has a decimal point; Dutch readers are shown a comma.
    """

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def dutch(self) -> str:
        """The same with a decimal comma."""
        return self.text.replace(".", ",")


class NotANumber(ValueError):
    """The text is no number at all."""


class TwoReadings(ValueError):
    """The text means two numbers: ``whole`` when the mark parts thousands, ``part`` when it is the decimal mark."""

    def __init__(self, text: str, whole: Decimal, part: Decimal) -> None:
        self.text, self.whole, self.part = text, whole, part
        super().__init__(f"{text!r} means {whole} or {part}")


@dataclass(frozen=True, slots=True)
class _Bare:
    """A number without sign, currency and ``,-``; ``no_cents`` keeps that there was a ``,-``."""

    negative: bool
    digits: str
    no_cents: str


def read_number(text: str, habit: Habit = Habit.UNKNOWN, *, money: bool = False) -> Decimal:
    """The exact number; ``money`` allows a euro sign and ``,-``. Raises ``NotANumber`` and ``TwoReadings``."""
    return _signed(_bare(text, money=money), habit)


def read_amount(text: str, habit: Habit = Habit.UNKNOWN) -> Decimal:
    """The exact number of euros in a written amount. Raises ``NotANumber`` and ``TwoReadings``.

    Nobody writes euros in three decimals, so ``1.234`` is at most a thousand: where the habit would make its mark
    the decimal one, it keeps two readings.
    """
    number = read_number(text, habit, money=True)
    if habit is not Habit.STORED and is_twofold(text):
        mark = "." if habit is Habit.ENGLISH else ","
        if mark in text:
            read_number(text, money=True)
    return number


def read_whole(text: str, *, digits: int = 9) -> int | None:
    """The whole number that plain figures 0 to 9 alone make, at most so many of them; ``None`` for anything else.

    For years, positions and counts. ``str.isdigit`` is no such test: it accepts ``²``, which ``int`` does not.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def read_day(text: str) -> date:
    """A calendar day in ISO 8601 (``2026-07-01``), or in Dutch order with a four-digit year (``1-7-2026``, ``1/7/2026``).

    Raises ``ValueError`` for anything else.
    """
    bare = text.strip()
    dutch = _DUTCH_DAY.fullmatch(bare)
    if dutch:
        return date(int(dutch[4]), int(dutch[3]), int(dutch[1]))
    return date.fromisoformat(bare)


def is_twofold(text: str) -> bool:
    """Whether the text is a number that means two things unless the habit of its writer is known."""
    try:
        bare = _bare(text.strip().removesuffix("%"), money=True)
    except NotANumber:
        return False
    return not bare.no_cents and bool(_TWOFOLD.fullmatch(bare.digits))


def habit_of(texts: Iterable[str]) -> Habit:
    """The habit that the texts of one file prove, by those that can be read in one way only.

    A decimal comma, or dots between thousands, proves the Dutch way; a decimal point behind thousands parted by
    commas, or such commas alone, the English way. A bare decimal point (``12.5``) proves nothing, because Dutch
    readers are taught to write it in files, but it contradicts the Dutch way. Texts that contradict each other
    prove nothing.
    """
    dutch = english = point = False
    for text in texts:
        if len(text) > LONGEST or not any(mark in text for mark in ".,"):
            continue
        try:
            bare = _bare(text.strip().removesuffix("%"), money=True)
            _value(bare, Habit.UNKNOWN)
        except (NotANumber, TwoReadings):
            continue
        digits = bare.digits
        dots, commas = digits.count("."), digits.count(",")
        dutch |= (commas == 1 and (not dots or digits.rindex(",") > digits.rindex("."))) or dots > 1
        english |= (dots == 1 and commas > 0 and digits.rindex(".") > digits.rindex(",")) or commas > 1
        point |= dots == 1 and not commas and not bare.no_cents
        dutch |= bare.no_cents.startswith(",") and not commas
    if dutch and not (english or point):
        return Habit.DUTCH
    return Habit.ENGLISH if english and not dutch else Habit.UNKNOWN


def _bare(text: str, *, money: bool) -> _Bare:
    left = text.translate(_SAME).strip(" ")
    if len(left) > LONGEST:
        raise NotANumber(text[:LONGEST])
    left, sign = _without_sign(left)
    no_cents = ""
    if money:
        left, has_currency = _without_currency(left)
        if has_currency and not sign:
            left, sign = _without_sign(left)
        ending = _NO_CENTS.search(left)
        if ending:
            no_cents, left = ending.group(), left[: ending.start()]
    if not sign and len(left) > 1 and left[-1] == "-" and left[-2] in "0123456789 ":
        left, sign = left[:-1].rstrip(" "), "-"
    return _Bare(sign == "-", left, no_cents)


def _without_sign(text: str) -> tuple[str, str]:
    return (text[1:].lstrip(" "), text[0]) if text[:1] in ("-", "+") else (text, "")


def _without_currency(text: str) -> tuple[str, bool]:
    before = _BEFORE.match(text)
    if before:
        return text[before.end() :], True
    behind = _BEHIND.search(text)
    return (text[: behind.start()], True) if behind else (text, False)


def _value(bare: _Bare, habit: Habit) -> Decimal:
    digits = bare.digits
    if habit is Habit.STORED:
        return _plain(digits)
    if _SCIENCE.fullmatch(digits):
        return Decimal(digits)
    if not bare.no_cents and _TWOFOLD.fullmatch(digits):
        return _twofold(digits, habit)
    decimal_mark = _decimal_mark(digits, bare.no_cents)
    whole, _, part = digits.rpartition(decimal_mark) if decimal_mark else (digits, "", "")
    digits_before = _WHOLE.fullmatch(whole) if whole or not part else None
    if (
        (part and not (part.isascii() and part.isdigit()))
        or (whole and digits_before is None)
        or not (whole or part)
    ):
        raise NotANumber(digits)
    grouped = digits_before["mark"] if digits_before else None
    if grouped in (".", ",") and (grouped == decimal_mark or grouped == bare.no_cents[:1]):
        raise NotANumber(digits)
    return Decimal((re.sub(r"[ _'.,]", "", whole) or "0") + ("." + part if part else ""))


def _plain(digits: str) -> Decimal:
    if not (_SCIENCE.fullmatch(digits) or re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits)):
        raise NotANumber(digits)
    return Decimal(digits)


def _decimal_mark(digits: str, no_cents: str) -> str:
    """The mark before the decimals, or nothing for a whole number."""
    if no_cents:
        return ""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return ""
    mark = digits[last]
    return mark if digits.count(mark) == 1 else ""


def _signed(bare: _Bare, habit: Habit) -> Decimal:
    """The number with its sign; both of two readings keep it."""
    if not bare.negative:
        return _value(bare, habit)
    try:
        return -_value(bare, habit)
    except TwoReadings as two:
        raise TwoReadings(two.text, -two.whole, -two.part) from None


def _twofold(digits: str, habit: Habit) -> Decimal:
    mark = "." if "." in digits else ","
    whole = Decimal(digits.replace(mark, ""))
    part = Decimal(digits.replace(mark, "."))
    if habit is Habit.DUTCH:
        return whole if mark == "." else part
    if habit is Habit.ENGLISH:
        return part if mark == "." else whole
    raise TwoReadings(digits, whole, part)
