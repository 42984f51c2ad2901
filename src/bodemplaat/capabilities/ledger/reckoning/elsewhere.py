"""Entries for books elsewhere: what keeps them here, and how a file of them looks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.reckoning.report import JOURNALS
from bodemplaat.capabilities.ledger.values import AccountKind, JournalCode
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


@dataclass(frozen=True, slots=True)
class AccountThere:
    """An account of books elsewhere, as the list of codes has it."""

    code: str
    name: str
    kind: AccountKind


@dataclass(frozen=True, slots=True)
class MoveThere:
    """An entry of ours as it stands elsewhere: how it is known there, our id, its number, and whether it is posted or a draft."""

    reference: str
    entry: UUID
    number: str
    is_posted: bool


@dataclass(frozen=True, slots=True)
class LineThere:
    """A posted line elsewhere: of which move, which entry of ours that is (``None``: of somebody else), account and amount."""

    reference: str
    entry: UUID | None
    number: str
    account: str
    cents: int


class Apart(Enum):
    """Why two sides differ."""

    NOT_THERE = "not_there"
    ONLY_THERE = "only_there"
    TWICE_THERE = "twice_there"
    OTHER_THERE = "other_there"


@dataclass(frozen=True, slots=True)
class Difference:
    """What one entry makes an account differ: ``euro`` is what stands there more than here."""

    account: str
    why: Apart
    name: str
    euro: Euro


@dataclass(frozen=True, slots=True)
class Compared:
    """An account on both sides; the differences of an account add up to ``there`` less ``here``."""

    account: str
    here: Euro
    there: Euro
    differences: tuple[Difference, ...]


def compare(here: Iterable[tuple[UUID, str, str, int]], there: Iterable[LineThere]) -> tuple[Compared, ...]:
    """Each account by its code elsewhere, with what explains every cent; ``here`` is entry, its name, account and cents."""
    ours: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    names: dict[UUID, str] = {}
    for entry, name, account, cents in here:
        ours[entry][account] += cents
        names[entry] = name
    theirs: dict[tuple[UUID | None, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    numbers: dict[str, str] = {}
    for line in there:
        theirs[line.entry, line.reference][line.account] += line.cents
        numbers[line.reference] = line.number
    differences: list[Difference] = []
    seen: set[UUID] = set()
    for (known, reference), amounts in theirs.items():
        if known is None or known not in ours:
            differences += _apart(Apart.ONLY_THERE, numbers[reference], {}, amounts)
        elif known in seen:
            differences += _apart(Apart.TWICE_THERE, numbers[reference], {}, amounts)
        else:
            seen.add(known)
            differences += _apart(Apart.OTHER_THERE, names[known], ours[known], amounts)
    for entry in ours.keys() - seen:
        differences += _apart(Apart.NOT_THERE, names[entry], ours[entry], {})
    sums = [_sums(ours.values()), _sums(theirs.values())]
    return tuple(
        Compared(
            account,
            Euro(sums[0].get(account, 0)),
            Euro(sums[1].get(account, 0)),
            tuple(
                sorted((each for each in differences if each.account == account), key=lambda each: each.name)
            ),
        )
        for account in sorted(sums[0].keys() | sums[1].keys())
    )


def _apart(why: Apart, name: str, here: Mapping[str, int], there: Mapping[str, int]) -> Iterator[Difference]:
    for account in sorted(here.keys() | there.keys()):
        more = there.get(account, 0) - here.get(account, 0)
        if more:
            yield Difference(account, why, name, Euro(more))


def _sums(entries: Iterable[Mapping[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for amounts in entries:
        for account, cents in amounts.items():
            sums[account] += cents
    return sums


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
