"""Entries for books elsewhere: what keeps them here, and how a file of them looks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.reckoning.report import JOURNALS
from bodemplaat.capabilities.ledger.values import JournalCode
from bodemplaat.formats.tables import Column, Kind, Row
from bodemplaat.kernel import Euro, Finding, say

UNMAPPED: Final = "ledger.no_code_elsewhere"
COLUMNS: Final = (
    Column("Verwijzing"),
    Column("Dagboek"),
    Column("Boekstuk", Kind.INTEGER),
    Column("Periode", Kind.INTEGER),
    Column("Datum", Kind.DATE),
    Column("Omschrijving"),
    Column("Regel", Kind.INTEGER),
    Column("Rekening"),
    Column("Naam rekening"),
    Column("Post"),
    Column("Regelomschrijving"),
    Column("Debet", Kind.EURO),
    Column("Credit", Kind.EURO),
)
"""What stands above a journal as text; the file is Dutch whoever asks for it, since another system reads it."""
NAMES: Final = {
    JournalCode.OPENING: "Beginbalans",
    JournalCode.MEMORIAL: "Memoriaal",
    JournalCode.CLAIMS: "Declaraties",
    JournalCode.PURCHASES: "Inkoopfacturen",
    JournalCode.BANK: "Bank",
}
"""Journals as they stand in files for others."""


@dataclass(frozen=True, slots=True)
class ElsewhereFile:
    """A file that hands entries over to books elsewhere: its number in the year, what is in it, by whom and when."""

    number: int
    entries: int
    debit: Euro
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """How far a year is handed over: how many entries are not, what keeps them, and the files, the newest first."""

    waiting: int
    stops: tuple[Finding, ...]
    files: tuple[ElsewhereFile, ...]


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """A line as books elsewhere get it: the code and name of the account there."""

    account: str
    name: str
    euro: Euro
    item: str
    description: str


@dataclass(frozen=True, slots=True)
class OutgoingEntry:
    """An entry as books elsewhere get it. ``id`` is ours, and the same whenever it is handed over."""

    id: UUID
    journal: JournalCode
    number: int
    period: int
    day: date
    description: str
    lines: Sequence[OutgoingLine]


def without_a_code(unmapped: Iterable[tuple[str, str, int, str, int]]) -> tuple[Finding, ...]:
    """Accounts (code, name) on so many lines, first in an entry of a journal: nothing is handed over before each has a code."""
    text = say(
        "Account {code} {name} has no code in the books elsewhere, and {count} {count:line|lines} on it. An administrator adds it"
        " to the list of accounts in books elsewhere."
    )
    return tuple(
        Finding(
            UNMAPPED,
            say("{journal} {number}", journal=JOURNALS[JournalCode(journal)], number=number),
            text,
            {"code": code, "name": name, "count": count},
        )
        for code, name, count, journal, number in unmapped
    )


def journal_rows(entries: Iterable[OutgoingEntry]) -> Iterator[Row]:
    """Each line of each entry as a row of a journal."""
    for entry in entries:
        for number, line in enumerate(entry.lines, start=1):
            yield (
                *(str(entry.id), NAMES[entry.journal], entry.number, entry.period, entry.day),
                *(entry.description, number, line.account, line.name, line.item, line.description),
                *((line.euro, None) if line.euro > Euro(0) else (None, -line.euro)),
            )
