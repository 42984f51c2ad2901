"""Iv3 detail: every entry under its taakveld and category once, and what has no place is told; together the result."""

from datetime import date
from decimal import Decimal

import pytest
from tests.capabilities.ledger.books import APRIL, MARCH, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.foundation.imports.files import csv_file
from tests.world import World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.ledger.api import AccountKind
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.kernel import Euro

JANUARY = date(2026, 1, 5)


@pytest.fixture
def books(world: World) -> Books:
    books = Books.of(world)
    columns = ("code", "name", "kind", "taakveld", "category")
    more = (
        ("4300", "Zonder categorie", "expense", "0.4", ""),
        ("4500", "Cacao", "expense", "0.10", "3.8"),
        ("4600", "Inhuur", "expense", "0.9", "3.5.1"),
    )
    books.desk.do("ledger-accounts", csv_file("ledger-accounts", columns, *more))
    return books


def cells(books: Books, quarter: int) -> list[tuple[str, str, str, Decimal, Decimal]]:
    rows = ledger.iv3_rows(actor=books.keeper, year=2026, quarter=quarter)
    return [
        (taakveld, kind.value, category, part.decimal, whole.decimal)
        for (taakveld, kind, category), part, whole in ledger.iv3_cells(rows)
    ]


def test_amounts_stand_under_taakveld_and_category_in_the_quarter_and_since_january(books: Books) -> None:
    books.desk.do(
        "ledger-opening", csv_file("ledger-opening", OPENING_COLUMNS, *OPENING), since=date(2026, 1, 1)
    )
    books.post(debit("4100", 1000), credit("0100", 1000), day=JANUARY, key="a")
    books.post(debit("4200", 250), debit("4100", 5), credit("0100", 255), day=MARCH, key="b")
    books.post(debit("0100", 900), credit("8100", 900), day=APRIL, key="c")
    books.post(credit("4100", 100), debit("0100", 100), day=APRIL, key="d")
    assert cells(books, 1) == [("0.4", "expense", "3.8", Decimal("12.55"), Decimal("12.55"))]
    assert cells(books, 2) == [
        ("0.2", "income", "3.7", Decimal("9.00"), Decimal("9.00")),
        ("0.4", "expense", "3.8", Decimal("-1.00"), Decimal("11.55")),
    ]


def test_the_order_is_that_of_the_regulation(books: Books) -> None:
    for number, account in enumerate(("4500", "4600", "4100")):
        books.post(debit(account, 100), credit("0100", 100), key=str(number))
    assert [each[0] for each in cells(books, 1)] == ["0.4", "0.9", "0.10"]


def test_what_has_no_place_is_told_and_nothing_is_lost(books: Books) -> None:
    books.post(debit("4300", 700), debit("4100", 300), credit("0100", 1000))
    rows = ledger.iv3_rows(actor=books.keeper, year=2026, quarter=1)
    assert [each.account.code for each in rows if not each.is_mapped] == ["4300"]
    report = ledger.iv3_report(rows, name="Nederlek", period_name="2026")
    assert [table.key for table in report.parts] == ["iv3", "left"]  # type: ignore[union-attr]
    result = sum(
        row.balance.cents
        for row in ledger.trial_balance(actor=books.keeper, year=2026)
        if row.account.kind in (AccountKind.EXPENSE, AccountKind.INCOME)
    )
    assert report.figures[0].value == Euro(-result)


def test_it_is_read_by_a_controller_of_a_year_that_is_kept(books: Books, world: World) -> None:
    with pytest.raises(Refused):
        ledger.iv3_rows(actor=world.first.ad, year=2026, quarter=1)
    with pytest.raises(NotFound):
        ledger.iv3_rows(actor=books.keeper, year=2025, quarter=1)
    assert ledger.iv3_rows(actor=books.keeper, year=2026, quarter=4) == ()
