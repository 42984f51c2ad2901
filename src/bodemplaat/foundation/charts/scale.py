"""How the numbers of a picture are written, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from django.utils.translation import get_language, gettext, ngettext

from bodemplaat.presentation import notation


class Kind(Enum):
    """What the whole numbers of a picture count."""

    EURO = "euro"
    """Cents."""
    COUNT = "count"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of one picture are written: short beside the bar, in full in words."""

    kind: Kind
    step: int
    decimals: int
    unit: str
    head: str

    def short(self, value: int) -> str:
        """In the unit of the picture: ``1.2`` for 1,200,000 euros where that is millions."""
        return notation.number(Fraction(value, self.step), readers_language(), decimals=self.decimals)

    def full(self, value: int) -> str:
        """To the cent, or as a whole number, with days named as such."""
        if self.kind is Kind.EURO:
            return notation.euro(value, readers_language())
        written = notation.number(value, readers_language())
        if self.kind is Kind.DAYS:
            return ngettext("{days} day", "{days} days", value).format(days=written)
        return written


def scale_of(kind: Kind, values: Sequence[int]) -> Scale:
    """The scale for these values: amounts in euros, thousands or millions by the largest of them."""
    if kind is Kind.COUNT:
        return Scale(kind, 1, 0, gettext("number"), gettext("Number"))
    if kind is Kind.DAYS:
        return Scale(kind, 1, 0, gettext("days"), gettext("Days"))
    largest = max((abs(value) for value in values), default=0)
    if largest >= 100_000_000:
        return Scale(kind, 100_000_000, 1, gettext("in millions of euros"), gettext("Amount"))
    if largest >= 1_000_000:
        return Scale(
            kind,
            100_000,
            1 if largest < 10_000_000 else 0,
            gettext("in thousands of euros"),
            gettext("Amount"),
        )
    return Scale(kind, 100, 0, gettext("in euros"), gettext("Amount"))


def readers_language() -> str:
    """The reader's language; Dutch where none is active."""
    return get_language() or "nl"
