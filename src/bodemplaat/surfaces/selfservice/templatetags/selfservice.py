"""``{% load selfservice %}``: states, kinds and findings in the reader's words."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language, gettext

from bodemplaat.capabilities.claims.api import (
    STATE_WORDS_FOR_CLAIMANT,
    ClaimRow,
    ClaimState,
    ClaimView,
    KindRule,
    Words,
)
from bodemplaat.kernel import Finding
from bodemplaat.presentation import notation
from bodemplaat.surfaces.selfservice import wording

register = template.Library()


@register.filter
def state_words(state: ClaimState) -> Words:
    """Label, tone and icon of a claim's state."""
    return STATE_WORDS_FOR_CLAIMANT[state]


@register.filter
def kind_name(kind: KindRule | None, code: str = "") -> str:
    """A kind of cost in the reader's language."""
    return wording.kind_name(kind, code)


@register.filter
def kind_icon(code: str) -> str:
    """The icon of a kind of cost."""
    return wording.kind_icon(code)


@register.filter
def rate(value: Decimal) -> str:
    """A rate in euros with as many decimals as it has, at least two: ``€ 0,23``, ``€ 0,1975``."""
    return notation.price(value, get_language() or "nl")


@register.filter
def said(finding: Finding) -> str:
    """The text of a finding."""
    return wording.found(finding)


@register.filter
def claim_title(claim: ClaimRow | ClaimView) -> str:
    """What a claim is called in a list: what it is for, or its number, or that it is new."""
    if claim.description:
        return claim.description
    return gettext("Claim {number}").format(number=claim.number) if claim.number else gettext("New claim")
