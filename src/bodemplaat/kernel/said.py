"""A text marked for translation, with the values of its named places. Pure: it knows no language and no notation."""

import string
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Self

from bodemplaat.kernel.euro import Rounding, round_fraction


class Said(str):
    """An English text of ours with ``{named}`` places, and the values that fill them.

    It is the text itself (a ``str``), so whatever translates texts takes it; only what is ``Said`` is translated, a
    plain text (the name of a municipality) never is. The values are part of it: two are equal when both text and
    values are, and one without values equals the plain text.
    """

    __slots__ = ("values",)
    values: Mapping[str, object]

    def __new__(cls, text: str = "", values: Mapping[str, object] | None = None) -> Self:
        """A text with values, which are copied."""
        said = super().__new__(cls, text)
        said.values = dict(values or {})
        return said

    def using(self, **values: object) -> "Said":
        """The same text with these values beside those it has."""
        return Said(str(self), {**self.values, **values})

    def render(self, translate: Callable[[str], str] = str, show: Callable[[object], str] = str) -> str:
        """The text translated, its places filled with the values as ``show`` writes them; marked values are translated."""

        def shown(value: object) -> str:
            return value.render(translate, show) if isinstance(value, Said) else show(value)

        return fill(translate(str(self)), self.values, shown) if self.values else translate(str(self))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Said):
            return str.__eq__(self, other) and self.values == other.values
        return str.__eq__(self, other) is True and not self.values

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((str(self), frozenset(self.values.items()))) if self.values else str.__hash__(self)

    def __repr__(self) -> str:
        return ", ".join([f"say({str(self)!r}", *(f"{k}={v!r}" for k, v in self.values.items())]) + ")"


def say(text: str, /, **values: object) -> Said:
    """Mark an English text with ``{named}`` places for translation; the values fill the places when it is shown.

    The pure storeys know no gettext: they mark, and the surface that shows the text translates it.
    """
    return Said(text, values)


def fill(text: str, values: Mapping[str, object], show: Callable[[object], str] = str) -> str:
    """A translated text with its places filled.

    ``{name}`` becomes the value as ``show`` writes it; ``{count:case|cases}`` becomes the first word when ``count`` is
    exactly one, else the second. Raises ``KeyError`` for a place without a value.
    """
    written: list[str] = []
    for before, name, choice, _ in string.Formatter().parse(text):
        written.append(before)
        if name is None:
            continue
        value = values[name]
        if choice:
            one, _, more = choice.partition("|")
            written.append(one if is_one(value) else more)
        else:
            written.append(show(value))
    return "".join(written)


def is_one(value: object) -> bool:
    """Whether a count takes the singular: it is one and is shown without decimals, as CLDR has it in both languages.

    ``1,0 maanden`` is plural; a figure with a form of its own is asked for its ``value`` and ``decimals``.
    """
    number, decimals = getattr(value, "value", value), getattr(value, "decimals", None)
    if not isinstance(number, int | Decimal | Fraction):
        return False
    if decimals is None:
        return number == 1
    return decimals == 0 and round_fraction(Fraction(number), Rounding.HALF_UP) == 1
