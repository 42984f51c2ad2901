"""The rates of Dutch VAT as a dated table, each row with its source and certainty: the one place that checks and forms read.

``rates.csv`` has a row for each day on which a rate began. A change of the law is a new row; what a row says of the past is
never changed. Rates of zero, exempt and reverse charge are no rates: those are categories of a line.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import resources

from bodemplaat.kernel import Certainty, Said, say


class VatRateKind(Enum):
    """The rates above zero that the law has at a time."""

    GENERAL = "general"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True)
class LawVatRate:
    """A rate from ``valid_from``, in percent: where it was read, as it was on a day (``None`` where by heart), and how sure
    its height and its first day are.
    """

    kind: VatRateKind
    valid_from: date
    percent: Decimal
    article: str
    paragraphs: str
    text_of: date | None
    certainty: Certainty
    certainty_of_day: Certainty

    @property
    def source(self) -> Said:
        """The source in words."""
        if self.text_of is None:
            return say(
                "Dutch VAT Act 1968 (Wet OB), article {article} ({paragraphs}), from memory",
                article=self.article,
                paragraphs=self.paragraphs,
            )
        return say(
            "Dutch VAT Act 1968 (Wet OB), article {article} ({paragraphs}), as of {day}; its first day from memory",
            article=self.article,
            paragraphs=self.paragraphs,
            day=self.text_of,
        )


@cache
def vat_rates() -> tuple[LawVatRate, ...]:
    """Every row, by kind and day."""
    return tuple(
        LawVatRate(
            kind=VatRateKind(row["kind"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            percent=Decimal(row["percent"]),
            article=row["article"],
            paragraphs=row["paragraphs"],
            text_of=date.fromisoformat(row["text_of"]) if row["text_of"] else None,
            certainty=Certainty(row["certainty"]),
            certainty_of_day=Certainty(row["certainty_of_day"]),
        )
        for row in _rows()
    )


def vat_rates_on(day: date) -> tuple[LawVatRate, ...]:
    """The rates of a day, the highest first; none before the table begins."""
    newest: dict[VatRateKind, LawVatRate] = {}
    for row in sorted(vat_rates(), key=lambda each: each.valid_from):
        if row.valid_from <= day:
            newest[row.kind] = row
    return tuple(sorted(newest.values(), key=lambda each: -each.percent))


def vat_percents_on(*days: date) -> frozenset[Decimal]:
    """The rates that hold on any of these days, in percent."""
    return frozenset(row.percent for day in days for row in vat_rates_on(day))


def highest_vat_on(days: Iterable[date]) -> Decimal | None:
    """The highest rate of these days, in percent; ``None`` where the table knows none."""
    return max(vat_percents_on(*days), default=None)


def _rows() -> Iterator[Mapping[str, str]]:
    file = resources.files("bodemplaat.formats.vat_law").joinpath("rates.csv")
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter=";")
