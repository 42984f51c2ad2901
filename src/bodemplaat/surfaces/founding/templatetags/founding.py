"""What a file changes, as readers write it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.translation import gettext

from bodemplaat.foundation.imports.api import FactView, Kind, imported_lists
from bodemplaat.presentation import notation
from bodemplaat.surfaces.founding.wording import language

register = template.Library()


@dataclass(frozen=True, slots=True)
class FactLine:
    """One thing that becomes different, in words; ``before`` is empty for what is new."""

    title: str
    before: str
    after: str


@register.filter
def in_lines(facts: Iterable[FactView]) -> list[FactLine]:
    """What becomes different of one thing; several that are added under one title stand in one line."""
    lines: dict[tuple[str, int], list[FactView]] = {}
    for number, fact in enumerate(facts):
        lines.setdefault((fact.title, number if fact.before else -1), []).append(fact)
    return [
        FactLine(
            title,
            _shown(title, together[0].before),
            ", ".join(filter(None, (_shown(title, each.after) for each in together))),
        )
        for (title, _), together in lines.items()
    ]


def _shown(title: str, value: str | date | None) -> str:
    """A day in words, one of our own choices translated, any other text as it was written."""
    if isinstance(value, date):
        return notation.day(value, language())
    return gettext(value) if value and title in _titles_of_words() else value or ""


def _titles_of_words() -> set[str]:
    """Titles of columns that hold words of ours."""
    return {
        str(column.title)
        for each in imported_lists()
        for column in each.columns
        if column.kind is Kind.CHOICE or column.name in ("function", "parts")
    }
