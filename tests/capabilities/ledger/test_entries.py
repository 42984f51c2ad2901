"""Entries balance, lie in an open period and stay; what was wrong is corrected by what differs."""

import uuid
from datetime import date

import pytest
from tests.capabilities.ledger.books import APRIL, MARCH, Books, credit, debit
from tests.world import MONDAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import NotFound, Refused


@pytest.fixture
def books(world: World) -> Books:
    return Books.of(world)


def test_an_entry_is_posted_and_read_back(books: Books) -> None:
    posted = books.post(debit("4100", 3420), credit("0500", 3420, "D-7"))
    seen = ledger.entry(actor=books.keeper, entry=posted)
    assert (seen.journal, seen.number, seen.day, seen.period) == (ledger.JournalCode.MEMORIAL, 1, MARCH, 3)
    assert seen.lines == (debit("4100", 3420), credit("0500", 3420, "D-7"))
    assert books.balances() == {"0500": -3420, "4100": 3420}
    (item,) = ledger.open_items(actor=books.keeper)
    assert (item.item, item.open.cents, item.since) == ("D-7", -3420, MARCH)


def test_the_same_key_posts_once_and_another_entry_under_it_is_refused(books: Books) -> None:
    first = books.post(debit("4100", 100), credit("0100", 100))
    assert books.post(debit("4100", 100), credit("0100", 100)) == first
    with pytest.raises(Refused, match="under this key"):
        books.post(debit("4100", 101), credit("0100", 101))
    assert books.balances() == {"0100": -100, "4100": 100}


@pytest.mark.parametrize(
    ("amounts", "codes"),
    [
        ((debit("4100", 100), credit("0100", 99)), {"ledger.does_not_balance"}),
        ((debit("4100", 0), credit("0100", 0)), {"ledger.no_amount"}),
        ((debit("4999", 5), credit("0100", 5)), {"ledger.unknown_account"}),
        ((debit("4100", 5), credit("0500", 5)), {"ledger.item_missing"}),
        ((), {"ledger.lines"}),
        ((debit("4100", 10**16), credit("0100", 10**16)), {"ledger.no_amount"}),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_and_nothing_is_posted(
    books: Books, amounts: tuple[ledger.Amount, ...], codes: set[str]
) -> None:
    with pytest.raises(ledger.UnsoundEntry) as refusal:
        books.post(*amounts)
    assert {each.code for each in refusal.value.findings} == codes
    assert books.balances() == {}


def test_nothing_is_posted_in_a_year_of_which_no_books_are_kept(books: Books) -> None:
    with pytest.raises(ledger.NoBooks):
        books.post(debit("4100", 5), credit("0100", 5), day=date(2025, 12, 31))


def test_a_correction_is_what_differs_and_refers_to_what_it_corrects(books: Books) -> None:
    posted = books.post(debit("4100", 3420), credit("0100", 3420))
    right = (debit("4200", 3000), credit("0100", 3000))
    correction = ledger.correct_entry(
        actor=books.keeper, entry=posted, day=APRIL, description="Verkeerd", amounts=right, at=MONDAY
    )
    seen = ledger.entry(actor=books.keeper, entry=correction)
    assert seen.corrects == posted
    assert seen.lines == (debit("0100", 420), credit("4100", 3420), debit("4200", 3000))
    assert ledger.corrections_of(actor=books.keeper, entry=posted) == (correction,)
    assert books.balances() == {"0100": -3000, "4100": 0, "4200": 3000}
    assert ledger.entry(actor=books.keeper, entry=posted).lines == (debit("4100", 3420), credit("0100", 3420))
    with pytest.raises(Refused, match="in the books already"):
        ledger.correct_entry(
            actor=books.keeper, entry=posted, day=APRIL, description="Weer", amounts=right, at=MONDAY
        )
    with pytest.raises(Refused, match="a correction itself"):
        ledger.correct_entry(
            actor=books.keeper, entry=correction, day=APRIL, description="Weer", amounts=(), at=MONDAY
        )
    ledger.correct_entry(
        actor=books.keeper, entry=posted, day=APRIL, description="Terug", amounts=(), at=MONDAY
    )
    assert set(books.balances().values()) == {0}


def test_only_a_controller_of_the_organisation_keeps_and_reads_its_books(books: Books, world: World) -> None:
    posted = books.post(debit("4100", 100), credit("0100", 100))
    for other in (world.first.jan, world.first.anna, world.clerk, world.payer, world.first.ad):
        with pytest.raises(Refused):
            ledger.trial_balance(actor=other, year=2026)
        with pytest.raises(Refused):
            ledger.open_year(actor=other, year=2027, at=MONDAY)
    neighbour = world.second.carla
    assert ledger.trial_balance(actor=neighbour, year=2026) == ()
    with pytest.raises(NotFound):
        ledger.entry(actor=neighbour, entry=posted)
    with pytest.raises(NotFound):
        ledger.close_period(actor=neighbour, period=books.period(3).id, at=MONDAY)
    with pytest.raises(NotFound):
        ledger.correct_entry(actor=neighbour, entry=posted, day=MARCH, description="x", amounts=(), at=MONDAY)


def test_what_does_not_exist_is_not_found(books: Books) -> None:
    with pytest.raises(NotFound):
        ledger.entry(actor=books.keeper, entry=uuid.uuid4())
    with pytest.raises(NotFound):
        ledger.card(actor=books.keeper, account=uuid.uuid4(), year=2026)
