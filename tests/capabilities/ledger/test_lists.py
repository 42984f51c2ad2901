"""Accounts and opening balances from a file: previewed, told by line, and the same file again changes nothing."""

from datetime import date

import pytest
from tests.capabilities.ledger.books import ACCOUNTS, COLUMNS, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.tenancy.api import Refused

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def books(world: World) -> Books:
    return Books.of(world)


def opening(*lines: tuple[str, str, str, str]) -> bytes:
    return csv_file("ledger-opening", OPENING_COLUMNS, *(lines or OPENING))


def test_what_was_downloaded_changes_nothing(books: Books) -> None:
    same = books.desk.do("ledger-accounts", books.desk.as_it_stands("ledger-accounts"), is_complete=True)
    assert (same.count, same.unchanged) == (0, len(ACCOUNTS))
    books.desk.do("ledger-opening", opening(), since=NEW_YEAR)
    again = books.desk.do("ledger-opening", books.desk.as_it_stands("ledger-opening"), since=NEW_YEAR)
    assert (again.count, again.unchanged) == (0, 3)


def test_an_account_is_renamed_and_keeps_what_it_holds(books: Books) -> None:
    renamed = csv_file("ledger-accounts", COLUMNS, ("4100", "Reizen", "expense", "0.1", "3.8", "no"))
    held = books.desk.do("ledger-accounts", renamed)
    assert held.changed == 1
    by_code = {each.code: each for each in ledger.accounts(actor=books.keeper)}
    assert (by_code["4100"].name, by_code["4100"].taakveld) == ("Reizen", "0.1")
    lines = [
        ("4100", "Reizen", "income", "", "", "no"),
        ("4300", "Een", "expense", "9.9", "", "no"),
        ("4300", "Twee", "expense", "", "", "no"),
    ]
    told = books.desk.mistakes("ledger-accounts", csv_file("ledger-accounts", COLUMNS, *lines))
    assert [(line, column) for line, column, _ in told] == [
        (2, "What it holds"),
        (3, "Taakveld"),
        (4, "Code of the account"),
    ]
    books.desk.undo(held.id)


def test_accounts_that_are_posted_on_are_not_undone(world: World, books: Books) -> None:
    more = csv_file("ledger-accounts", COLUMNS, ("4300", "Congres", "expense", "0.4", "", "no"))
    held = books.desk.do("ledger-accounts", more)
    books.post(debit("4300", 5), credit("0100", 5))
    with pytest.raises(imports.BuiltUpon):
        books.desk.undo(held.id)


def test_a_year_opens_with_balances_that_are_posted_once(books: Books) -> None:
    held = books.desk.do("ledger-opening", opening(), since=NEW_YEAR)
    assert held.added == 3
    rows = {row.account.code: row for row in ledger.trial_balance(actor=books.keeper, year=2026)}
    assert {code: row.opening.cents for code, row in rows.items()} == {
        "0100": 100000,
        "0500": -4000,
        "0900": -96000,
    }
    assert {row.debit.cents + row.credit.cents for row in rows.values()} == {0}
    same = books.desk.do("ledger-opening", opening(), since=NEW_YEAR)
    assert (same.count, same.unchanged) == (0, 3)
    other = opening(("0100", "5,00", "", ""), ("0900", "", "5,00", ""))
    told = books.desk.mistakes("ledger-opening", other, since=NEW_YEAR)
    assert [text for _, _, text in told] == [
        "This year was opened with other balances. What differs is posted as a correction of that entry."
    ]
    with pytest.raises(Refused, match="not taken back"):
        books.desk.undo(held.id)


def test_what_is_open_is_not_doubled_by_the_opening_of_the_next_year(books: Books) -> None:
    books.desk.do("ledger-opening", opening(), since=NEW_YEAR)
    books.post(debit("4100", 2500), credit("0500", 2500, "D-2"))
    ledger.open_year(actor=books.keeper, year=2027, at=MONDAY)
    balances = (
        ("0100", "1000,00", "", ""),
        ("0900", "", "935,00", ""),
        *OPENING[2:],
        ("0500", "", "25,00", "D-2"),
    )
    books.desk.do("ledger-opening", opening(*balances), since=date(2027, 1, 1))
    books.post(debit("0500", 500, "D-2"), credit("0100", 500), day=date(2027, 1, 4), key="twee")
    assert [(each.item, each.open.cents) for each in ledger.open_items(actor=books.keeper)] == [
        ("D-1", -4000),
        ("D-2", -2000),
    ]
    old = ledger.open_items(actor=books.keeper, year=2026)
    assert [(each.item, each.open.cents) for each in old] == [("D-1", -4000), ("D-2", -2500)]


def test_what_was_open_when_books_began_later_is_open(books: Books) -> None:
    ledger.open_year(actor=books.keeper, year=2027, at=MONDAY)
    books.desk.do("ledger-opening", opening(), since=date(2027, 1, 1))
    assert [(each.item, each.open.cents) for each in ledger.open_items(actor=books.keeper)] == [
        ("D-1", -4000)
    ]


def test_mistakes_in_opening_balances_are_told_by_line(books: Books) -> None:
    lines = [
        ("0100", "5.00", "5.00", ""),
        ("0101", "5.00", "", ""),
        ("4100", "5.00", "", ""),
        ("0500", "", "5.00", ""),
        ("0900", "", "1.234", ""),
        ("0900", "", "vijf", ""),
        ("0900", "", "5.005", ""),
        ("0100", "", "", ""),
    ]
    told = books.desk.mistakes("ledger-opening", opening(*lines), since=NEW_YEAR)
    assert [line for line, _, _ in told] == [2, 3, 4, 5, 6, 7, 8, 9]
    uneven = opening(("0100", "5.00", "", ""), ("0900", "", "4.00", ""))
    ((line, _, text),) = books.desk.mistakes("ledger-opening", uneven, since=NEW_YEAR)
    assert (line, text) == (0, "Debit and credit differ by € 1.00. Correct the amounts.")


def test_a_year_has_to_be_open_and_its_opening_too(books: Books) -> None:
    told = books.desk.mistakes("ledger-opening", opening(), since=date(2025, 1, 1))
    assert "No books are kept of 2025" in told[0][2]
    books.close(0)
    told = books.desk.mistakes("ledger-opening", opening(), since=NEW_YEAR)
    assert told[0][2] == "The opening of 2026 is closed."
