"""Form fields in the notation of the reader."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bodemplaat.kernel import Euro
from bodemplaat.presentation import notation

LARGEST = 10**13
"""Cents: the largest amount a form takes, a hundred thousand million euros."""


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""The days that a form takes. The calendar of a computer ends, and sums of days must not run off it."""


class DayField(forms.DateField):
    """A day, by the browser's calendar where it has one, or typed the Dutch way; between 1900 and 2200."""

    default_error_messages = {"far": _("Choose a day between 1900 and 2200.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y"])
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        """Within the days that anyone works with."""
        super().validate(value)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise ValidationError(self.error_messages["far"], code="far")


class NumberField(forms.DecimalField):
    """A number with decimals in the grammar that amounts have: ``7,5`` and ``7.5`` are the same in every language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(localize=True, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs have it whole
        """The number typed, or ``None`` for an empty box."""
        return _figure(self, value)


class WholeField(forms.IntegerField):
    """A whole number, in the same grammar: ``1.000`` is a thousand in Dutch."""

    def to_python(self, value: Any) -> int | None:
        """The number typed, or ``None`` for an empty box."""
        number = _figure(self, value)
        if number is None:
            return None
        if (
            number.as_tuple().exponent != 0
        ):  # 1.000 in English is no whole number, but may well be meant as one
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(number)


def _figure(field: forms.Field, value: Any) -> Decimal | None:
    if value in field.empty_values:
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    try:
        return notation.read_figure(str(value), get_language() or "nl")
    except ValueError:
        raise ValidationError(field.error_messages["invalid"], code="invalid") from None


class SuggestedInput(forms.TextInput):
    """A text box that suggests as one types, by the browser's own list: one that is long is searched, on a phone too.

    ``suggestions`` are what may be typed, each with what is shown beside it.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})
        self.suggestions: list[tuple[str, str]] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box and its list."""
        id_of_list = f"{(attrs or {}).get('id', name)}_suggestions"
        box = super().render(name, value, {**(attrs or {}), "list": id_of_list}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.suggestions)
        return format_html('{}<datalist id="{}">{}</datalist>', box, id_of_list, options)


class EuroInput(forms.TextInput):
    """A text box with the figures keyboard; shows an amount as it would be typed, without the sign."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """An amount as a person types it; what was typed stays as it was typed."""
        if isinstance(value, Euro):
            return notation.number(value.decimal, get_language() or "nl", decimals=2).replace(
                notation.MINUS, "-"
            )
        written: str | None = super().format_value(value)
        return written


class EuroField(forms.Field):
    """Reads ``12,50``, ``€ 1.234,56`` and the like into ``Euro``; refuses what it cannot read without guessing."""

    widget = EuroInput
    default_error_messages = {
        "invalid": _("Write an amount in euros, such as %(example)s."),
        "negative": _("Write an amount above zero."),
        "large": _("This amount is too large."),
    }

    def __init__(self, *, negative: bool = False, zero: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.negative, self.zero = negative, zero

    def to_python(self, value: Any) -> Euro | None:
        """The amount typed, or ``None`` for an empty box."""
        if value in self.empty_values:
            return None
        if isinstance(value, Euro):
            return value
        language = get_language() or "nl"
        try:
            return notation.read_euro(str(value), language)
        except ValueError:
            example = notation.number(Decimal("12.50"), language, decimals=2)
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"example": example}
            ) from None

    def validate(self, value: Euro | None) -> None:
        """Within what the field allows."""
        super().validate(value)
        if value is None:
            return
        if abs(value.cents) > LARGEST:
            raise ValidationError(self.error_messages["large"], code="large")
        if not self.negative and (value.cents < 0 or (value.cents == 0 and not self.zero)):
            raise ValidationError(self.error_messages["negative"], code="negative")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another amount was typed, in whichever notation."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
