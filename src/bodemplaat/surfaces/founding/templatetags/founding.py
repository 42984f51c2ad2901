"""What a file changes, as readers write it."""

from datetime import date

from django import template
from django.utils.translation import gettext

from bodemplaat.presentation import notation
from bodemplaat.surfaces.founding.wording import language

register = template.Library()


@register.filter
def shown(value: str | date | None) -> str:
    """A day in words, a word of ours translated, any other text as it is."""
    if isinstance(value, date):
        return notation.day(value, language())
    return gettext(value) if value in OURS else value or ""


OURS = frozenset({"Dutch", "English"})
"""Words that stand for a stored value; what people wrote is never translated."""
