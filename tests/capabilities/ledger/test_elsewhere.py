"""Entries go to books elsewhere once, by the codes that accounts have there, and what has no code stops with its place."""

import csv
import importlib.resources
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import pyxaf
from django.db import connection
from lxml import etree
from tests.capabilities.ledger.books import ACCOUNTS, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.database import TestDatabase
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.kernel import Euro, Said

COLUMNS = ("account", "code", "name")
CODES = tuple((code, f"E{code}", "") for code, *_ in ACCOUNTS)


@pytest.fixture
def books(world: World) -> Books:
    books = Books.of(world)
    opening = csv_file("ledger-opening", OPENING_COLUMNS, *OPENING)
    books.desk.do("ledger-opening", opening, since=date(2026, 1, 1))
    books.post(debit("4100", 3420), credit("0500", 3420, "D-7"))
    return books


def codes(books: Books, *lines: tuple[str, str, str]) -> None:
    books.desk.do("ledger-elsewhere", csv_file("ledger-elsewhere", COLUMNS, *(lines or CODES)))


def hand_over(books: Books, year: int = 2026) -> int:
    return ledger.hand_over_in_file(actor=books.keeper, year=year, at=MONDAY)


def journal(books: Books, file: int, year: int = 2026) -> list[dict[str, str]]:
    out = io.BytesIO()
    ledger.write_elsewhere_journal(actor=books.keeper, year=year, file=file, out=out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig")), delimiter=";"))


def test_what_has_no_code_stops_with_its_place(books: Books) -> None:
    codes(books, *(each for each in CODES if each[0] != "0500"))
    with pytest.raises(ledger.NoCodeElsewhere) as no:
        hand_over(books)
    (told,) = no.value.findings
    assert told.render() == (
        "Account 0500 Te betalen declaraties has no code in the books elsewhere, and 2 lines on it. An administrator adds it to"
        " the list of accounts in books elsewhere."
    )
    assert isinstance(told.place, Said)
    assert told.place.render() == "Opening 1"
    view = ledger.elsewhere(actor=books.keeper, year=2026)
    assert (view.waiting, view.stops, view.files) == (2, no.value.findings, ())
    codes(books)
    assert hand_over(books) == 1


def test_each_entry_is_in_one_file(books: Books) -> None:
    codes(books)
    assert hand_over(books) == 1
    with pytest.raises(Refused, match="Every entry of 2026 was handed over"):
        hand_over(books)
    books.post(debit("0500", 3420, "D-7"), credit("0100", 3420), key="twee")
    assert hand_over(books) == 2
    view = ledger.elsewhere(actor=books.keeper, year=2026)
    assert [(each.number, each.entries, each.debit) for each in view.files] == [
        (2, 1, Euro(3420)),
        (1, 2, Euro(103420)),
    ]
    assert {each.by for each in view.files} == {books.keeper.person_id}
    first, second = journal(books, 1), journal(books, 2)
    assert [
        (row["Dagboek"], row["Rekening"], row["Post"], row["Debet"], row["Credit"]) for row in second
    ] == [
        ("Memoriaal", "E0500", "D-7", "34,20", ""),
        ("Memoriaal", "E0100", "", "", "34,20"),
    ]
    assert not {row["Verwijzing"] for row in first} & {row["Verwijzing"] for row in second}
    assert len({row["Verwijzing"] for row in (*first, *second)}) == 3
    assert journal(books, 1) == first, "downloaded again it is the same"
    with pytest.raises(NotFound):
        journal(books, 3)
    with pytest.raises(NotFound):
        journal(books, 0)


def test_the_audit_file_of_a_file_has_the_codes_elsewhere(books: Books) -> None:
    codes(books, *CODES[:3], ("4100", "E4", "Kosten"), ("4200", "E4", "Kosten"), CODES[5])
    books.post(debit("4200", 80), credit("0100", 80), key="drie")
    hand_over(books)
    out = io.BytesIO()
    ledger.write_elsewhere_audit_file(actor=books.keeper, year=2026, file=1, on=TODAY, out=out)
    xsd = importlib.resources.files("pyxaf").joinpath("schemas/XmlAuditfileFinancieel4.0.xsd").read_bytes()
    schema = etree.XMLSchema(etree.fromstring(xsd))
    assert schema.validate(etree.fromstring(out.getvalue())), schema.error_log
    with pyxaf.open(io.BytesIO(out.getvalue())) as read:
        lines = [(each.account_id, each.signed_amount) for each in read.lines()]
        opened = [each.account_id for each in read.opening_balance().lines]
    assert {account for account, _ in lines} == {"E4", "E0500", "E0100"}
    assert sum(amount or 0 for _, amount in lines) == 0
    assert sorted(map(str, opened)) == ["E0100", "E0500", "E0900"]


def test_a_later_year_brings_its_own_opening_elsewhere(books: Books) -> None:
    codes(books)
    ledger.open_year(actor=books.keeper, year=2027, at=MONDAY)
    again = csv_file("ledger-opening", OPENING_COLUMNS, ("0100", "5,00", "", ""), ("0900", "", "5,00", ""))
    books.desk.do("ledger-opening", again, since=date(2027, 1, 1))
    assert ledger.elsewhere(actor=books.keeper, year=2027).waiting == 0
    assert ledger.elsewhere(actor=books.keeper, year=2026).waiting == 2


def test_a_code_is_on_one_side_of_the_books(books: Books) -> None:
    told = books.desk.mistakes(
        "ledger-elsewhere",
        csv_file(
            "ledger-elsewhere",
            COLUMNS,
            ("0100", "1", ""),
            ("4100", "1", ""),
            ("4100", "2", ""),
            ("77", "3", ""),
        ),
    )
    assert [(line, column) for line, column, _ in told] == [
        (3, "Code elsewhere"),
        (4, "Account here"),
        (5, "Account here"),
    ]
    codes(books)
    same = books.desk.do("ledger-elsewhere", books.desk.as_it_stands("ledger-elsewhere"), is_complete=True)
    assert (same.count, same.unchanged) == (0, len(CODES))
    other = books.desk.do("ledger-elsewhere", csv_file("ledger-elsewhere", COLUMNS, ("4100", "E1", "Anders")))
    assert other.changed == 1
    books.desk.undo(other.id)
    hand_over(books)
    assert {row["Rekening"] for row in journal(books, 1)} == {"E0100", "E0500", "E0900", "E4100"}


def test_only_a_controller_of_these_books_hands_over(books: Books, world: World) -> None:
    codes(books)
    for other in (world.first.ad, world.clerk):
        with pytest.raises(Refused):
            ledger.hand_over_in_file(actor=other, year=2026, at=MONDAY)
        with pytest.raises(Refused):
            ledger.elsewhere(actor=other, year=2026)
    with pytest.raises(NotFound):
        ledger.hand_over_in_file(actor=world.second.carla, year=2026, at=MONDAY)


def test_who_hands_over_at_the_same_moment_hands_over_once(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _database, world = committed_world
    books = Books.of(world)
    books.post(debit("4100", 5), credit("0100", 5))
    codes(books)

    def one(_: int) -> str:
        try:
            return str(hand_over(books))
        except Refused as no:
            return no.text
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(one, range(4)))
    assert answers == ["1", *["Every entry of {year} was handed over."] * 3]
