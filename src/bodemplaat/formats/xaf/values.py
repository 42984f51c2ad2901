"""What stands in an audit file. Cents are whole: positive is debit, negative is credit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum


class JournalKind(Enum):
    """The kinds of journal that are used here, by their code in the format."""

    BANK = "B"
    MEMORIAL = "M"
    PURCHASE = "P"
    OTHER = "Z"


@dataclass(frozen=True, slots=True)
class Head:
    """Whose books these are, of which year, and what wrote the file. ``tax_number`` is the RSIN, or words where it is not known."""

    year: int
    created_on: date
    software: str
    software_version: str
    company: str
    tax_number: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the general ledger: on the balance sheet, or of the year (profit and loss)."""

    code: str
    name: str
    is_of_the_year: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its number and days."""

    number: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A balance with which the year opened."""

    account: str
    cents: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transaction; ``reference`` names what it is about."""

    account: str
    reference: str
    description: str
    cents: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """One entry with its lines. ``user`` is empty where nobody posted it by hand."""

    number: int
    description: str
    period: int
    day: date
    user: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal: its code, its name and what kind it is."""

    code: str
    name: str
    kind: JournalKind


@dataclass(frozen=True, slots=True)
class Totals:
    """How many lines there are in all transactions, and what they debit and credit, in cents."""

    lines: int
    debit: int
    credit: int
