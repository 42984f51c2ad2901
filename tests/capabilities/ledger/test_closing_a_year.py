"""Closing a year by two: the balance sheet opens the next one, the result goes to its account, once; a change is carried as a correction."""

import importlib.resources
import io
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from lxml import etree
from tests.capabilities.ledger.books import MARCH, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Euro

JANUARY = datetime(2027, 1, 20, 9, tzinfo=UTC)
IN_JANUARY = date(2027, 1, 20)


@pytest.fixture
def books(world: World) -> Books:
    """A year with opening balances, costs of 34.20 and income of 50.00."""
    books = Books.of(world)
    books.desk.do(
        "ledger-opening", csv_file("ledger-opening", OPENING_COLUMNS, *OPENING), since=date(2026, 1, 1)
    )
    books.post(debit("4100", 3420), credit("0500", 3420, "D-7"))
    books.post(debit("0100", 5000), credit("8100", 5000), key="leges")
    return books


def equity(books: Books, code: str = "0900") -> UUID:
    return next(each.id for each in ledger.accounts(actor=books.keeper) if each.code == code)


def propose(books: Books, code: str = "0900", at: datetime = JANUARY, reason: str = "Jaarrekening") -> UUID:
    return ledger.propose_closing(
        actor=books.keeper, year=2026, result_account=equity(books, code), reason=reason, at=at
    )


def close(books: Books, world: World) -> None:
    ledger.CLOSINGS.confirm(actor=world.first.ad, which=propose(books), at=JANUARY)


def opened(books: Books) -> dict[str, int]:
    rows = ledger.trial_balance(actor=books.keeper, year=2027)
    return {row.account.code: row.opening.cents for row in rows if row.opening}


def view(books: Books) -> ledger.ClosingView:
    shown = ledger.closing_of_year(actor=books.keeper, year=2026, on=IN_JANUARY)
    assert shown is not None
    return shown


def test_the_balance_sheet_opens_the_next_year_and_the_result_is_on_its_account(
    books: Books, world: World
) -> None:
    assert (view(books).result, view(books).may_propose) == (Euro.of("15.80"), True)
    close(books, world)
    assert opened(books) == {"0100": 105000, "0500": -4000 - 3420, "0900": -96000 - 1580}
    assert all(each.is_closed for each in ledger.periods(actor=books.keeper, year=2026))
    assert {(each.item, each.open.cents) for each in ledger.open_items(actor=books.keeper, year=2027)} == {
        ("D-1", -4000),
        ("D-7", -3420),
    }
    shown = view(books)
    assert (shown.carried_at, shown.differs, shown.may_propose, shown.account) == (
        JANUARY,
        False,
        False,
        "0900",
    )
    with pytest.raises(Refused, match="nothing more to carry"):
        propose(books)


def test_two_decide(books: Books, world: World) -> None:
    proposal = propose(books)
    assert (view(books).waits, view(books).is_for_another, view(books).may_propose) == (proposal, True, False)
    with pytest.raises(Refused, match="waits for a second person"):
        propose(books)
    for other in (books.keeper, world.first.jan):
        with pytest.raises(Refused):
            ledger.CLOSINGS.confirm(actor=other, which=proposal, at=JANUARY)
    assert opened_nothing(books)
    deliver_waiting(world.first.id)
    assert any("2026" in each.subject for each in inbox_of(actor=world.first.ad))
    ledger.CLOSINGS.refuse(actor=world.first.ad, which=proposal, reason="Nog een bon", at=JANUARY)
    ledger.CLOSINGS.withdraw(actor=books.keeper, which=propose(books), at=JANUARY)
    assert opened_nothing(books)
    close(books, world)
    acts = {each.action for each in trail_of(actor=world.system, subject=proposal)}
    assert acts == {"ledger_year.closing_proposed", "ledger_year.closing_refused"}


def opened_nothing(books: Books) -> bool:
    return 2027 not in ledger.years(actor=books.keeper)


def test_what_cannot_be_closed(books: Books) -> None:
    with pytest.raises(Refused, match="not over"):
        propose(books, at=MONDAY)
    with pytest.raises(Refused, match="what it rests"):
        propose(books, reason=" ")
    for code in ("0100", "4100"):
        with pytest.raises(Refused, match="equity"):
            propose(books, code)


def test_what_changes_afterwards_is_carried_as_a_correction(books: Books, world: World) -> None:
    close(books, world)
    march = books.period(3).id
    asked = ledger.propose_reopening(actor=books.keeper, period=march, reason="Vergeten", at=JANUARY)
    ledger.REOPENINGS.confirm(actor=world.first.ad, which=asked, at=JANUARY)
    books.post(debit("4200", 1000), credit("0100", 1000), key="vergeten", day=MARCH)
    assert (view(books).differs, view(books).may_propose) == (True, True)
    assert opened(books)["0100"] == 105000, "nothing follows by itself"
    close(books, world)
    assert opened(books) == {"0100": 104000, "0500": -7420, "0900": -96580}
    assert not view(books).differs
    assert books.period(3).is_closed


def test_what_was_opened_from_a_file_before_is_corrected_to_what_the_year_left(
    books: Books, world: World
) -> None:
    ledger.open_year(actor=books.keeper, year=2027, at=JANUARY)
    content = csv_file("ledger-opening", OPENING_COLUMNS, *OPENING)
    books.desk.do("ledger-opening", content, since=date(2027, 1, 1))
    close(books, world)
    assert opened(books) == {"0100": 105000, "0500": -7420, "0900": -97580}


def test_the_audit_files_of_both_years_are_valid(books: Books, world: World) -> None:
    close(books, world)
    xsd = importlib.resources.files("pyxaf").joinpath("schemas/XmlAuditfileFinancieel4.0.xsd").read_bytes()
    schema = etree.XMLSchema(etree.fromstring(xsd))
    for year in (2026, 2027):
        out = io.BytesIO()
        ledger.write_audit_file(actor=books.keeper, year=year, on=IN_JANUARY, out=out)
        assert schema.validate(etree.fromstring(out.getvalue())), schema.error_log
    assert out.getvalue().count(b"<obLine>") == 4


def test_a_year_without_books_has_no_closing(books: Books) -> None:
    assert ledger.closing_of_year(actor=books.keeper, year=2025, on=IN_JANUARY) is None
