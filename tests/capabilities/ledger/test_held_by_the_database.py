"""What holds of the books whoever writes them: by one statement, by many rows at once, by COPY, as the owner of the tables."""

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import psycopg
import pytest
from django.db import connection, connections
from tests.capabilities.ledger.books import MARCH, Books, credit, debit
from tests.database import TestDatabase
from tests.world import MONDAY, World

from bodemplaat.capabilities.ledger import api as ledger

ENTRY = "id, organisation_id, period_id, year_id, journal, number, day, description, line_count, key, corrects_id, posted_at"
LINE = "id, organisation_id, entry_id, period_id, account_id, number, cents, item, description"


class Owner:
    """Writes past the commands and past row-level security, as whoever owns the tables."""

    def __init__(self, database: TestDatabase, books: Books) -> None:
        self.books = books
        self.session = psycopg.connect(database.owner_url)
        rows = self.rows("SELECT code, id FROM ledger_account WHERE organisation_id = %s", self.here)
        self.accounts = {row[0]: row[1] for row in rows}

    @property
    def here(self) -> uuid.UUID:
        return self.books.keeper.organisation_id

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self.session.execute(sql, values).fetchall()

    def period(self, number: int) -> tuple[object, object]:
        (found,) = self.rows(
            "SELECT p.id, p.year_id FROM ledger_accountingperiod p WHERE p.organisation_id = %s AND p.number = %s",
            *(self.here, number),
        )
        return found[0], found[1]

    def copy(self, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
        with self.session.cursor().copy(f"COPY ledger_{table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def entry(
        self,
        *cents: int,
        number: int = 1,
        month: int = 3,
        day: date = MARCH,
        count: int | None = None,
        corrects: object = None,
    ) -> uuid.UUID:
        """An entry with its lines by COPY, not committed."""
        entry = uuid.uuid4()
        period, year = self.period(month)
        row = (entry, self.here, period, year, "memorial", number, day, "x", count or len(cents), str(entry))
        self.copy("journalentry", ENTRY, [(*row, corrects, MONDAY)])
        self.lines(entry, *cents)
        return entry

    def lines(self, entry: uuid.UUID, *cents: int, first: int = 1, month: int = 3) -> None:
        period, _ = self.period(month)
        bank = self.accounts["0100"]
        self.copy(
            "journalline",
            LINE,
            [
                (uuid.uuid4(), self.here, entry, period, bank, number, each, "", "")
                for number, each in enumerate(cents, start=first)
            ],
        )


@pytest.fixture
def owner(committed_world: tuple[TestDatabase, World]) -> Iterator[Owner]:
    database, world = committed_world
    owner = Owner(database, Books.of(world))
    yield owner
    owner.session.close()


def refused(owner: Owner, constraint: str, act: Callable[[], object]) -> None:
    def committed() -> None:
        act()
        owner.session.commit()

    with pytest.raises(psycopg.errors.CheckViolation) as refusal:
        committed()
    assert refusal.value.diag.constraint_name == constraint
    owner.session.rollback()


def test_an_entry_that_does_not_balance_is_never_committed(owner: Owner) -> None:
    owner.entry(100, -40, -60)
    owner.session.commit()
    refused(owner, "ledger_entry_balances", lambda: owner.entry(100, -99, number=2))
    refused(owner, "ledger_entry_balances", lambda: owner.entry(number=2, count=2))
    refused(owner, "ledger_entry_balances", lambda: owner.entry(50, -50, number=2, count=3))


def test_nothing_is_added_to_an_entry_afterwards(owner: Owner) -> None:
    entry = owner.entry(100, -100)
    owner.session.commit()
    refused(owner, "ledger_line_of_its_entry", lambda: owner.lines(entry, 5, -5, first=3))
    with pytest.raises(psycopg.errors.UniqueViolation):
        owner.lines(entry, 5, -5)
    owner.session.rollback()
    refused(owner, "ledger_line_of_its_entry", lambda: owner.entry(5, -2, -3, number=2, count=2))


def test_nothing_is_changed_or_deleted(owner: Owner) -> None:
    owner.entry(100, -100)
    owner.session.commit()
    for table, column in (("journalentry", "description = 'y'"), ("journalline", "cents = cents * 2")):
        for statement in (f"UPDATE ledger_{table} SET {column}", f"DELETE FROM ledger_{table}"):
            with pytest.raises(psycopg.Error, match="annot"):
                owner.session.execute(statement)
            owner.session.rollback()


def test_an_entry_lies_in_an_open_period_of_its_own_year(owner: Owner) -> None:
    refused(owner, "ledger_entry_in_its_period", lambda: owner.entry(1, -1, day=date(2026, 4, 1)))
    owner.books.close(3)
    refused(owner, "ledger_period_is_open", lambda: owner.entry(1, -1))


def test_numbers_have_no_gap_and_a_correction_corrects_an_entry(owner: Owner) -> None:
    refused(owner, "ledger_numbers_without_gaps", lambda: owner.entry(1, -1, number=2))
    first = owner.entry(1, -1)
    second = owner.entry(-1, 1, number=2, corrects=first)
    owner.session.commit()
    refused(owner, "ledger_corrects_an_entry", lambda: owner.entry(1, -1, number=3, corrects=second))


def test_a_period_is_not_opened_by_one_hand(owner: Owner) -> None:
    owner.books.close(3)
    sql = "UPDATE ledger_accountingperiod SET is_closed = false, closed_by = NULL, closed_at = NULL"
    refused(owner, "ledger_reopened_by_two", lambda: owner.session.execute(sql))
    days = "UPDATE ledger_accountingperiod SET last_day = last_day - 1 WHERE number = 3"
    refused(owner, "ledger_period_stays", lambda: owner.session.execute(days))
    kind = "UPDATE ledger_account SET kind = 'income' WHERE code = '4100'"
    refused(owner, "ledger_account_stays", lambda: owner.session.execute(kind))


def test_a_line_is_on_an_account_of_the_same_books(
    owner: Owner, committed_world: tuple[TestDatabase, World]
) -> None:
    _, world = committed_world
    ledger.open_year(actor=world.second.carla, year=2026, at=MONDAY)
    (theirs,) = owner.rows(
        "SELECT id FROM ledger_accountingperiod WHERE organisation_id = %s AND number = 3", world.second.id
    )
    entry, (_, year) = uuid.uuid4(), owner.period(3)
    row = (entry, owner.here, theirs[0], year, "memorial", 1, MARCH, "x", 2, "k", None, MONDAY)
    refused(owner, "ledger_entry_in_its_period", lambda: owner.copy("journalentry", ENTRY, [row]))


def test_racing_postings_are_numbered_without_a_gap(owner: Owner) -> None:
    start, errors = threading.Barrier(16), list[BaseException]()

    def post(number: int) -> None:
        try:
            start.wait(timeout=60)
            for again in range(2):  # each posts its entry twice under one key
                owner.books.post(
                    debit("4100", 100 + number), credit("0100", 100 + number), key=f"{number % 8}-{number}"
                )
                owner.books.post(debit("4100", 7), credit("0100", 7), key=f"alike {number % 4} {again}")
        except BaseException as error:  # told by the test itself
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post, args=(number,)) for number in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=120)
    assert errors == []
    numbers = [number for (number,) in owner.rows("SELECT number FROM ledger_journalentry ORDER BY number")]
    assert numbers == list(range(1, 16 + 8 + 1))
    assert sum(owner.books.balances().values()) == 0


def test_a_period_that_is_being_closed_takes_nothing_more(owner: Owner) -> None:
    """The posting waits for whoever closes it, and is refused then."""
    period, _ = owner.period(3)
    sql = "UPDATE ledger_accountingperiod SET is_closed = true, closed_at = now() WHERE id = %s"
    owner.session.execute(sql, [period])
    outcome: list[BaseException] = []

    def post() -> None:
        try:
            owner.books.post(debit("4100", 5), credit("0100", 5))
        except BaseException as error:  # told by the test itself
            outcome.append(error)
        finally:
            connections.close_all()

    poster = threading.Thread(target=post)
    poster.start()
    _until_somebody_waits(owner)
    owner.session.commit()
    poster.join(timeout=60)
    assert [type(each) for each in outcome] == [ledger.PeriodShut]
    assert owner.books.balances() == {}


def _until_somebody_waits(owner: Owner) -> None:
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND database ="
                " (SELECT oid FROM pg_database WHERE datname = current_database())"
                " OR NOT granted AND locktype = 'transactionid'"
            )
            if cursor.fetchone()[0]:
                return
