"""``{% load desk %}``: figures as people read them, marked texts in their language."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language, gettext

from bodemplaat.presentation import notation

register = template.Library()


@register.filter
def worded(text: str) -> str:
    """A text that a capability marked, in the reader's language."""
    return gettext(text)


@register.filter
def figures(value: Decimal, least: int = 0) -> str:
    """A number with the decimals it needs and no zeros after them, but at least so many."""
    exponent = value.normalize().as_tuple().exponent
    needed = max(0, -exponent) if isinstance(exponent, int) else 0
    return notation.number(value, get_language() or "nl", decimals=max(least, needed))
