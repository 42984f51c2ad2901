"""``{% load board %}``: what only these pages write."""

from decimal import Decimal

from django import template

from bodemplaat.foundation.retention.api import in_words
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.wording import language

register = template.Library()


@register.filter
def of_the_list(written: str) -> str:
    """A category or a source of the terms of keeping, in the reader's language."""
    return in_words(written, language())


@register.filter
def rate(value: Decimal) -> str:
    """A rate per kilometre with two decimals, more only where it has them: ``0,23``."""
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return notation.number(value, language(), decimals=places)


@register.filter
def share(value: Decimal) -> str:
    """A percentage as the rules hold it, without needless zeros: ``10``, ``12,5``."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return notation.number(value, language(), decimals=places)
