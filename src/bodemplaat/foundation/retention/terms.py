"""How long each kind of record is kept: a dated table with source, version of the list and certainty."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from importlib import resources

from bodemplaat.kernel import Certainty, months_later


class CountedFrom(Enum):
    """Where a term begins: on the day itself, or at the end of that day's calendar year."""

    DAY = "day"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Term:
    """How long records of a kind are kept that closed on or after ``valid_from``, until the next row of the kind."""

    kind: str
    valid_from: date
    list_version: str
    category: str
    years: int
    months: int
    counted_from: CountedFrom
    source: str
    certainty: Certainty
    note_nl: str
    note_en: str
    category_en: str
    source_en: str

    def with_own(self, years: int | None, basis: str) -> "Term":
        """The term of a record for which other years were decided, on a basis; itself where none were."""
        if years is None:
            return self
        return replace(
            self,
            years=years,
            months=0,
            category=basis or self.category,
            list_version="",
            source="",
            certainty=Certainty.MEMORY,
        )

    def note(self, language: str) -> str:
        """What has to be known beside the term, in the reader's language."""
        return self.note_en if language.startswith("en") else self.note_nl

    def last_day(self, trigger: date) -> date:
        """The last day on which a record that closed on ``trigger`` is kept; it may be destroyed after it.

        A day that its month does not have (29 February) becomes the last one of that month.
        """
        start = trigger if self.counted_from is CountedFrom.DAY else date(trigger.year, 12, 31)
        return months_later(start, self.years * 12 + self.months)


@cache
def terms() -> Mapping[str, tuple[Term, ...]]:
    """All of them by kind, the oldest first. Raises ``ValueError`` for a table that is not sound."""
    by_kind: dict[str, list[Term]] = defaultdict(list)
    file = resources.files("bodemplaat.foundation.retention").joinpath("terms.csv")
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            term = Term(
                kind=row["kind"],
                valid_from=date.fromisoformat(row["valid_from"]),
                list_version=row["list_version"],
                category=row["category"],
                years=int(row["years"]),
                months=int(row["months"]),
                counted_from=CountedFrom(row["counted_from"]),
                source=row["source"],
                certainty=Certainty(row["certainty"]),
                note_nl=row["note_nl"],
                note_en=row["note_en"],
                category_en=row["category_en"],
                source_en=row["source_en"],
            )
            by_kind[term.kind].append(term)
    return {kind: tuple(sorted(rows, key=lambda row: row.valid_from)) for kind, rows in by_kind.items()}


@cache
def _in_english() -> Mapping[str, str]:
    rows = [row for of_kind in terms().values() for row in of_kind]
    return {row.category: row.category_en for row in rows} | {row.source: row.source_en for row in rows}


def in_words(written: str, language: str) -> str:
    """A category or a source of the table in the reader's language; as it was written where the table has it no more."""
    return _in_english().get(written, written) if language.startswith("en") else written


def term_for(kind: str, trigger: date) -> Term:
    """The term that holds for a record of a kind that closed on a day; before the first list, the first.

    Raises ``KeyError`` for a kind without a term.
    """
    rows = terms()[kind]
    return next((row for row in reversed(rows) if row.valid_from <= trigger), rows[0])
