"""A dispute with the supplier: nothing is paid, the clock stands still with its cause, and it can be lifted."""

from uuid import UUID

import pytest
from tests.capabilities.invoices.paid import ASKED_FROM, PAY_ON, approved, ask_all, make, noon, paying, set_up
from tests.capabilities.invoices.post import HOUR, WRONG, bill, receive, seen
from tests.capabilities.invoices.test_approving import code, part, registered, waits_for
from tests.world import MONDAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import InvoiceAct, PaymentStage
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.tenancy.api import Actor, NotFound


def dispute(world: World, invoice: UUID, reason: str = "Het derde pak is niet geleverd.") -> None:
    invoices.dispute_invoice(actor=world.clerk, invoice=invoice, reason=reason, at=MONDAY + HOUR)


def lift(world: World, invoice: UUID, by: Actor | None = None) -> None:
    invoices.lift_dispute(actor=by or world.clerk, invoice=invoice, outcome="Geleverd", at=noon(PAY_ON))


def test_what_is_disputed_is_not_paid_until_it_is_lifted(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    assert seen(world, invoice).may_dispute
    dispute(world, invoice)
    view = seen(world, invoice)
    assert (view.row.disputed_since, view.may_dispute) == (MONDAY + HOUR, False)
    assert (view.timeline[-1].act, view.timeline[-1].words) == (
        InvoiceAct.DISPUTED,
        "Het derde pak is niet geleverd.",
    )
    assert ask_all(world, ASKED_FROM) == 0
    assert paying(world, invoice, ASKED_FROM).stage is PaymentStage.ON_HOLD
    with pytest.raises(invoices.CannotBePaid, match="disputed"):
        invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Toch", at=noon(ASKED_FROM))
    page = invoices.invoices_at_desk(
        actor=world.clerk, narrow=invoices.InvoiceFilter(approval=invoices.DISPUTED)
    )
    assert [(each.id, each.stage) for each in page.rows] == [(invoice, PaymentStage.ON_HOLD)]
    lift(world, invoice)
    assert seen(world, invoice).row.disputed_since is None
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.ASKED, "its day had come"
    acts = [each.act for each in seen(world, invoice).timeline]
    assert acts[-3:] == [InvoiceAct.DISPUTED, InvoiceAct.DISPUTE_LIFTED, InvoiceAct.PAYMENT_ASKED]


def test_a_payment_that_was_asked_is_taken_back_and_a_batch_is_not_released(world: World) -> None:
    set_up(world)
    ready, batched = approved(world), approved(world, "2")
    assert ask_all(world, ASKED_FROM) == 2
    payment = payments.payment_of(actor=world.first.system, source_type=invoices.SOURCE, source_id=batched)
    assert payment is not None
    batch = make(world, ASKED_FROM, [payment.payment_id], on=PAY_ON)
    dispute(world, ready)
    assert paying(world, ready, ASKED_FROM).stage is PaymentStage.ON_HOLD
    taken = payments.payment_of(actor=world.first.system, source_type=invoices.SOURCE, source_id=ready)
    assert taken is None or taken.state == "withdrawn"
    dispute(world, batched)
    with pytest.raises(payments.UnsoundBatch, match="On hold"):
        payments.release_batch(actor=world.paula, batch=batch, at=noon(ASKED_FROM))
    lift(world, batched)
    payments.release_batch(actor=world.paula, batch=batch, at=noon(ASKED_FROM))
    with pytest.raises(invoices.CannotBeDisputed, match="at the bank"):
        dispute(world, batched)


def test_whoever_answers_for_the_budget_goes_on_and_a_refusal_ends_it(world: World) -> None:
    set_up(world)
    invoice = registered(world)
    code(world, invoice, part())
    dispute(world, invoice)
    assert waits_for(world.first.jan) == [invoice]
    invoices.refuse_invoice(
        actor=world.first.jan, invoice=invoice, seen_round=1, reason="Niet besteld", at=MONDAY + HOUR
    )
    view = seen(world, invoice)
    assert (view.row.disputed_since, view.may_dispute) == (None, False)


def test_what_cannot_be_disputed(world: World, elsewhere: World) -> None:
    waits = receive(world, bill("5"), WRONG).invoice
    credit = receive(world, bill("6", type_code="381")).invoice
    for each in (waits, credit):
        assert not seen(world, each).may_dispute
        with pytest.raises(invoices.CannotBeDisputed):
            dispute(world, each)
    invoice = registered(world)
    with pytest.raises(invoices.NoReason):
        dispute(world, invoice, " ")
    with pytest.raises(invoices.CannotBeDisputed, match="any more"):
        lift(world, invoice)
    dispute(world, invoice)
    with pytest.raises(invoices.CannotBeDisputed, match="already"):
        dispute(world, invoice)
    for who, refused in (
        (world.first.jan, invoices.NotForThisDesk),
        (world.payer, invoices.NotForThisDesk),
        (elsewhere.clerk, NotFound),
    ):
        with pytest.raises(refused):
            lift(world, invoice, who)
