"""The law on paying in time as dated tables: terms, rates of interest and costs, each row with its source and certainty.

``terms.csv`` by kind of debtor and creditor · ``rates.csv`` statutory commercial interest per half year · ``costs.csv`` fixed
costs of collection. A new half year is a new row; what a row says of the past is never changed.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import resources
from typing import TypeVar

from bodemplaat.kernel import Certainty, Euro, Said, say

Row = TypeVar("Row")


class Debtor(Enum):
    """Who has to pay."""

    PUBLIC_BODY = "public-body"
    """State, province, municipality, water authority, a body under public law, and what they run together."""
    LARGE_BUSINESS = "large-business"
    """A legal person that is not small or medium-sized by BW 2:397 on two balance sheet dates in a row."""
    BUSINESS = "business"


class Creditor(Enum):
    """Who is to be paid: by a contract, in the course of a trade or as a legal person."""

    BUSINESS = "business"
    SMALL_BUSINESS = "sme"
    """In a trade of one's own, or small or medium-sized by BW 2:397."""


@dataclass(frozen=True, slots=True)
class Article:
    """Where a row was read: an article of the Dutch Civil Code (BW), its paragraphs, as it was on a day; and how sure it is."""

    article: str
    paragraphs: str
    text_of: date
    certainty: Certainty

    @property
    def source(self) -> Said:
        """The source in words."""
        return say(
            "Dutch Civil Code (BW), article {article} ({paragraphs}), as of {day}",
            article=self.article,
            paragraphs=self.paragraphs,
            day=self.text_of,
        )


@dataclass(frozen=True, slots=True)
class LawTerm:
    """Days to pay from ``valid_from``: ``days`` by law, ``agreed`` the most that may be agreed, ``longest`` with a reason.

    ``longest`` is ``None`` where the law has no limit.
    """

    debtor: Debtor
    creditor: Creditor
    valid_from: date
    days: int
    agreed: int
    longest: int | None
    read: Article


@dataclass(frozen=True, slots=True)
class LawRate:
    """The interest of the half year from ``first``, in percent a year: the ECB's ``refinancing`` rate and eight (BW 6:120 (2)).

    ``read_in`` is the site where it was read; empty for tables in public code of others. Where such tables differ
    (the half year from 1 July 2026), the row counts as not checked.
    """

    first: date
    percent: Decimal
    refinancing: Decimal
    read_in: str
    certainty: Certainty

    @property
    def source(self) -> Said:
        """The source in words."""
        where = self.read_in or say("public tables of others")
        return say(
            "Dutch Civil Code (BW), article 6:120 (2): from {first} {refinancing} % of the ECB and 8 percentage points, "
            "by {where}",
            first=self.first,
            refinancing=self.refinancing,
            where=where,
        )


@dataclass(frozen=True, slots=True)
class LawCosts:
    """What is owed at least for collecting what was paid late, from ``valid_from``; for each invoice, by our reading."""

    valid_from: date
    amount: Euro
    read: Article


class NoLaw(LookupError):
    """The tables begin later than this day."""


def term_on(debtor: Debtor, creditor: Creditor, day: date) -> LawTerm:
    """The term between these two for an invoice that came in on a day. Raises ``NoLaw`` before the first row."""
    rows = [row for row in terms() if row.debtor is debtor and row.creditor is creditor]
    return _latest(rows, lambda row: row.valid_from, day)


def costs_on(day: date) -> LawCosts:
    """The costs of an invoice that is late from a day on. Raises ``NoLaw`` before the first row."""
    return _latest(costs(), lambda row: row.valid_from, day)


@cache
def terms() -> tuple[LawTerm, ...]:
    """Every row of terms, as the table has them."""
    return tuple(
        LawTerm(
            debtor=Debtor(row["debtor"]),
            creditor=Creditor(row["creditor"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            days=int(row["days"]),
            agreed=int(row["agreed"]),
            longest=int(row["longest"]) if row["longest"] else None,
            read=_article(row),
        )
        for row in _rows("terms")
    )


@cache
def rates() -> tuple[LawRate, ...]:
    """Every half year, the oldest first."""
    return tuple(
        LawRate(
            first=date.fromisoformat(row["first"]),
            percent=Decimal(row["percent"]),
            refinancing=Decimal(row["refinancing"]),
            read_in=row["read_in"],
            certainty=Certainty(row["certainty"]),
        )
        for row in _rows("rates")
    )


@cache
def costs() -> tuple[LawCosts, ...]:
    """Every row of costs, as the table has them."""
    return tuple(
        LawCosts(date.fromisoformat(row["valid_from"]), Euro.of(row["amount"]), _article(row))
        for row in _rows("costs")
    )


def first_day() -> date:
    """From when on all three tables know the law."""
    return max(rates()[0].first, *(row.valid_from for row in costs()), _first_of_terms())


def _first_of_terms() -> date:
    kinds = {(row.debtor, row.creditor) for row in terms()}
    return max(min(row.valid_from for row in terms() if (row.debtor, row.creditor) == kind) for kind in kinds)


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    file = resources.files("bodemplaat.formats.payment_law").joinpath(f"{name}.csv")
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter=";")


def _article(row: Mapping[str, str]) -> Article:
    text_of = date.fromisoformat(row["text_of"])
    return Article(row["article"], row["paragraphs"], text_of, Certainty(row["certainty"]))


def _latest(rows: tuple[Row, ...] | list[Row], begins: Callable[[Row], date], day: date) -> Row:
    holding = [row for row in rows if begins(row) <= day]
    if not holding:
        raise NoLaw(f"no law is known for {day.isoformat()}")
    return max(holding, key=begins)
