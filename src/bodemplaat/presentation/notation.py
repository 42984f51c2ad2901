"""How amounts, numbers, days and moments are written for people, in Dutch and in English: on pages, paper and in files.

The marks and names come from Unicode's CLDR, by Babel, and only when something is written: ``€ 1.234,56``, ``€ −1.234,56``,
``35,5%`` and ``23 november 2026`` in Dutch; ``€1,234.56``, ``−€1,234.56``, ``35.5%`` and, with the day first as in Europe,
``23 November 2026`` in English. One choice is ours: a negative figure carries the real minus sign (U+2212), which is as
wide as a digit. ``kernel.written`` reads back all that is written here. The language is always passed in. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

from bodemplaat.kernel import Euro, Rounding, UnitPrice
from bodemplaat.kernel.euro import decimals_beside, round_fraction
from bodemplaat.kernel.written import Habit, NotANumber, read_amount, read_number

MINUS: Final = "\N{MINUS SIGN}"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
MOST_DECIMALS: Final = 6
"""Decimals that a number has at most where nobody says how many; one with more is shown with ``CUT_TO``."""
CUT_TO: Final = 4

_UNITS_OF_TIME: Final = (
    (86400, ("dag", "dagen"), ("day", "days")),
    (3600, ("uur", "uur"), ("hour", "hours")),
    (60, ("minuut", "minuten"), ("minute", "minutes")),
)
"""Ours: Babel's ``format_unit`` has no Dutch words for days and hours (findings/babel-dutch-days.sh)."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """What CLDR has for one language."""

    figures: dict[int, str]
    """From the marks of Python's own format to those of the language."""
    euro: str
    minus_euro: str
    percent: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday, in two or three letters."""


@cache
def _marks(language: str) -> _Marks:
    from babel import Locale  # noqa: PLC0415  # costs a tenth of `settle --help`, which writes no figure

    locale = Locale.parse("nl" if is_dutch(language) else "en")
    symbols = locale.number_symbols["latn"]
    amount, negative = locale.currency_formats["standard"].prefix
    names = {width: locale.months["format"][width] for width in ("wide", "abbreviated")}
    return _Marks(
        figures=str.maketrans({",": symbols["group"], ".": symbols["decimal"]}),
        euro=amount.replace("¤", "€"),
        minus_euro=negative.replace("¤", "€").replace("-", MINUS),
        percent=locale.percent_formats[None].suffix[0],
        months=tuple(names["wide"][number] for number in range(1, 13)),
        short_months=tuple(names["abbreviated"][number] for number in range(1, 13)),
        weekdays=tuple(locale.days["format"]["abbreviated"][number] for number in range(7)),
    )


def is_dutch(language: str) -> bool:
    """Whether a language code (``nl``, ``nl-nl``, ``en``) asks for Dutch notation."""
    return language.lower().partition("-")[0] == "nl"


def euro(amount: Euro | int, language: str, *, cents: bool = True) -> str:
    """An amount with its sign: ``€ 1.234,56`` or ``€1,234.56``; a bare ``int`` is in cents.

    ``cents=False`` rounds half up to whole euros, for heads and pictures. Raises ``TypeError`` on a float or bool.
    """
    total = _cents(amount)
    size = _units(abs(total), cents=cents)
    return _with_euro(-size if total < 0 else size, 2 if cents else 0, language)


def bare_euro(amount: Euro, language: str) -> str:
    """An amount in a column whose head has the euro sign: ``1.234,56``."""
    return _written(amount.decimal, 2, language)


def price(value: UnitPrice | Decimal, language: str) -> str:
    """A price or rate: ``€ 962,30``, and ``€ 0,1234`` where a unit costs parts of a cent.

    Two decimals at least, six at most; never three behind a whole euro: ``€ 1,234`` would be read as a thousand.
    """
    exact = Fraction(value.euros if isinstance(value, UnitPrice) else value)
    decimals = _needed(exact, least=2)
    if decimals == 3 and abs(exact) >= 1:
        decimals = 4
    return _with_euro(_rounded(exact, decimals), decimals, language)


def number(value: int | Decimal | Fraction, language: str, *, decimals: int | None = None) -> str:
    """A number with thousands separated; ``decimals`` rounds half up, ``None`` shows what it has, at most six."""
    exact = Fraction(value)
    if decimals is None:
        decimals = _needed(exact)
    return _written(_rounded(exact, decimals), decimals, language)


def percent(
    share: int | Decimal | Fraction | float,
    language: str,
    *,
    decimals: int | None = 1,
    beside: Sequence[int | Decimal | Fraction] = (),
) -> str:
    """A share of one as a percentage: ``0.125`` becomes ``12,5%``. A float is a statistic, never an amount.

    It gets as many decimals as show on which side of each share of ``beside`` it lies: 99.7 % beside 1 is not 100 %, and
    94.96 % beside a goal of 95 % is never 95.0 %, since what is short of it would seem to meet it. ``None`` decimals show
    what it has, at most six.
    """
    exact = Fraction(Decimal(str(share)) if isinstance(share, float) else share) * 100
    if beside:
        decimals = decimals_beside(exact, *(Fraction(goal) * 100 for goal in beside), least=decimals or 0)
    return number(exact, language, decimals=decimals) + _marks(language).percent


def day(value: date, language: str) -> str:
    """A calendar day in full: ``23 november 2026``."""
    return f"{value.day} {month(value, language)}"


def short_day(value: date, language: str) -> str:
    """A calendar day for a narrow column, in which it does not break: ``23 nov 2026``."""
    return f"{value.day}{NO_BREAK}{short_month(value, language)}{NO_BREAK}{value.year}"


def month(value: date, language: str) -> str:
    """A month in full: ``november 2026``."""
    return f"{month_name(value.month, language)} {value.year}"


def month_name(number: int, language: str) -> str:
    """A month by its number, 1 to 12: ``november``."""
    return _marks(language).months[number - 1]


def short_month(value: date | int, language: str) -> str:
    """The abbreviated month, of a day or by its number: ``nov``, ``mrt``."""
    return _marks(language).short_months[(value if isinstance(value, int) else value.month) - 1]


def weekday(number: int, language: str) -> str:
    """A day of the week, 0 for Monday, in two or three letters: ``ma``."""
    return _marks(language).weekdays[number]


def moment(value: datetime, language: str) -> str:
    """A day and the time on the clock, as given (convert to the reader's zone first): ``23 november 2026, 14:05``."""
    return f"{day(value, language)}, {value:%H:%M}"


def ago(value: datetime, now: datetime, language: str) -> str:
    """How long ago, in the largest whole unit up to days; older than thirty days is written as the day itself.

    Both moments must be aware, or both naive. What lies ahead reads ``over 3 dagen`` / ``in 3 days``.
    """
    span = now - value
    ahead = span < timedelta(0)
    seconds = int(abs(span).total_seconds())
    if seconds < 60:
        return "zojuist" if is_dutch(language) else "just now"
    if abs(span) > timedelta(days=30):
        return day(value, language)
    size, dutch, english = next(unit for unit in _UNITS_OF_TIME if seconds >= unit[0])
    count = seconds // size
    one, more = dutch if is_dutch(language) else english
    quantity = f"{count} {one if count == 1 else more}"
    if is_dutch(language):
        return f"over {quantity}" if ahead else f"{quantity} geleden"
    return f"in {quantity}" if ahead else f"{quantity} ago"


def read_euro(written: str, language: str) -> Euro:
    """Read what a person typed: ``12,50`` · ``€ 1.234,56`` · ``884.000,00 €`` · ``25,-``; the inverse of ``euro``.

    The grammar is that of ``bodemplaat.kernel.written``; the language decides what ``1.234`` is. Raises ``ValueError``
    when it cannot be read without guessing, and for parts of a cent.
    """
    try:
        return Euro.of(read_amount(_typed(written), _habit(language)))
    except ValueError:
        raise ValueError(f"not an amount: {written!r}") from None


def read_figure(written: str, language: str) -> Decimal:
    """Read a number that a person typed, exactly: ``7,5`` and ``7.5`` are the same; the inverse of ``number``.

    The language decides only what ``1.234`` is. Raises ``ValueError`` when it cannot be read.
    """
    return read_number(_typed(written), _habit(language))


def _habit(language: str) -> Habit:
    return Habit.DUTCH if is_dutch(language) else Habit.ENGLISH


def _typed(written: str) -> str:
    """What was typed, if a person would write a number so: nobody types powers of ten."""
    if re.search(r"[0-9.,][eE][-+0-9]", written):
        raise NotANumber(written)
    return written


def _cents(amount: Euro | int) -> int:
    if isinstance(amount, Euro):
        return amount.cents
    if type(amount) is not int:
        raise TypeError(f"an amount is a Euro or whole cents as int, not {type(amount).__name__}")
    return amount


def _units(total: int, *, cents: bool) -> Decimal:
    return Decimal(total).scaleb(-2) if cents else Decimal((total + 50) // 100)


def _needed(exact: Fraction, least: int = 0) -> int:
    """How many decimals show a number whole, or ``CUT_TO`` where six are too few."""
    return next((d for d in range(least, MOST_DECIMALS + 1) if (exact * 10**d).denominator == 1), CUT_TO)


def _rounded(exact: Fraction, decimals: int) -> Decimal:
    return Decimal(round_fraction(exact * 10**decimals, Rounding.HALF_UP)).scaleb(-decimals)


def _figures(value: Decimal, decimals: int, language: str) -> str:
    return f"{abs(value):,.{decimals}f}".translate(_marks(language).figures)


def _written(value: Decimal, decimals: int, language: str) -> str:
    return (MINUS if value < 0 else "") + _figures(value, decimals, language)


def _with_euro(value: Decimal, decimals: int, language: str) -> str:
    marks = _marks(language)
    return (marks.minus_euro if value < 0 else marks.euro) + _figures(value, decimals, language)
