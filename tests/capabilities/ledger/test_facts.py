"""Claims and what the bank does with them come into the books in the same transaction; what cannot be posted waits and is told."""

from datetime import timedelta

import pytest
from tests.capabilities.ledger.books import Books
from tests.capabilities.payments.bank import all_paid, back, bank_file, booked, sent, statement
from tests.world import IBANS, MONDAY, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused

TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=3)


def choose(books: Books, **codes: str) -> None:
    """Choose the account of each purpose: ``cost`` and ``debt`` of claims, ``bank``."""
    by_code = {each.code: each.id for each in ledger.accounts(actor=books.keeper)}
    names = {"cost": "claim.cost", "debt": "claim.debt", "bank": "bank"}
    for name, code in codes.items():
        ledger.choose_account(actor=books.keeper, purpose=names[name], account=by_code[code], at=MONDAY)


@pytest.fixture
def books(world: World) -> Books:
    books = Books.of(world)
    choose(books, cost="4100", debt="0500", bank="0100")
    return books


def released(world: World) -> bytes:
    """The file of a batch of what is ready, released by a second payer."""
    batch = payments.make_batch(actor=world.payer, execution_date=TOMORROW, key="batch", at=world.at)
    payments.release_batch(actor=world.paula, batch=batch, at=world.at)
    return payments.batch_file(actor=world.paula, batch=batch)[2]


def read(world: World, content: bytes, *, after: int = 1) -> None:
    at = world.at + timedelta(days=after)
    payments.upload_statement(actor=world.payer, name="afschrift.xml", content=content, at=at)


def test_a_claim_is_a_cost_when_it_is_approved_and_no_debt_when_it_is_paid(
    books: Books, world: World
) -> None:
    claim = world.approved(world.first.anna)
    number = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).number
    assert books.balances() == {"0500": -3420, "4100": 3420}
    (item,) = ledger.open_items(actor=books.keeper)
    assert (item.item, item.open.cents) == (f"Declaratie {number}", -3420)
    file = released(world)
    assert books.balances() == {"0500": -3420, "4100": 3420}
    content = all_paid(file, [IBANS[2]])
    read(world, content)
    assert books.balances() == {"0100": -3420, "0500": 0, "4100": 3420}
    assert ledger.open_items(actor=books.keeper) == ()
    read(world, content)
    assert books.balances() == {"0100": -3420, "0500": 0, "4100": 3420}
    assert ledger.facts_waiting(actor=books.keeper) == ((), 0)


def test_what_the_bank_gives_back_is_owed_again_and_paid_once_more(books: Books, world: World) -> None:
    claim = world.approved(world.first.anna)
    file = released(world)
    read(world, all_paid(file, [IBANS[2]]))
    (paid,) = sent(file, IBANS[2])
    read(
        world,
        bank_file(statement(booked(back(paid), "T", LATER), account=IBANS[2], on=LATER, name="S2")),
        after=4,
    )
    assert books.balances() == {"0100": 0, "0500": -3420, "4100": 3420}
    claims.pay_again(actor=world.clerk, claim=claim, at=world.at + timedelta(days=4))
    assert books.balances() == {"0100": 0, "0500": -3420, "4100": 3420}
    claims.return_claim(
        actor=world.clerk, claim=claim, question="Klopt dit?", at=world.at + timedelta(days=4)
    )
    assert set(books.balances().values()) == {0}


def test_an_approved_claim_that_goes_back_is_no_cost_and_is_one_again(books: Books, world: World) -> None:
    anna = world.first.anna
    claim = world.approved(anna, journey("42"))
    assert books.balances() == {"0500": -966, "4100": 966}
    claims.return_claim(actor=world.clerk, claim=claim, question="Waarheen?", at=world.at)
    assert set(books.balances().values()) == {0}
    claims.submit_claim(actor=anna, claim=claim, key="weer", at=world.at)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    world.check(claim)
    assert books.balances() == {"0500": -966, "4100": 966}


def test_a_taakveld_may_have_an_account_of_its_own(books: Books, world: World) -> None:
    by_code = {each.code: each.id for each in ledger.accounts(actor=books.keeper)}
    ledger.choose_account(
        actor=books.keeper, purpose="claim.cost", taakveld="0.4", account=by_code["4200"], at=world.at
    )
    world.approved(world.first.anna)
    assert books.balances() == {"0500": -3420, "4200": 3420}
    rules = {(each.purpose.code, each.taakveld) for each in ledger.posting_rules(actor=books.keeper)}
    of_claims = {each for each in rules if not each[0].startswith("invoice.")}
    assert of_claims == {("bank", ""), ("claim.cost", ""), ("claim.cost", "0.4"), ("claim.debt", "")}


def test_without_an_account_nothing_is_posted_and_the_claim_is_approved_all_the_same(world: World) -> None:
    books = Books.of(world)
    claim = world.approved(world.first.anna)
    assert claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).state == "approved"
    assert books.balances() == {}
    (waiting,), count = ledger.facts_waiting(actor=books.keeper)
    assert (waiting.why, waiting.euro.cents, count) == (ledger.Why.NO_ACCOUNT, 3420, 1)
    assert ledger.post_waiting(actor=books.keeper, at=world.at) == 0
    choose(books, cost="4100", debt="0500")
    assert ledger.post_waiting(actor=books.keeper, at=world.at) == 1
    assert ledger.post_waiting(actor=books.keeper, at=world.at) == 0
    assert books.balances() == {"0500": -3420, "4100": 3420}
    assert ledger.facts_waiting(actor=books.keeper) == ((), 0)


def test_what_falls_in_a_closed_period_waits_and_goes_to_the_next_open_day(
    books: Books, world: World
) -> None:
    books.close(11)
    world.approved(world.first.anna)
    (waiting,), _ = ledger.facts_waiting(actor=books.keeper)
    assert waiting.why is ledger.Why.SHUT
    assert ledger.post_waiting(actor=books.keeper, at=world.at) == 1
    assert books.balances(until=11) == {}
    assert books.balances() == {"0500": -3420, "4100": 3420}


def test_an_organisation_without_books_keeps_nothing(books: Books, world: World) -> None:
    world.approved(world.second.anna)
    assert ledger.facts_waiting(actor=world.second.carla) == ((), 0)
    assert ledger.trial_balance(actor=world.second.carla, year=2026) == ()
    assert books.balances() == {}


def test_only_the_controller_chooses_and_only_what_is_there(books: Books, world: World) -> None:
    account = ledger.accounts(actor=books.keeper)[0].id

    def chosen(actor: Actor, purpose: str, taakveld: str = "") -> None:
        ledger.choose_account(actor=actor, purpose=purpose, taakveld=taakveld, account=account, at=world.at)

    for other in (world.first.ad, world.clerk):
        with pytest.raises(Refused):
            chosen(other, "bank")
    with pytest.raises(NotFound):
        chosen(books.keeper, "loans")
    with pytest.raises(NotFound):
        chosen(world.second.carla, "bank")
    with pytest.raises(Refused, match="taakveld"):
        chosen(books.keeper, "bank", "0.4")
    ledger.choose_account(actor=books.keeper, purpose="bank", account=None, at=world.at)
    assert {
        each.account for each in ledger.posting_rules(actor=books.keeper) if each.purpose.code == "bank"
    } == {None}
