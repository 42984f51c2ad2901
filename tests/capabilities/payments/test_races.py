"""Sixteen at once: one effect."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from tests.capabilities.payments.bank import all_paid
from tests.capabilities.payments.world import (
    LATER,
    NEDERLEK,
    NOW,
    READ,
    SCHOONHOVEN,
    TOMORROW,
    Cooperation,
    Ear,
    cooperation,
    request,
)
from tests.database import TestDatabase

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import UnsoundBatch
from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.kernel import IllegalMove

AT_ONCE = 16


@pytest.fixture
def k5(fresh_database: TestDatabase) -> Cooperation:
    return cooperation(accounts={"Schoonhoven": SCHOONHOVEN, "Nederlek": NEDERLEK})


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What sixteen get who start together, each on a connection of their own; a refusal is its type."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> Any:
        try:
            start.wait()
            return act(number)
        except (UnsoundBatch, IllegalMove) as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def states(k5: Cooperation) -> Counter[str]:
    with entered(k5.anna):
        return Counter(Payment.records.of(k5.anna).values_list("state", flat=True))


def test_sixteen_who_want_everything_make_one_batch(k5: Cooperation) -> None:
    k5.owe("Nederlek", *["1.00"] * 20)
    k5.owe("Schoonhoven", *["2.00"] * 20)
    got = at_once(lambda number: k5.make(key=f"press {number}"))
    assert got.count(UnsoundBatch) == AT_ONCE - 1
    (made,) = payments.batches(actor=k5.anna)
    assert (made.count, made.total.cents, made.states) == (40, 6000, {"batched": 40})


def test_sixteen_presses_of_one_button_are_one_batch(k5: Cooperation) -> None:
    k5.owe("Nederlek", *["1.00"] * 20)
    assert len(set(at_once(lambda _: k5.make(key="one press")))) == 1
    assert [made.count for made in payments.batches(actor=k5.anna)] == [20]


def test_batches_that_overlap_share_no_payment(k5: Cooperation) -> None:
    owed = k5.owe("Nederlek", *["1.00"] * 32)
    got = at_once(lambda number: k5.make(chosen=owed[number : number + 4]))
    made = payments.batches(actor=k5.anna)
    assert len(made) == AT_ONCE - got.count(UnsoundBatch) >= 1
    assert sum(batch.count for batch in made) == states(k5)["batched"] == 4 * len(made)


def test_sixteen_releases_write_one_file(k5: Cooperation) -> None:
    k5.owe("Nederlek", *["1.00"] * 20)
    batch = k5.make()
    got = at_once(lambda _: payments.release_batch(actor=k5.bert, batch=batch, at=LATER))
    assert len(set(got)) == 1
    assert states(k5) == {"released": 20}
    with entered(k5.anna):
        assert Document.records.of(k5.anna).count() == 1
    acts = [(line.action, line.details["count"]) for line in trail_of(actor=k5.anna, subject=batch)]
    assert acts.count(("payment_batch.released", 20)) == 2  # of the provider, and of the one municipality


def test_release_and_cancel_at_once_are_one_of_the_two(k5: Cooperation) -> None:
    k5.owe("Nederlek", *["1.00"] * 20)
    batch = k5.make()

    def act(number: int) -> Any:
        if number % 2:
            return payments.cancel_batch(actor=k5.anna, batch=batch, reason="Race", at=LATER)
        return payments.release_batch(actor=k5.bert, batch=batch, at=LATER)

    got = at_once(act)
    assert got.count(IllegalMove) == AT_ONCE // 2
    state = payments.batch(actor=k5.anna, batch=batch).state
    assert states(k5) == ({"released": 20} if state == "released" else {"ready": 20})


def test_sixteen_uploads_of_one_statement_pay_once(k5: Cooperation, ear: Ear) -> None:
    k5.owe("Nederlek", *["1.00"] * 20)
    k5.owe("Schoonhoven", *["2.00"] * 20)
    content = all_paid(k5.release(k5.make()), [NEDERLEK, SCHOONHOVEN])
    got = at_once(
        lambda _: payments.upload_statement(actor=k5.anna, name="afschrift.xml", content=content, at=READ)
    )
    assert sorted(outcome.paid for outcome in got) == [0] * (AT_ONCE - 1) + [40]
    assert sum(outcome.already_read for outcome in got) == AT_ONCE - 1
    assert states(k5) == {"paid": 40}
    assert sum(len(sources) for sources, _ in ear.heard_paid) == 40


def test_sixteen_who_ask_for_the_same_payment_get_one(k5: Cooperation) -> None:
    nederlek = k5.municipalities["Nederlek"]
    asked = [request(nederlek.organisation_id, "1.00") for _ in range(5)]
    got = at_once(lambda _: payments.request_payments(actor=nederlek, requests=asked, at=NOW))
    assert len(set(got)) == 1
    assert states(k5) == {"ready": 5}


def test_the_button_is_pressed_while_more_is_asked_for(k5: Cooperation) -> None:
    k5.owe("Nederlek", "1.00")

    def act(number: int) -> Any:
        if number % 2:
            return k5.owe("Nederlek", *["1.00"] * 3)
        return payments.make_batch(actor=k5.anna, execution_date=TOMORROW, key=f"press {number}", at=NOW)

    at_once(act)
    made = payments.batches(actor=k5.anna)
    found = states(k5)
    assert sum(found.values()) == 25
    assert (
        sum(batch.count for batch in made)
        == sum(batch.total.cents for batch in made) // 100
        == found["batched"]
    )


def test_sixteen_who_free_one_batch_free_it_once(k5: Cooperation) -> None:
    k5.owe("Nederlek", *["1.00"] * 20)
    batch = k5.make()
    k5.release(batch)
    asked = at_once(
        lambda _: payments.ask_correction(actor=k5.anna, kind="free", batch=batch, reason="Weg", at=LATER)
    )
    assert len(set(asked)) == 1
    at_once(lambda _: payments.confirm_correction(actor=k5.bert, correction=asked[0], at=LATER))
    assert states(k5) == {"freed": 20, "ready": 20}


def test_freeing_while_the_statement_says_paid_never_leaves_two_to_pay(k5: Cooperation, ear: Ear) -> None:
    k5.owe("Nederlek", *["1.00"] * 20)
    batch = k5.make()
    content = all_paid(k5.release(batch), [NEDERLEK])
    asked = payments.ask_correction(actor=k5.anna, kind="free", batch=batch, reason="Weg", at=LATER)

    def act(number: int) -> Any:
        if number % 2:
            return payments.confirm_correction(actor=k5.bert, correction=asked, at=READ)
        return payments.upload_statement(actor=k5.anna, name="afschrift.xml", content=content, at=READ)

    at_once(act)
    found = states(k5)
    assert (found["paid"], found["ready"], found["freed"]) == (20, 0, 0)
    assert sum(len(sources) for sources, _ in ear.heard_paid) == 20
