"""The reader's voice: texts in one language, amounts, numbers and dates in its notation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.kernel import Euro, Said, UnitPrice, say
from bodemplaat.kernel.share import Share
from bodemplaat.kernel.written import Written
from bodemplaat.presentation import notation
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
        if isinstance(value, Share):
            return notation.percent(value.part, self.language, decimals=None)
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
                return notation.moment(value.at, self.language)
            case Month():
                return self.month(value)
            case Weekday():
                return notation.weekday(value.number, self.language)
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
            return notation.bare_euro(value, self.language)
        if kind is Kind.RATIO and isinstance(value, int | Decimal | Fraction):
            return self.percent_beside(value, *beside, decimals=1 if decimals is None else decimals)
        if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
            return self.number(value, decimals)
        return self.show(value)

    def amount(self, value: Euro) -> str:
        """``€ 1.234,56`` in Dutch, ``€1,234.56`` in English."""
        return notation.euro(value, self.language)

    def unit_price(self, value: UnitPrice) -> str:
        """``€ 962,30``, and ``€ 0,1234`` where a unit costs parts of a cent: two decimals at least, six at most."""
        return notation.price(value, self.language)

    def number(self, value: int | Decimal | Fraction, decimals: int | None = None) -> str:
        """A number with thousands apart; without ``decimals`` as many as it has, at most six."""
        return notation.number(value, self.language, decimals=decimals)

    def percent(self, value: int | Decimal | Fraction, decimals: int = 1) -> str:
        """A part of one as a percentage: ``0.355`` is ``35,5%`` in Dutch, ``35.5%`` in English."""
        return notation.percent(value, self.language, decimals=decimals)

    def percent_beside(
        self, value: int | Decimal | Fraction, *goals: int | Decimal | Fraction, decimals: int = 1
    ) -> str:
        """As ``percent``, with as many decimals as show on which side of each goal it lies."""
        return notation.percent(value, self.language, decimals=decimals, beside=goals)

    def chance(
        self, value: int | Decimal | Fraction, *goals: int | Decimal | Fraction, decimals: int = 0
    ) -> str:
        """A chance, or a part of all: 0 % is never and 100 % always, so 99.7 % is not shown as 100 %."""
        return self.percent_beside(value, 0, 1, *goals, decimals=decimals)

    def day(self, value: date) -> str:
        """``23 november 2026``."""
        return notation.day(value, self.language)

    def month(self, value: Month) -> str:
        """``maart 2026``, ``maart``, or ``mrt`` for an axis."""
        named = notation.short_month if value.short else notation.month_name
        name = named(value.month, self.language)
        return f"{name} {value.year}" if value.year is not None else name
