"""One reader's language: texts translated, amounts, numbers and dates in its notation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.kernel import Euro, Finding, Rounding, UnitPrice, say
from bodemplaat.kernel.euro import decimals_beside, round_fraction
from bodemplaat.kernel.written import Written
from bodemplaat.presentation.catalog import translations
from bodemplaat.presentation.kinds import Kind

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


@dataclass(frozen=True, slots=True)
class Words:
    """Call it with a marked text: ``words("{n} services", n=3)``. Values are shown in the language's notation."""

    language: str = "nl"

    def __call__(self, text: str, **values: object) -> str:
        """The text translated, its named places filled with the values in this language's notation."""
        translated = self.translate(text)
        shown = {name: self.show(value) for name, value in values.items()}
        return translated.format(**shown) if shown else translated

    def translate(self, text: str) -> str:
        """The text in this language; the English source where there is no translation."""
        return translations(self.language).get(text, text) if text else ""

    def fill(self, text: str, values: Mapping[str, object]) -> str:
        """As calling, for a text and values that come from a ``Finding`` or a ``Trace``."""
        return self(text, **values)

    def finding(self, finding: Finding) -> str:
        """``model.yaml:12  costs.3.plan: what is wrong and how to cure it``."""
        field = str(finding.values.get("field", ""))
        place = self.place(finding)
        where = f"{place}  {field}: " if field else f"{place}  "
        values = dict(finding.values)
        for name in ("what", "problem"):
            if name in values:
                values[name] = self.translate(str(values[name]))
        return where + self.fill(finding.text, values)

    def place(self, finding: Finding) -> str:
        """Where a finding is: the formats say ``line 7`` and ``A, event 2``, in English."""
        line = re.fullmatch(r"(.* )?line (\d+)", finding.place)
        event = re.fullmatch(r"(.*), event (\d+)", finding.place)
        if line:
            return (line[1] or "") + self(say("line {number}"), number=line[2])
        if event:
            return self(say("{case}, event {number}"), case=event[1], number=event[2])
        return finding.place

    # -- notation ------------------------------------------------------------------------------------------------

    def show(self, value: object) -> str:
        """Any value as a sentence shows it: amounts with their sign, dates written out."""
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
        return str(value)

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

    def _grouped(self, value: Decimal, decimals: int) -> str:
        text = f"{abs(value):,.{decimals}f}"
        if self.language == "nl":
            text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
        return f"{MINUS}{text}" if value < 0 else text
