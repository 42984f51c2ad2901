"""What a page says: a marked text in the language of whoever reads the page, its values in their notation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import get_language, gettext

from bodemplaat.kernel import Said
from bodemplaat.presentation import notation
from bodemplaat.presentation.voice import Voice


class Telling(Protocol):
    """A finding or a refusal: a marked text, and the values of its places."""

    @property
    def text(self) -> str:
        """The English text."""

    @property
    def values(self) -> Mapping[str, object]:
        """By place."""


def reader_language() -> str:
    """The language in which the page is read: ``nl`` or ``en``."""
    return (get_language() or "nl").partition("-")[0]


def in_notation(value: object) -> str:
    """A value as a sentence shows it: an amount with its sign, a day in full, a moment on the reader's wall clock."""
    if isinstance(value, datetime):
        return notation.moment(timezone.localtime(value), reader_language())
    return Voice(reader_language()).show(value)


def in_words(said: Said) -> str:
    """A marked text, filled."""
    return said.render(gettext, in_notation)


def explained(telling: Telling) -> str:
    """What is wrong, or why not, and what to do."""
    return in_words(Said(telling.text, telling.values))
