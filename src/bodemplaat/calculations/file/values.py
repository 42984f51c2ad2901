"""One text from a model file to one exact value. A float is never made.

Numbers are read by ``bodemplaat.kernel.written``: what means one thing is read, and ``1.234``, which is a thousand to
one reader and one to another, only where the file's other numbers prove how its writer means it (``Habit``).
"""

from datetime import date
from decimal import Decimal

from bodemplaat.calculations.file.days import Order, TwoDays, read_day
from bodemplaat.kernel import Euro, say
from bodemplaat.kernel.written import (
    Habit,
    NotANumber,
    TwoReadings,
    Written,
    is_twofold,
    read_amount,
    read_number,
)

YES = frozenset({"yes", "true", "ja", "waar", "y", "j"})
MOST = Euro.of(1_000_000_000_000)
"""Ten thousand of them still add up in the 64 bits of whole cents; the whole state spends less than half in a year."""
NO = frozenset({"no", "false", "nee", "onwaar", "n"})


class NotAValue(ValueError):
    """The text is no such value; the message is marked for translation and says how to write it.

    ``values`` fill the message's places besides ``{value}``, which is the text itself.
    """

    code = "model.not_a_value"

    def __init__(self, message: str, **values: object) -> None:
        self.values = values
        super().__init__(message)


class MeansTwoThings(NotAValue):
    """A mark before exactly three digits, thousands to one reader and decimals to another; or a day that is two."""

    code = "model.two_readings"


def as_decimal(text: str, habit: Habit = Habit.UNKNOWN, *, money: bool = False) -> Decimal:
    """An exact number, with ``money`` one that may have a euro sign and ``,-``; raises ``NotAValue``."""
    try:
        return read_number(text, habit, money=money)
    except TwoReadings as two:
        raise _two(two, least=0) from None
    except NotANumber:
        if text.rstrip().endswith("%"):
            message = say(
                "'{value}' has a percent sign where a plain number belongs: write it without the sign."
            )
            raise NotAValue(message) from None
        raise NotAValue(say("'{value}' is not a number: write it as 1234.56 or 1.234,56.")) from None


def as_amount(text: str, habit: Habit = Habit.UNKNOWN) -> Euro:
    """An amount in euros, to the cent; raises ``NotAValue``."""
    try:
        number = read_amount(text, habit)
    except TwoReadings as two:
        if two.part * 100 % 1:
            message = say(
                "'{value}' means {whole} if its mark parts thousands, and has parts of a cent if not: write {whole}, "
                "or whole cents such as 1234.56."
            )
            raise MeansTwoThings(message, whole=Written(f"{two.whole:f}")) from None
        raise _two(two, least=2) from None
    except NotANumber:
        raise NotAValue(
            say("'{value}' is not an amount in euros: write it as 1234.56 or 1.234,56.")
        ) from None
    try:
        amount = Euro.of(number)
    except ValueError:
        message = say("'{value}' has parts of a cent: write whole cents, such as 1234.56.")
        raise NotAValue(message) from None
    if abs(amount) > MOST:
        raise NotAValue(say("'{value}' is more than any model is about: write at most {most}."), most=MOST)
    return amount


def _two(two: TwoReadings, *, least: int) -> MeansTwoThings:
    part = f"{two.part.normalize():f}"
    decimals = len(part.partition(".")[2])
    wanted = max(decimals + (decimals == _THOUSANDTHS), least)
    message = say(
        "'{value}' means two things: {whole}, or {part}. Write {whole} for the one, {written} for the other."
    )
    return MeansTwoThings(
        message,
        whole=Written(f"{two.whole:f}"),
        part=Written(part),
        written=Written(f"{two.part:.{wanted}f}"),
    )


_THOUSANDTHS = 3


def both_readings(text: str, habit: Habit) -> tuple[Written, Written]:
    """What a number that means two things is by a known habit, and what it would have been by the other."""
    bare = text.strip()
    sign = "%" if bare.endswith("%") else ""
    other = Habit.ENGLISH if habit is Habit.DUTCH else Habit.DUTCH
    numbers = (read_number(bare.removesuffix("%"), by, money=True) for by in (habit, other))
    taken, left = (Written(f"{number.normalize():f}{sign}") for number in numbers)
    return taken, left


def as_ratio(text: str, habit: Habit = Habit.UNKNOWN) -> Decimal:
    """A part of one: ``0.35`` and ``35 %`` and ``35%`` are the same; raises ``NotAValue``."""
    bare = text.strip()
    try:
        return _percentage(bare[:-1], habit) / 100 if bare.endswith("%") else as_decimal(bare, habit)
    except MeansTwoThings:
        raise
    except NotAValue:
        raise NotAValue(say("'{value}' is not a percentage or a part of one: write 35% or 0.35.")) from None


def _percentage(text: str, habit: Habit) -> Decimal:
    """The number before a percent sign. Nobody writes thousands of percents in three digits behind a mark: ``2.500%``
    is refused with both readings also where the file's habit would make it 2,500 percent, which is 25 times the whole.
    """
    try:
        number = as_decimal(text, habit)
        if abs(number) >= _THOUSAND and is_twofold(text):
            number = as_decimal(text)
    except MeansTwoThings as two:
        raise MeansTwoThings(
            str(two), **{name: Written(f"{value}%") for name, value in two.values.items()}
        ) from None
    return number


_THOUSAND = 1000


def as_count(text: str, habit: Habit = Habit.UNKNOWN) -> int:
    """A whole number; raises ``NotAValue``."""
    try:
        number = as_decimal(text, habit)
    except MeansTwoThings:
        raise
    except NotAValue:
        raise NotAValue(say("'{value}' is not a whole number: write it as 1234.")) from None
    if number != number.to_integral_value():
        raise NotAValue(say("'{value}' is not a whole number: write it as 1234."))
    return int(number)


def as_day(text: str, order: Order = Order.UNKNOWN) -> date:
    """A calendar day in ISO 8601, or in figures with the year last (see ``days``); raises ``NotAValue``."""
    try:
        return read_day(text, order)
    except TwoDays as two:
        message = say(
            "'{value}' means two days: {day_first} if the day stands first, {month_first} if the month does. Write "
            "{iso_day_first} or {iso_month_first}."
        )
        raise MeansTwoThings(
            message,
            day_first=two.day_first,
            month_first=two.month_first,
            iso_day_first=two.day_first.isoformat(),
            iso_month_first=two.month_first.isoformat(),
        ) from None
    except ValueError:
        raise NotAValue(say("'{value}' is not a date: write it as 2026-07-01.")) from None


def as_yes_or_no(text: str) -> bool:
    """Yes or no in both languages; raises ``NotAValue``."""
    bare = text.strip().lower()
    if bare not in YES | NO:
        raise NotAValue(say("'{value}' is neither yes nor no: write yes or no (ja or nee)."))
    return bare in YES
