"""``{% load desk %}``: an account number as people read it, a marked text in their language."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def iban(number: str) -> str:
    """An IBAN in groups of four: ``NL91 ABNA 0417 1643 00``."""
    bare = "".join(str(number or "").split())
    return " ".join(bare[i : i + 4] for i in range(0, len(bare), 4))


@register.filter
def worded(text: str) -> str:
    """A text that a capability marked, in the reader's language."""
    return gettext(text)
