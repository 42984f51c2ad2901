"""How amounts, numbers, days and moments are written for people, in Dutch and in English. Pure.

Dutch follows the Taalunie and Rijksoverheid habit (``€ 1.234,56`` with a no-break space, ``23 november 2026``,
``14.05 uur`` written as ``14:05``); English writes ``€1,234.56`` and ``23 November 2026``. A negative figure
carries the real minus sign (U+2212), which is as wide as a digit. The language is always passed in.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from bodemplaat.kernel import Euro, Rounding
from bodemplaat.kernel.euro import decimals_beside, round_fraction
from bodemplaat.kernel.written import Habit, NotANumber, read_amount, read_number

MINUS: Final = "\N{MINUS SIGN}"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"

DUTCH_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


_UNITS_OF_TIME: Final = (
    (86400, ("dag", "dagen"), ("day", "days")),
    (3600, ("uur", "uur"), ("hour", "hours")),
    (60, ("minuut", "minuten"), ("minute", "minutes")),
)


def is_dutch(language: str) -> bool:
    """Whether a language code (``nl``, ``nl-nl``, ``en``) asks for Dutch notation."""
    return language.lower().partition("-")[0] == "nl"


def euro(amount: Euro | int, language: str, *, cents: bool = True) -> str:
    """An amount with its sign: ``€ 1.234,56`` or ``€1,234.56``; a bare ``int`` is in cents.

    ``cents=False`` rounds half up to whole euros, for heads and pictures. Raises ``TypeError`` on a float or bool.
    """
    total = _cents(amount)
    sign = MINUS if total < 0 else ""
    figure = number(_units(abs(total), cents=cents), language, decimals=2 if cents else 0)
    if not cents and figure == "0":
        sign = ""
    return f"{sign}€{NO_BREAK}{figure}" if is_dutch(language) else f"{sign}€{figure}"


def number(value: int | Decimal | Fraction, language: str, *, decimals: int | None = None) -> str:
    """A number with thousands separated; ``decimals`` rounds half up, ``None`` keeps what is there."""
    if isinstance(value, Fraction):
        places = 2 if decimals is None else decimals
        value = Decimal(round_fraction(value * 10**places, Rounding.HALF_UP)).scaleb(-places)
    value = Decimal(value)
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = MINUS if value < 0 else ""
    written = f"{abs(value):,f}"
    if is_dutch(language):
        written = written.translate(str.maketrans(",.", ".,"))
    return sign + written


def percent(
    share: int | Decimal | Fraction | float,
    language: str,
    *,
    decimals: int = 1,
    beside: Sequence[int | Decimal | Fraction] = (),
) -> str:
    """A share of one as a percentage: ``0.125`` becomes ``12,5%``. A float is a statistic, never an amount.

    It gets as many decimals as show on which side of each share of ``beside`` it lies: 99.7 % beside 1 is not 100 %.
    """
    if beside:
        norms = [Fraction(goal) * 100 for goal in beside]
        decimals = decimals_beside(Fraction(share) * 100, *norms, least=decimals)
    if isinstance(share, Fraction):
        exact = Decimal(round_fraction(share * 100 * 10**decimals, Rounding.HALF_UP)).scaleb(-decimals)
    else:
        exact = Decimal(str(share)) * 100
    return number(exact, language, decimals=decimals) + "%"


def day(value: date, language: str) -> str:
    """A calendar day in full: ``23 november 2026``."""
    months = DUTCH_MONTHS if is_dutch(language) else ENGLISH_MONTHS
    return f"{value.day}{NO_BREAK}{months[value.month - 1]} {value.year}"


def short_day(value: date, language: str) -> str:
    """A calendar day for a narrow column: ``23 nov. 2026`` / ``23 Nov 2026``."""
    return f"{value.day}{NO_BREAK}{short_month(value, language)}{NO_BREAK}{value.year}"


def month(value: date, language: str) -> str:
    """A month in full: ``november 2026``."""
    months = DUTCH_MONTHS if is_dutch(language) else ENGLISH_MONTHS
    return f"{months[value.month - 1]} {value.year}"


def short_month(value: date, language: str) -> str:
    """The abbreviated month: ``nov.``, ``mrt.``, ``mei`` / ``Nov``."""
    if not is_dutch(language):
        return ENGLISH_MONTHS[value.month - 1][:3]
    name = DUTCH_MONTHS[value.month - 1]
    if name == "maart":
        return "mrt."
    return name if name == "mei" else name[:3] + "."


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
    words = dutch if is_dutch(language) else english
    quantity = f"{count} {words[0] if count == 1 else words[1]}"
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
