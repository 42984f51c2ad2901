"""States, VAT categories and units of an invoice of our own: as codes and as words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import pgettext_lazy

from bodemplaat.capabilities.cases.api import Words


class SalesState(StrEnum):
    """How an invoice of our own stands."""

    DRAFT = "draft"
    """Without a number; it can be changed and thrown away."""
    ISSUED = "issued"
    """Numbered, and never changed again: a credit note corrects it."""


STATE_WORDS: Final[Mapping[SalesState, Words]] = {
    SalesState.DRAFT: Words(pgettext_lazy("our invoice", "Draft"), "neutral", "edit"),
    SalesState.ISSUED: Words(pgettext_lazy("our invoice", "Issued"), "success", "check"),
}
