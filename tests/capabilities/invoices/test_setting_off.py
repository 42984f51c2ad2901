"""Credit notes are taken off what is paid to their supplier: never more than there is, and never paid themselves."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.invoices.paid import (
    OWN,
    PAY_ON,
    TO_PAY,
    approved,
    ask_all,
    bank_says,
    make,
    noon,
    paying,
    release,
    set_up,
    transfers,
)
from tests.capabilities.invoices.post import OTHER, bill, receive
from tests.capabilities.invoices.test_booking import books, owed, stands
from tests.capabilities.ledger.books import Books
from tests.capabilities.payments.bank import sent
from tests.database import TestDatabase
from tests.formats.invoices.samples import line
from tests.world import World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import InvoiceAct, PaymentStage
from bodemplaat.capabilities.invoices.models import SetOff
from bodemplaat.capabilities.invoices.reckoning.setting_off import LONGEST_WAIT, Credit, set_off
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.invoices.values import Preceding
from bodemplaat.foundation.tenancy.api import NotFound, entered
from bodemplaat.kernel import Euro

__all__ = ["books"]

DAY = timedelta(days=1)


def credited(world: World, number: str, amount: str, of: str = "", **changes: Any) -> UUID:
    """A credit note of an amount without VAT, that names an invoice or none."""
    note = bill(number, lines=(line(1, amount),), type_code="381", due=None, **changes)
    note = replace(note, preceding=(Preceding(of),) if of else ())
    taken = receive(world, note)
    assert taken.state is invoices.InvoiceState.REGISTERED
    return taken.invoice


def left(world: World, note: UUID) -> Euro:
    view = invoices.credit_view(actor=world.clerk, invoice=note)
    assert view is not None
    return view.left


def test_a_credit_note_is_taken_off_the_invoice_that_it_names(world: World) -> None:
    set_up(world)
    other, invoice = approved(world, "1"), approved(world, "2026/17")
    note = credited(world, "C1", "20.00", "2026-17")
    ask_all(world, PAY_ON)
    assert (paying(world, other, PAY_ON).to_pay, paying(world, invoice, PAY_ON).to_pay) == (
        TO_PAY,
        Euro.of("96.80"),
    )
    assert left(world, note) == Euro(0)
    file = release(world, make(world, PAY_ON), PAY_ON)
    assert sorted(each.amount for each in transfers(file)) == [Euro.of("96.80"), TO_PAY]
    (off,) = paying(world, invoice, PAY_ON).set_off
    assert (off.other, off.number, off.amount) == (note, "C1", Euro.of("24.20"))
    for each in (invoice, note):
        timeline = invoices.invoice_view(actor=world.clerk, invoice=each).timeline
        assert InvoiceAct.SET_OFF in [event.act for event in timeline]


def test_one_that_comes_first_waits_for_its_invoice(world: World) -> None:
    set_up(world)
    note = credited(world, "C1", "20.00", "2")
    first = approved(world, "1")
    invoices.pay_invoice_now(actor=world.clerk, invoice=first, reason="Nu", at=noon(PAY_ON - 3 * DAY))
    assert (paying(world, first, PAY_ON).to_pay, left(world, note)) == (TO_PAY, Euro.of("24.20"))
    named = approved(world, "2")
    ask_all(world, PAY_ON)
    assert (paying(world, named, PAY_ON).to_pay, left(world, note)) == (Euro.of("96.80"), Euro(0))


def test_one_that_names_none_or_one_that_was_paid_is_taken_off_the_next_payment(world: World) -> None:
    set_up(world)
    paid = approved(world, "1")
    ask_all(world, PAY_ON)
    file = release(world, make(world, PAY_ON), PAY_ON)
    bank_says(world, *sent(file, OWN), on=PAY_ON)
    of_paid, of_none = credited(world, "C1", "20.00", "1"), credited(world, "C2", "30.00")
    following = approved(world, "2")
    ask_all(world, PAY_ON + DAY)
    assert paying(world, following, PAY_ON).to_pay == Euro.of("60.50")
    assert [left(world, each) for each in (of_paid, of_none)] == [Euro(0), Euro(0)]
    assert paying(world, paid, PAY_ON).to_pay == TO_PAY


def test_more_credit_than_is_owed_pays_nothing_and_the_rest_waits(world: World) -> None:
    set_up(world)
    invoice = approved(world, "1")
    note = credited(world, "C1", "150.00", "1")
    ask_all(world, PAY_ON)
    view = paying(world, invoice, PAY_ON)
    assert (view.stage, view.to_pay, view.may_pay_now) == (PaymentStage.SETTLED, Euro(0), False)
    assert view.day == PAY_ON
    assert left(world, note) == Euro.of("60.50")
    assert payments.payments_waiting(actor=world.payer).count == 0
    with pytest.raises(invoices.CannotBePaid):
        invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Nu", at=noon(PAY_ON))
    following = approved(world, "2")
    ask_all(world, PAY_ON)
    assert (paying(world, following, PAY_ON).to_pay, left(world, note)) == (Euro.of("60.50"), Euro(0))
    rows = invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter(), on=PAY_ON).rows
    stages = {each.number: each.stage for each in rows}
    assert stages == {"1": PaymentStage.SETTLED, "2": PaymentStage.ASKED, "C1": PaymentStage.SETTLED}


def test_what_was_taken_off_stays_off_when_the_bank_gives_the_rest_back(world: World) -> None:
    from tests.capabilities.payments.bank import back

    set_up(world)
    invoice = approved(world, "1")
    credited(world, "C1", "20.00", "1")
    ask_all(world, PAY_ON)
    file = release(world, make(world, PAY_ON), PAY_ON)
    bank_says(world, *sent(file, OWN), on=PAY_ON)
    bank_says(world, *(back(each) for each in sent(file, OWN)), on=PAY_ON + DAY, name="S2")
    invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Weer", at=noon(PAY_ON + DAY))
    (transfer,) = transfers(release(world, make(world, PAY_ON + DAY), PAY_ON + DAY))
    assert transfer.amount == Euro.of("96.80")


def test_only_credit_of_the_same_supplier_that_is_registered_counts(world: World) -> None:
    set_up(world)
    invoice = approved(world, "1")
    credited(world, "C1", "20.00", supplier=OTHER)
    from tests.capabilities.invoices.post import WRONG

    waits = bill("C2", lines=(line(1, "20.00"),), type_code="381", due=None)
    receive(world, waits, WRONG)
    ask_all(world, PAY_ON)
    assert paying(world, invoice, PAY_ON).to_pay == TO_PAY
    assert invoices.credit_view(actor=world.clerk, invoice=invoice) is None


def test_the_books_have_it_as_less_cost_less_vat_and_less_debt(books: Books, world: World) -> None:
    invoice = approved(world, "1")
    credited(world, "C1", "20.00", "1")
    assert stands(books) == {"4300": 10000, "0610": 2100, "0510": -12100}
    ask_all(world, PAY_ON)
    assert stands(books) == {"4300": 8000, "0610": 1680, "0510": -9680}
    assert [cents for _, cents in owed(books)] == [-9680]
    bank_says(world, *sent(release(world, make(world, PAY_ON), PAY_ON), OWN), on=PAY_ON)
    assert stands(books) == {"4300": 8000, "0610": 1680, "0100": -9680}
    assert owed(books) == []
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.PAID


def test_what_is_set_off_stays_and_nobody_else_reads_it(world: World, elsewhere: World) -> None:
    set_up(world)
    approved(world, "1")
    note = credited(world, "C1", "20.00", "1")
    ask_all(world, PAY_ON)
    system = world.first.system
    with entered(system), pytest.raises(DatabaseError), transaction.atomic():
        SetOff.records.of(system).update(cents=1)
    with entered(elsewhere.first.system):
        assert not SetOff.records.of(elsewhere.first.system).exists()
    with pytest.raises(NotFound):
        invoices.credit_view(actor=elsewhere.clerk, invoice=note)


def test_a_credit_note_is_taken_off_one_of_many_that_are_paid_at_once(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    set_up(world)
    waiting = [approved(world, str(number)) for number in range(1, 9)]
    note = credited(world, "C1", "150.00")
    start = Barrier(len(waiting))

    def press(invoice: UUID) -> None:
        try:
            start.wait()
            invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Nu", at=noon(PAY_ON))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(waiting)) as pool:
        list(pool.map(press, waiting))
    to_pay = [paying(world, each, PAY_ON).to_pay.cents for each in waiting]
    assert sorted(to_pay) == [0, 6050, *[12100] * 6]
    assert left(world, note) == Euro(0)


@given(
    st.integers(0, 500),
    st.lists(st.tuples(st.integers(1, 300), st.sampled_from(["", "a", "b", "c"])), max_size=6),
    st.dictionaries(st.sampled_from(["a", "b"]), st.booleans()),
)
def test_never_more_is_taken_off_than_either_comes_to(
    to_pay: int, credits_of: Sequence[tuple[int, str]], others: dict[str, bool]
) -> None:
    day = date(2026, 11, 23)
    notes = [
        Credit(uuid4(), cents, day, frozenset([name]) if name else frozenset()) for cents, name in credits_of
    ]
    taken = list(set_off(to_pay, "c", notes, others, day + LONGEST_WAIT))
    assert sum(cents for _, cents in taken) <= to_pay
    assert all(0 < cents <= note.left for note, cents in taken)
    assert not any(others.get(name) for note, _ in taken for name in note.names)
