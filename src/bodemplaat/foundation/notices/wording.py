"""A stored text in the reader's language and notation."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from django.utils.translation import get_language, gettext

from bodemplaat.kernel import Euro, Said
from bodemplaat.kernel.said import fill
from bodemplaat.presentation.notation import day, euro
from bodemplaat.presentation.voice import Voice


def worded(text: str, values: Mapping[str, object]) -> str:
    """Translate a marked text and fill its places: ``x_cents`` as money, ``x_day`` and any date as a date, ``x_text`` as a marked text,
    an amount and a number in the reader's notation, and what is marked itself with its own values.
    """
    language = get_language() or "nl"
    filled = {name: _shown(name, value, language) for name, value in values.items()}
    return fill(gettext(text), filled) if text else ""


def _shown(name: str, value: object, language: str) -> object:
    if isinstance(value, Said):
        return value.render(gettext, lambda each: str(_shown("", each, language)))
    if name.endswith("_cents"):
        return euro(cast(int, value), language)
    if type(value) is date:
        return day(value, language)
    if name.endswith("_day"):
        return day(date.fromisoformat(str(value)), language)
    if isinstance(value, Euro | Decimal):
        return Voice(language).show(value)
    return gettext(str(value)) if name.endswith("_text") else value
