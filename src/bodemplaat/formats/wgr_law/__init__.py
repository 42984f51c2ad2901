"""The terms of the Dutch act on joint arrangements (Wet gemeenschappelijke regelingen) as a dated table, each row with its source.

``terms.csv`` has a row for each day on which a term began. A change of the law is a new row; what a row says of the past is
never changed. A day is written as month and day, and is the first one that is too late: the law says *before*.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import resources

from bodemplaat.kernel import Certainty, Said, say


class WgrTermKind(Enum):
    """What the law sets a term for in the year of an arrangement."""

    FRAMEWORKS = "frameworks-before"
    """General frameworks and provisional annual accounts to the councils, before this day."""
    VIEWS = "views-days"
    """Days between sending the draft budget and offering it to the general board, or adopting it where there is one board."""
    BUDGET = "budget-to-province-before"
    """The adopted budget to the province, before this day of the year before."""
    ACCOUNTS = "accounts-to-province-before"
    """The adopted accounts to the province, before this day of the year after."""
    TO_PROVINCE = "to-province-days"
    """Days after adoption within which budget and accounts go to the province."""


@dataclass(frozen=True, slots=True)
class WgrTerm:
    """A term from ``valid_from``, with where it was read, as it was on a day, and how sure it is."""

    kind: WgrTermKind
    valid_from: date
    value: str
    article: str
    paragraphs: str
    text_of: date
    certainty: Certainty

    @property
    def days(self) -> int:
        """A number of days; raises ``ValueError`` for a day of the year."""
        return int(self.value)

    def day_in(self, year: int) -> date:
        """The day in a year that is the first to be too late; raises ``ValueError`` for a number of days."""
        return date.fromisoformat(f"{year:04}-{self.value}")

    @property
    def source(self) -> Said:
        """The source in words."""
        if not self.paragraphs:
            return say(
                "Joint Arrangements Act (Wgr), article {article}, as of {day}",
                article=self.article,
                day=self.text_of,
            )
        return say(
            "Joint Arrangements Act (Wgr), article {article} ({paragraphs}), as of {day}",
            article=self.article,
            paragraphs=self.paragraphs,
            day=self.text_of,
        )


@cache
def wgr_terms() -> tuple[WgrTerm, ...]:
    """Every row, by kind and day."""
    file = resources.files("bodemplaat.formats.wgr_law").joinpath("terms.csv")
    with file.open(encoding="utf-8") as lines:
        return tuple(
            WgrTerm(
                kind=WgrTermKind(row["kind"]),
                valid_from=date.fromisoformat(row["valid_from"]),
                value=row["value"],
                article=row["article"],
                paragraphs=row["paragraphs"],
                text_of=date.fromisoformat(row["text_of"]),
                certainty=Certainty(row["certainty"]),
            )
            for row in csv.DictReader(lines, delimiter=";")
        )


def wgr_terms_on(day: date) -> Mapping[WgrTermKind, WgrTerm]:
    """The term of each kind that holds on a day; empty before the table begins."""
    rows = sorted(wgr_terms(), key=lambda each: each.valid_from)
    return {row.kind: row for row in rows if row.valid_from <= day}
