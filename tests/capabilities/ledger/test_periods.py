"""A closed period is shut, and two people open it again."""

import pytest
from tests.capabilities.ledger.books import APRIL, Books, credit, debit
from tests.world import MONDAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Refused


@pytest.fixture
def books(world: World) -> Books:
    return Books.of(world)


def test_a_year_is_opened_once_and_not_far_ahead(books: Books) -> None:
    assert ledger.years(actor=books.keeper) == (2026,)
    assert [each.number for each in ledger.periods(actor=books.keeper, year=2026)] == list(range(13))
    with pytest.raises(Refused, match="kept already"):
        ledger.open_year(actor=books.keeper, year=2026, at=MONDAY)
    for year in (1999, 2028):
        with pytest.raises(Refused, match="Choose a year"):
            ledger.open_year(actor=books.keeper, year=year, at=MONDAY)


def test_nothing_is_posted_in_a_closed_period_and_the_next_is_open(books: Books) -> None:
    books.post(debit("4100", 100), credit("0100", 100), key="voor")
    books.close(3)
    books.close(3)
    with pytest.raises(ledger.PeriodShut):
        books.post(debit("4100", 5), credit("0100", 5), key="na")
    books.post(debit("4100", 7), credit("0100", 7), day=APRIL, key="april")
    assert books.balances(until=3) == {"0100": -100, "4100": 100}
    assert books.balances() == {"0100": -107, "4100": 107}
    assert books.post(debit("4100", 100), credit("0100", 100), key="voor")


def test_two_people_open_a_period_again(books: Books, world: World) -> None:
    books.close(3)
    march = books.period(3).id
    with pytest.raises(Refused, match="why"):
        ledger.propose_reopening(actor=books.keeper, period=march, reason=" ", at=MONDAY)
    asked = ledger.propose_reopening(actor=books.keeper, period=march, reason="Een bon vergeten", at=MONDAY)
    assert (books.period(3).waits, books.period(3).waits_reason) == (asked, "Een bon vergeten")
    with pytest.raises(Refused, match="waits for a second person"):
        ledger.propose_reopening(actor=books.keeper, period=march, reason="Weer", at=MONDAY)
    for other in (books.keeper, world.first.jan):
        with pytest.raises(Refused):
            ledger.REOPENINGS.confirm(actor=other, which=asked, at=MONDAY)
    assert books.period(3).is_closed
    ledger.REOPENINGS.confirm(actor=world.first.ad, which=asked, at=MONDAY)
    assert not books.period(3).is_closed
    books.post(debit("4100", 5), credit("0100", 5))


def test_what_is_refused_or_taken_back_leaves_it_closed(books: Books, world: World) -> None:
    books.close(3)
    march = books.period(3).id
    asked = ledger.propose_reopening(actor=books.keeper, period=march, reason="Vergeten", at=MONDAY)
    ledger.REOPENINGS.refuse(actor=world.first.ad, which=asked, reason="Boek in april", at=MONDAY)
    again = ledger.propose_reopening(actor=books.keeper, period=march, reason="Toch", at=MONDAY)
    ledger.REOPENINGS.withdraw(actor=books.keeper, which=again, at=MONDAY)
    assert books.period(3).is_closed
    assert books.period(3).waits is None
    with pytest.raises(Refused, match="is open"):
        ledger.propose_reopening(actor=books.keeper, period=books.period(4).id, reason="x", at=MONDAY)
