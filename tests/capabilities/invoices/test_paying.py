"""From approved to paid: on the last day in time, once, to an account that stands, through the batches that claims have too."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections
from tests.capabilities.invoices.paid import (
    ASKED_FROM,
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
from tests.capabilities.invoices.post import bill, receive, seen
from tests.capabilities.invoices.test_approving import AT_ONCE, code, part
from tests.capabilities.invoices.test_suppliers import NEW, USUAL, ask, confirmed, register, view_of
from tests.capabilities.payments.bank import CLOSED, back, sent
from tests.database import TestDatabase
from tests.formats.invoices.samples import line
from tests.world import TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import InvoiceAct, PaymentStage
from bodemplaat.capabilities.invoices.reckoning.paying import last_day_to_pay
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.invoices.values import PaymentMeans
from bodemplaat.foundation.tenancy.api import NotFound

DAY = timedelta(days=1)


def now(
    world: World, invoice: UUID, day: date = ASKED_FROM, reason: str = "Afgesproken", account: str = ""
) -> None:
    invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason=reason, account=account, at=noon(day))


def account_of(world: World) -> UUID:
    return view_of(world, register(world)[0].id).accounts[0].id


def stop(world: World, account: UUID, day: date = ASKED_FROM) -> None:
    invoices.end_supplier_account(
        actor=world.clerk, account=account, reason="De leverancier belde: niet van ons", at=noon(day)
    )


def acts(world: World, invoice: UUID) -> list[InvoiceAct]:
    return [each.act for each in seen(world, invoice).timeline][4:]


def test_an_approved_invoice_is_paid_on_the_last_day_in_time(world: World) -> None:
    set_up(world)
    reference = replace(
        bill("1", lines=(line(1, "100.00"),)),
        payment=(PaymentMeans("58", reference="RF18 5390 0754 7034", account=USUAL),),
    )
    invoice = approved(world, as_sent=reference)
    view = paying(world, invoice, TODAY + 7 * DAY)
    assert (view.stage, view.to_pay, view.pay_on) == (PaymentStage.LATER, TO_PAY, PAY_ON)
    assert ask_all(world, ASKED_FROM - DAY) == 0
    assert ask_all(world, ASKED_FROM) == 1
    assert ask_all(world, ASKED_FROM) == 0, "asked once"
    assert paying(world, invoice, ASKED_FROM).stage is PaymentStage.ASKED
    with pytest.raises(payments.UnsoundBatch, match=PAY_ON.isoformat()):
        make(world, ASKED_FROM)
    batch = make(world, ASKED_FROM, on=PAY_ON)
    view = paying(world, invoice, ASKED_FROM)
    assert (view.stage, view.day) == (PaymentStage.BATCHED, PAY_ON)
    file = release(world, batch, ASKED_FROM)
    assert paying(world, invoice, ASKED_FROM).stage is PaymentStage.SENT
    (transfer,) = transfers(file)
    assert (transfer.amount, transfer.iban, transfer.creditor) == (TO_PAY, USUAL, "Veenstra Kantoor B.V.")
    assert (transfer.reference, transfer.remittance) == ("RF18539007547034", "")
    bank_says(world, *sent(file, OWN), on=PAY_ON)
    view = paying(world, invoice, PAY_ON + DAY)
    assert (view.stage, view.day, view.may_pay_now) == (PaymentStage.PAID, PAY_ON, False)
    assert acts(world, invoice) == [InvoiceAct.PAYMENT_ASKED, InvoiceAct.PAID]
    with pytest.raises(invoices.CannotBePaid, match="never paid twice"):
        now(world, invoice, PAY_ON + DAY)
    assert ask_all(world, PAY_ON + 30 * DAY) == 0


@pytest.mark.parametrize(
    ("received", "pay_on"),
    [
        (date(2026, 11, 23), date(2026, 12, 22)),
        (date(2026, 11, 25), date(2026, 12, 23)),  # until Christmas Day: the bank day before it is the 24th
        (date(2026, 11, 28), date(2026, 12, 24)),  # until Monday 28 December: one bank day for the bank
        (date(2026, 11, 27), date(2026, 12, 23)),  # until Sunday the 27th: a longer term is not used up
        (date(2010, 1, 4), date(2010, 1, 5)),  # of which no law is known: at once
    ],
)
def test_the_last_day_is_one_on_which_a_bank_still_brings_it_in_time(received: date, pay_on: date) -> None:
    assert last_day_to_pay(received) == pay_on


def test_somebody_lets_it_be_paid_before_its_day_with_a_reason(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    day = TODAY + 7 * DAY
    with pytest.raises(invoices.NoReason):
        now(world, invoice, day, " ")
    with pytest.raises(invoices.CannotBePaid, match="confirmed"):
        now(world, invoice, TODAY)  # its waiting time runs
    with pytest.raises(invoices.CannotBePaid, match="confirmed"):
        now(world, invoice, day, account=NEW)
    for who in (world.first.jan, world.payer):
        with pytest.raises(invoices.NotForThisDesk):
            invoices.pay_invoice_now(actor=who, invoice=invoice, reason="x", at=noon(day))
    now(world, invoice, day)
    with pytest.raises(invoices.CannotBePaid):
        now(world, invoice, day)
    file = release(world, make(world, day), day)
    assert [(each.amount, each.remittance, each.reference) for each in transfers(file)] == [
        (TO_PAY, "Factuur 1", "")
    ]
    assert seen(world, invoice).timeline[-1].words == "Afgesproken"
    waits = receive(world, bill("2", lines=(line(1, "100.00"),))).invoice
    with pytest.raises(invoices.CannotBePaid, match="approved"):
        now(world, waits, day)


def test_what_is_approved_after_its_day_is_asked_at_once(world: World) -> None:
    set_up(world)
    first = approved(world)
    late = receive(world, bill("2", lines=(line(1, "100.00"),))).invoice
    code(world, late, part("100.00"))
    invoices.approve_invoice(actor=world.first.jan, invoice=late, seen_round=1, at=noon(PAY_ON + 30 * DAY))
    assert paying(world, late, PAY_ON + 30 * DAY).stage is PaymentStage.ASKED
    assert paying(world, first, PAY_ON + 30 * DAY).stage is PaymentStage.LATER


@pytest.mark.parametrize("code", ["49", "59", "48"])
def test_what_the_supplier_collects_is_paid_by_nobody_unless_a_clerk_says_so(world: World, code: str) -> None:
    """Its account is confirmed, and it would have been paid on its day, beside what the supplier collected."""
    set_up(world)
    means = PaymentMeans(code, reference="1", account=USUAL, mandate="M-1", debited_account=OWN)
    invoice = approved(world, as_sent=replace(bill("1", lines=(line(1, "100.00"),)), payment=(means,)))
    assert ask_all(world, ASKED_FROM) == 0
    assert ask_all(world, PAY_ON) == 0
    view = paying(world, invoice, PAY_ON)
    assert view.stage is PaymentStage.COLLECTED
    assert view.may_pay_now
    now(world, invoice, PAY_ON, "De incasso kwam terug", USUAL)
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.ASKED


def test_an_invoice_that_leaves_the_choice_is_paid(world: World) -> None:
    set_up(world)
    ways = (PaymentMeans("59", mandate="M-1"), PaymentMeans("58", reference="1", account=USUAL))
    approved(world, as_sent=replace(bill("1", lines=(line(1, "100.00"),)), payment=ways))
    assert ask_all(world, ASKED_FROM) == 1


def test_an_account_that_is_not_confirmed_holds_it(world: World) -> None:
    set_up(world)
    invoice = approved(world, stands=False)
    assert paying(world, invoice, ASKED_FROM).stage is PaymentStage.ON_HOLD
    assert ask_all(world, PAY_ON) == 0
    ask(world, register(world)[0].id)
    assert ask_all(world, PAY_ON) == 0
    assert not paying(world, invoice, ASKED_FROM).may_pay_now


def test_an_account_that_ends_before_the_batch_takes_the_payment_back(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    ask_all(world, PAY_ON)
    stop(world, account_of(world), PAY_ON)
    view = paying(world, invoice, PAY_ON)
    assert (view.stage, view.accounts) == (PaymentStage.ON_HOLD, ())
    assert acts(world, invoice) == [InvoiceAct.PAYMENT_ASKED, InvoiceAct.PAYMENT_HELD]
    with pytest.raises(payments.UnsoundBatch):
        make(world, PAY_ON)
    assert ask_all(world, PAY_ON) == 0
    confirmed(world, register(world)[0].id, NEW)
    now(world, invoice, PAY_ON, "Nieuw nummer, gebeld", account=NEW)
    (transfer,) = transfers(release(world, make(world, PAY_ON), PAY_ON))
    assert (transfer.iban, transfer.amount) == (NEW, TO_PAY)


def test_an_account_that_ends_while_it_is_in_a_batch_stops_the_release(world: World) -> None:
    set_up(world)
    invoice, other = approved(world), approved(world, "2")
    ask_all(world, PAY_ON)
    batch = make(world, PAY_ON)
    stop(world, account_of(world), PAY_ON)
    for each in (invoice, other):
        assert paying(world, each, PAY_ON).stage is PaymentStage.ON_HOLD
    with pytest.raises(payments.UnsoundBatch, match="Veenstra"):
        release(world, batch, PAY_ON)
    payments.cancel_batch(actor=world.payer, batch=batch, reason="Rekening vervallen", at=noon(PAY_ON))
    with pytest.raises(payments.UnsoundBatch, match="Veenstra"):
        make(world, PAY_ON)
    waiting = [each.id for each in payments.payments_waiting(actor=world.payer).payments]
    with pytest.raises(payments.UnsoundBatch, match="Veenstra"):
        make(world, PAY_ON, waiting)
    ask_all(world, PAY_ON + DAY)
    assert payments.payments_waiting(actor=world.payer).count == 0, "taken back the next day"
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.ON_HOLD


def test_one_that_the_bank_gives_back_waits_for_a_clerk_and_is_paid_elsewhere(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    now(world, invoice)
    file = release(world, make(world, ASKED_FROM), ASKED_FROM)
    bank_says(world, *sent(file, OWN), on=ASKED_FROM)
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.PAID
    bank_says(world, *(back(each, CLOSED) for each in sent(file, OWN)), on=ASKED_FROM + DAY, name="S2")
    view = paying(world, invoice, PAY_ON + DAY)
    assert (view.stage, view.return_code, view.day) == (PaymentStage.RETURNED, "AC04", ASKED_FROM + DAY)
    assert view.return_reason
    assert ask_all(world, PAY_ON + 9 * DAY) == 0, "a clerk looks first"
    confirmed(world, register(world)[0].id, NEW)
    now(world, invoice, PAY_ON + DAY, "Andere rekening", account=NEW)
    again = release(world, make(world, PAY_ON + DAY), PAY_ON + DAY)
    (transfer,) = transfers(again)
    assert (transfer.iban, transfer.end_to_end_id != transfers(file)[0].end_to_end_id) == (NEW, True)
    bank_says(world, *sent(again, OWN), on=PAY_ON + DAY, name="S3")
    assert paying(world, invoice, PAY_ON + 2 * DAY).stage is PaymentStage.PAID
    assert acts(world, invoice) == [
        InvoiceAct.PAYMENT_ASKED,
        InvoiceAct.PAID,
        InvoiceAct.BOUNCED,
        InvoiceAct.PAYMENT_ASKED,
        InvoiceAct.PAID,
    ]


def test_lists_tell_how_far_it_is(world: World) -> None:
    set_up(world)
    invoice, other = approved(world), approved(world, "2")
    now(world, other)

    def stages(day: date) -> dict[str, tuple[PaymentStage, date | None]]:
        rows = invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter(), on=day).rows
        return {each.number: (each.stage, each.stage_day) for each in rows}

    assert stages(ASKED_FROM)["1"] == (PaymentStage.LATER, PAY_ON)
    assert stages(TODAY)["1"][0] is PaymentStage.ON_HOLD
    assert stages(ASKED_FROM)["2"][0] is PaymentStage.ASKED
    (row,) = invoices.invoice_rows(actor=world.clerk, ids=[invoice], on=ASKED_FROM)
    assert row.stage is PaymentStage.LATER
    assert {each.stage for each in view_of(world, register(world)[0].id).invoices} == {
        PaymentStage.ON_HOLD
    }, "on Monday its waiting time runs"


def test_nobody_else_reads_or_asks(world: World, elsewhere: World) -> None:
    set_up(world)
    invoice = approved(world)
    with pytest.raises(NotFound):
        invoices.invoice_payment(actor=elsewhere.clerk, invoice=invoice, on=TODAY)
    with pytest.raises(NotFound):
        invoices.pay_invoice_now(actor=elsewhere.clerk, invoice=invoice, reason="x", at=noon(PAY_ON))
    with pytest.raises(NotFound):
        invoices.ask_when_due(actor=elsewhere.first.system, invoice=invoice, at=noon(PAY_ON))


def test_sixteen_who_let_it_be_paid_at_once_pay_it_once(committed_world: tuple[TestDatabase, World]) -> None:
    _, world = committed_world
    set_up(world)
    invoice = approved(world)
    start = Barrier(AT_ONCE)

    def press(number: int) -> bool:
        try:
            start.wait()
            if number % 4 == 3:
                return invoices.ask_when_due(actor=world.first.system, invoice=invoice, at=noon(PAY_ON))
            invoices.pay_invoice_now(
                actor=(world.clerk, world.kim)[number % 2], invoice=invoice, reason="Nu", at=noon(PAY_ON)
            )
        except invoices.CannotBePaid:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(press, range(AT_ONCE))) == 1
    asked = payments.payments_of(actor=world.first.system, source_type=invoices.SOURCE, source_id=invoice)
    assert [each.state for each in asked] == ["ready"]
    assert acts(world, invoice) == [InvoiceAct.PAYMENT_ASKED]


def test_an_account_that_ends_while_batches_are_released_is_either_paid_or_held(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    set_up(world)
    invoice = approved(world)
    ask_all(world, PAY_ON)
    batch, account = make(world, PAY_ON), account_of(world)
    start = Barrier(2)

    def do(releases: bool) -> bool:
        try:
            start.wait()
            if releases:
                release(world, batch, PAY_ON)
            else:
                stop(world, account, PAY_ON)
        except payments.UnsoundBatch:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        released, stopped = pool.map(do, (True, False))
    assert stopped
    stage = paying(world, invoice, PAY_ON).stage
    assert stage is (PaymentStage.SENT if released else PaymentStage.ON_HOLD)


def stuck(world: World, day: date) -> list[UUID]:
    narrow = invoices.InvoiceFilter(approval=invoices.PAYMENT_STUCK)
    shown = [
        each.id
        for each in invoices.invoices_at_desk(actor=world.clerk, narrow=narrow, sort="number", on=day).rows
    ]
    assert len(shown) == invoices.count_payments_stuck(actor=world.clerk, on=day)
    assert (
        list(invoices.invoice_ids(actor=world.clerk, narrow=narrow, sort="number", most=9, on=day)) == shown
    )
    return shown


def test_the_list_says_which_payments_are_stuck(world: World) -> None:
    set_up(world)
    invoice = approved(world, stands=False)
    assert stuck(world, TODAY) == [invoice], "nobody confirmed its account"
    account = confirmed(world, register(world)[0].id)
    assert stuck(world, TODAY) == [], "its waiting time is over before its day"
    assert stuck(world, PAY_ON) == []
    assert stuck(world, PAY_ON + DAY) == [invoice], "its day has passed and nobody asked"
    ask_all(world, ASKED_FROM)
    batch = make(world, ASKED_FROM, on=PAY_ON)
    stop(world, account)
    assert stuck(world, ASKED_FROM) == [invoice], "in a batch that cannot be released"
    payments.cancel_batch(actor=world.payer, batch=batch, reason="Rekening", at=noon(ASKED_FROM))
    confirmed(world, register(world)[0].id, NEW)
    assert stuck(world, ASKED_FROM) == [invoice]
    now(world, invoice, ASKED_FROM, account=NEW)
    assert stuck(world, ASKED_FROM) == []
    file = release(world, make(world, PAY_ON), PAY_ON)
    assert stuck(world, PAY_ON + DAY) == []
    bank_says(world, *sent(file, OWN), on=PAY_ON)
    assert stuck(world, PAY_ON + DAY) == []
    bank_says(world, *(back(each, CLOSED) for each in sent(file, OWN)), on=PAY_ON + DAY, name="S2")
    assert stuck(world, PAY_ON + 2 * DAY) == [invoice], "the bank gave it back"
