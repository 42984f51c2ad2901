"""The reader's voice: texts in one language, amounts, numbers and dates in its notation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.kernel import Euro, Rounding, Said, UnitPrice, say
from bodemplaat.kernel.euro import decimals_beside, round_fraction
from bodemplaat.kernel.written import Written
from bodemplaat.presentation.catalog import translations
from bodemplaat.presentation.expression import in_expression
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.values import (
    Capital,
    Chance,
    Literal,
    Moment,
    Month,
    Number,
    Percent,
    Shown,
    Weekday,
)

MINUS = "−"
NARROW = " "
MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)
WEEKDAYS = (("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ("ma", "di", "wo", "do", "vr", "za", "zo"))


@dataclass(frozen=True, slots=True)
class Voice:
    """The reader's language and notation. Call it with a text to get what the reader sees.

    A text that is ``Said`` is translated and its places are filled with its values in the reader's notation; any
    other text (the name of a municipality, whatever it is) stays as it is.
    """

    language: str = "nl"

    def __call__(self, text: str) -> str:
        """The text as the reader sees it. Raises ``KeyError`` when a place of a marked text has no value."""
        if not isinstance(text, Said):
            return text
        return text.render(self.translate, self.show) if text else ""

    def translate(self, text: str) -> str:
        """A text of ours in this language. Raises ``NotCompiled`` where the catalogs were not compiled."""
        return translations(self.language).gettext(text) if text else ""

    # -- notation ------------------------------------------------------------------------------------------------

    def show(self, value: object) -> str:
        """Any value as a sentence shows it: amounts with their sign, dates written out."""
        if isinstance(value, Said):
            return self(value)
        if isinstance(value, bool) or value is None:
            return self(say("yes") if value else say("no")) if value is not None else ""
        if isinstance(value, Euro):
            return self.amount(value)
        if isinstance(value, Written):
            return value.dutch if self.language == "nl" else value.text
        if isinstance(value, UnitPrice):
            return self.unit_price(value)
        if isinstance(value, int | Decimal | Fraction):
            return self.number(value)
        if isinstance(value, date):
            return self.day(value)
        return self.form(value) if isinstance(value, Shown) else str(value)

    def form(self, value: Shown) -> str:
        """A value that brings its own form."""
        match value:
            case Number():
                return self.number(value.value, value.decimals)
            case Percent():
                return self.percent_beside(value.value, *value.beside, decimals=value.decimals)
            case Chance():
                return self.chance(value.value, *value.beside, decimals=value.decimals)
            case Moment():
                return f"{self.day(value.at)} {value.at:%H:%M}"
            case Month():
                return self.month(value)
            case Weekday():
                return WEEKDAYS[self.language == "nl"][value.number]
            case Literal():
                return in_expression([self.show(text) for text in value.texts])
            case Capital():
                return self(value.text).capitalize()

    def cell(
        self,
        value: object,
        kind: Kind,
        decimals: int | None = None,
        beside: Sequence[int | Decimal | Fraction] = (),
    ) -> str:
        """A value as a table shows it: the unit stands in the head of the column; ``beside`` as ``percent_beside``."""
        if value is None or value == "":
            return ""
        if isinstance(value, Shown):
            return self.form(value)
        if kind is Kind.YEAR:
            return str(value)
        if kind is Kind.AMOUNT and isinstance(value, Euro):
            return self._grouped(value.decimal, 2)
        if kind is Kind.RATIO and isinstance(value, int | Decimal | Fraction):
            return self.percent_beside(value, *beside, decimals=1 if decimals is None else decimals)
        if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
            return self.number(value, decimals)
        return self.show(value)

    def amount(self, value: Euro) -> str:
        """``€ 1.234,56`` in Dutch, ``€1,234.56`` in English."""
        gap = NARROW if self.language == "nl" else ""
        return f"€{gap}{self._grouped(value.decimal, 2)}"

    def unit_price(self, value: UnitPrice) -> str:
        """``€ 962,30``, and ``€ 0,1234`` where a unit costs parts of a cent: two decimals at least, six at most."""
        exact = Fraction(value.euros)
        decimals = next((d for d in range(2, 7) if (exact * 10**d).denominator == 1), 4)
        gap = NARROW if self.language == "nl" else ""
        rounded = Decimal(round_fraction(exact * 10**decimals, Rounding.HALF_UP)).scaleb(-decimals)
        return f"€{gap}{self._grouped(rounded, decimals)}"

    def number(self, value: int | Decimal | Fraction, decimals: int | None = None) -> str:
        """A number with thousands apart; without ``decimals`` as many as it has, at most six."""
        exact = Fraction(value)
        if decimals is None:
            decimals = next((d for d in range(7) if (exact * 10**d).denominator == 1), 4)
        rounded = Decimal(round_fraction(exact * 10**decimals, Rounding.HALF_UP)).scaleb(-decimals)
        return self._grouped(rounded, decimals)

    def percent(self, value: int | Decimal | Fraction, decimals: int = 1) -> str:
        """A part of one as a percentage: ``0.355`` is ``35,5 %`` in Dutch, ``35.5%`` in English."""
        gap = NARROW if self.language == "nl" else ""
        return f"{self.number(Fraction(value) * 100, decimals)}{gap}%"

    def percent_beside(
        self, value: int | Decimal | Fraction, *goals: int | Decimal | Fraction, decimals: int = 1
    ) -> str:
        """As ``percent``, with as many decimals as show on which side of each goal it lies.

        94.96 % beside a goal of 95 % is never shown as 95.0 %: what is short of it would seem to meet it.
        """
        norms = [Fraction(goal) * 100 for goal in goals]
        return self.percent(value, decimals_beside(Fraction(value) * 100, *norms, least=decimals))

    def chance(
        self, value: int | Decimal | Fraction, *goals: int | Decimal | Fraction, decimals: int = 0
    ) -> str:
        """A chance, or a part of all: 0 % is never and 100 % always, so 99.7 % is not shown as 100 %."""
        return self.percent_beside(value, 0, 1, *goals, decimals=decimals)

    def day(self, value: date) -> str:
        """``23 november 2026``."""
        month = self.translate(MONTHS[value.month - 1])
        return f"{value.day} {month} {value.year}"

    def month(self, value: Month) -> str:
        """``maart 2026``, ``maart``, or ``mrt`` for an axis."""
        name = self.translate(MONTHS[value.month - 1])
        if value.short:
            name = "mrt" if name == "maart" else name[:3]
        return f"{name} {value.year}" if value.year is not None else name

    def _grouped(self, value: Decimal, decimals: int) -> str:
        text = f"{abs(value):,.{decimals}f}"
        if self.language == "nl":
            text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
        return f"{MINUS}{text}" if value < 0 else text
