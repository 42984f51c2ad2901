"""An invoice that is paid in parts: by instalments or partly to a blocked account, each part once, and paid when all of them are."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.invoices.paid import (
    NEXT_WEEK,
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
from tests.capabilities.invoices.test_booking import books, owed, stands
from tests.capabilities.invoices.test_setting_off import credited, left
from tests.capabilities.invoices.test_suppliers import USUAL, register, view_of
from tests.capabilities.ledger.books import Books
from tests.capabilities.payments.bank import CLOSED, back, sent
from tests.database import TestDatabase
from tests.formats.invoices.samples import line
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.api import AskedPart, InvoiceAct, PartKind, PaymentStage
from bodemplaat.capabilities.invoices.models import PaymentPart
from bodemplaat.capabilities.invoices.reckoning.dividing import (
    DONE,
    shares_of,
    stage_of_parts,
    state_of_parts,
)
from bodemplaat.capabilities.invoices.vocabulary import PaymentState
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.invoices import read_invoice, write_ubl
from bodemplaat.formats.invoices.values import Invoice, PaymentMeans
from bodemplaat.foundation.tenancy.api import NotFound, entered
from bodemplaat.kernel import Euro

__all__ = ["books"]

DAY = timedelta(days=1)
BLOCKED = "NL39RABO0300065264"
LAST = date(2026, 12, 23)
FEBRUARY, MARCH = date(2027, 2, 26), date(2027, 3, 26)


def share(amount: str, due: date = LAST, iban: str = "") -> AskedPart:
    return AskedPart(Euro.of(amount), due, PartKind.BLOCKED if iban else PartKind.USUAL, iban)


def divide(world: World, invoice: UUID, *parts: AskedPart, reason: str = "Afgesproken") -> None:
    invoices.divide_invoice(
        actor=world.clerk, invoice=invoice, parts=parts, reason=reason, at=MONDAY + timedelta(hours=1)
    )


def parts_at(world: World, invoice: UUID, day: date) -> tuple[invoices.PartView, ...]:
    return invoices.division_view(actor=world.clerk, invoice=invoice, on=day).parts


def stages(world: World, invoice: UUID, day: date) -> list[PaymentStage]:
    return [each.stage for each in parts_at(world, invoice, day)]


def blocked_confirmed(world: World, iban: str = BLOCKED) -> UUID:
    account = invoices.propose_supplier_account(
        actor=world.clerk,
        supplier=register(world)[0].id,
        iban=iban,
        reason="G-rekeningovereenkomst gezien",
        is_blocked=True,
        at=MONDAY,
    )
    invoices.SUPPLIER_ACCOUNTS.confirm(actor=world.kim, which=account, at=MONDAY)
    return account


def pay_out(world: World, day: date, name: str) -> list[tuple[Euro, str]]:
    """What is asked is paid, and the bank says so; answers what it was and where it went."""
    file = release(world, make(world, day), day)
    bank_says(world, *sent(file, OWN), on=day, name=name)
    return [(each.amount, each.iban) for each in transfers(file)]


def test_instalments_are_paid_each_on_its_day_and_the_invoice_with_the_last(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    divide(world, invoice, share("40.00"), share("40.00", FEBRUARY), share("41.00", MARCH))
    assert ask_all(world, PAY_ON) == 1
    assert ask_all(world, PAY_ON) == 0, "asked once"
    assert pay_out(world, PAY_ON, "S1") == [(Euro.of("40.00"), USUAL)]
    assert stages(world, invoice, PAY_ON) == [PaymentStage.PAID, PaymentStage.LATER, PaymentStage.LATER]
    view = paying(world, invoice, PAY_ON)
    assert (view.stage, view.is_divided, view.may_pay_now) == (PaymentStage.PARTLY, True, False)
    assert view.pay_on == date(2027, 2, 25)
    for day, name in ((date(2027, 2, 25), "S2"), (date(2027, 3, 25), "S3")):
        assert ask_all(world, day) == 1
        pay_out(world, day, name)
    assert paying(world, invoice, MARCH).stage is PaymentStage.PAID
    assert paying(world, invoice, MARCH).day == date(2027, 3, 25)
    acts = [each.act for each in seen(world, invoice).timeline]
    assert acts[-6:] == [InvoiceAct.PART_ASKED, InvoiceAct.PART_PAID] * 2 + [
        InvoiceAct.PART_ASKED,
        InvoiceAct.PAID,
    ]
    assert ask_all(world, MARCH + 30 * DAY) == 0
    with pytest.raises(invoices.CannotBePaid, match="in parts"):
        invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Nu", at=noon(MARCH))
    with pytest.raises(invoices.CannotBeDivided):
        divide(world, invoice, share("121.00"))


def test_a_part_goes_to_a_blocked_account_that_two_confirmed_and_nothing_else_does(world: World) -> None:
    set_up(world)
    invoice, other = approved(world), approved(world, "2")
    divide(world, invoice, share("96.80"), share("24.20", iban="NL39 RABO 0300 0652 64"))
    assert (
        invoices.invoices_at_desk(
            actor=world.clerk, narrow=invoices.InvoiceFilter(approval=invoices.PAYMENT_STUCK), on=TODAY
        )
        .rows[0]
        .id
        == invoice
    ), "the blocked account is not confirmed"
    account = blocked_confirmed(world)
    assert ask_all(world, PAY_ON) == 2
    assert sorted(pay_out(world, PAY_ON, "S1"), key=str) == sorted(
        [(Euro.of("24.20"), BLOCKED), (Euro.of("96.80"), USUAL), (TO_PAY, USUAL)], key=str
    )
    third = approved(world, "3")
    with pytest.raises(invoices.CannotBePaid, match="confirmed"):
        invoices.pay_invoice_now(
            actor=world.clerk, invoice=third, reason="x", account=BLOCKED, at=noon(PAY_ON)
        )
    assert [each.is_blocked for each in view_of(world, register(world)[0].id).accounts if each.id == account]
    assert paying(world, invoice, PAY_ON).stage is paying(world, other, PAY_ON).stage is PaymentStage.PAID


def test_a_blocked_account_does_not_become_a_usual_one(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    blocked_confirmed(world)
    divide(world, invoice, share("100.00"), share("21.00", iban=BLOCKED))
    usual = next(each for each in parts_at(world, invoice, PAY_ON) if each.kind is PartKind.USUAL)
    assert usual.id is not None
    with pytest.raises(invoices.CannotBePaid, match="confirmed"):
        invoices.pay_part_now(
            actor=world.clerk, invoice=invoice, part=usual.id, reason="x", account=BLOCKED, at=NEXT_WEEK
        )


def with_shares(number: str, usual: str, blocked: str, named: str = "GACCOUNT") -> Invoice:
    made = bill(number, lines=(line(1, "100.00"),))
    means = (
        PaymentMeans("58", account=USUAL, number="1", amount=Decimal(usual)),
        PaymentMeans("58", account=BLOCKED, number=named, amount=Decimal(blocked)),
    )
    return replace(made, payment=means)


def test_an_invoice_says_itself_what_goes_to_a_blocked_account(world: World) -> None:
    set_up(world)
    sent_so = read_invoice(write_ubl(with_shares("1", "96.80", "24.20"))).invoice
    assert sent_so is not None
    assert [(each.number, each.amount) for each in sent_so.payment] == [
        ("1", Decimal("96.80")),
        ("GACCOUNT", Decimal("24.20")),
    ]
    invoice = receive(world, sent_so).invoice
    before = invoices.division_view(actor=world.clerk, invoice=invoice, on=TODAY)
    assert (before.is_as_sent, [each.id for each in before.parts]) == (True, [None, None])
    code(world, invoice, part("100.00"))
    to_decide = invoices.invoice_to_decide(actor=world.first.jan, invoice=invoice, on=TODAY)
    assert [(each.amount, each.iban) for each in to_decide.parts] == [
        (Euro.of("96.80"), ""),
        (Euro.of("24.20"), BLOCKED),
    ]
    invoices.approve_invoice(actor=world.first.jan, invoice=invoice, seen_round=1, at=MONDAY)
    invoices.SUPPLIER_ACCOUNTS.confirm(
        actor=world.kim,
        which=invoices.propose_supplier_account(
            actor=world.clerk, supplier=register(world)[0].id, iban=USUAL, reason="Gebeld", at=MONDAY
        ),
        at=MONDAY,
    )
    blocked_confirmed(world)
    assert stages(world, invoice, PAY_ON) == [PaymentStage.LATER] * 2
    ask_all(world, PAY_ON)
    assert sorted(pay_out(world, PAY_ON, "S1"), key=str) == [
        (Euro.of("24.20"), BLOCKED),
        (Euro.of("96.80"), USUAL),
    ]


@pytest.mark.parametrize(
    ("usual", "blocked", "named"),
    [
        ("96.80", "24.00", "GACCOUNT"),
        ("96.805", "24.195", "GACCOUNT"),
        ("96.80", "24.20", "2"),
        ("121", "0", "GACCOUNT"),
    ],
)
def test_what_does_not_add_up_is_not_divided_by_itself(usual: str, blocked: str, named: str) -> None:
    assert shares_of(with_shares("1", usual, blocked, named)) == ()


WRONG: Sequence[tuple[tuple[AskedPart, ...], str]] = (
    ((), "parts.count"),
    ((share("121.00"),) * 37, "parts.count"),
    ((share("121.00"), share("0.00")), "parts.amount"),
    ((share("120.99"),), "parts.together"),
    ((share("121.00", date(2026, 11, 1)),), "parts.due"),
    ((share("121.00", date(2040, 1, 1)),), "parts.due"),
    ((share("100.00"), share("21.00", iban="NL00RABO0300065264")), "parts.iban"),
    ((share("100.00"), share("21.00", iban=USUAL)), "parts.same_account"),
)


@pytest.mark.parametrize(("parts", "code"), WRONG)
def test_parts_that_are_not_the_whole_are_refused(
    world: World, parts: tuple[AskedPart, ...], code: str
) -> None:
    set_up(world)
    invoice = approved(world)
    with pytest.raises(invoices.CannotBeDivided) as refused:
        divide(world, invoice, *parts)
    assert code in {each.code for each in refused.value.findings}
    assert parts_at(world, invoice, TODAY) == ()


def test_who_may_not_divide_and_what_cannot_be(world: World, elsewhere: World) -> None:
    set_up(world)
    invoice = approved(world)
    with pytest.raises(invoices.NoReason):
        divide(world, invoice, share("121.00"), reason=" ")
    for who in (world.first.jan, world.payer, world.first.ad):
        with pytest.raises(invoices.NotForThisDesk):
            invoices.divide_invoice(
                actor=who, invoice=invoice, parts=[share("121.00")], reason="x", at=MONDAY
            )
    with pytest.raises(NotFound):
        divide(elsewhere, invoice, share("121.00"))
    with pytest.raises(NotFound):
        invoices.division_view(actor=elsewhere.clerk, invoice=invoice, on=TODAY)
    note = credited(world, "C1", "20.00", "1")
    with pytest.raises(invoices.CannotBeDivided):
        divide(world, note, share("24.20"))
    divide(world, invoice, share("60.00"), share("61.00"))
    with pytest.raises(invoices.UnsoundDiscount, match="parts"):
        invoices.note_discount(
            actor=world.clerk, invoice=invoice, until=LAST, amount=Euro(100), reason="x", at=MONDAY
        )


def test_another_division_takes_the_place_of_one_of_which_nothing_was_asked(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    divide(world, invoice, share("60.00"), share("61.00", FEBRUARY))
    divide(world, invoice, share("121.00"))
    assert [each.amount for each in parts_at(world, invoice, TODAY)] == [TO_PAY]
    ask_all(world, PAY_ON)
    with pytest.raises(invoices.CannotBeDivided):
        divide(world, invoice, share("60.00"), share("61.00"))
    assert pay_out(world, PAY_ON, "S1") == [(TO_PAY, USUAL)]


def test_a_credit_note_is_taken_off_the_parts_in_turn_and_not_off_the_blocked_one(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    blocked_confirmed(world)
    divide(world, invoice, share("20.00"), share("60.00", FEBRUARY), share("41.00", iban=BLOCKED))
    note = credited(world, "C1", "20.00", "1")
    ask_all(world, PAY_ON)
    assert pay_out(world, PAY_ON, "S1") == [(Euro.of("41.00"), BLOCKED)]
    assert left(world, note) == Euro.of("4.20")
    assert PaymentStage.SETTLED in stages(world, invoice, PAY_ON)
    ask_all(world, date(2027, 2, 25))
    assert pay_out(world, date(2027, 2, 25), "S2") == [(Euro.of("55.80"), USUAL)]
    assert left(world, note) == Euro(0)
    assert paying(world, invoice, FEBRUARY).to_pay == Euro.of("96.80")


def test_a_part_that_came_back_is_paid_again_by_itself(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    divide(world, invoice, share("60.00"), share("61.00", FEBRUARY))
    ask_all(world, PAY_ON)
    file = release(world, make(world, PAY_ON), PAY_ON)
    (paid,) = sent(file, OWN)
    bank_says(world, paid, on=PAY_ON, name="S1")
    bank_says(world, back(paid, CLOSED), on=PAY_ON + DAY, name="S2")
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.RETURNED
    assert ask_all(world, PAY_ON + DAY) == 0, "a clerk looks first"
    first = parts_at(world, invoice, PAY_ON)[0]
    assert (first.stage, first.return_code, first.may_pay_now) == (PaymentStage.RETURNED, "AC04", True)
    assert first.id is not None

    def again() -> None:
        invoices.pay_part_now(
            actor=world.clerk,
            invoice=invoice,
            part=first.id or uuid4(),
            reason="Nieuw",
            at=noon(PAY_ON + DAY),
        )

    again()
    with pytest.raises(invoices.CannotBePaid, match="never paid twice"):
        again()
    assert pay_out(world, PAY_ON + DAY, "S3") == [(Euro.of("60.00"), USUAL)]
    assert stages(world, invoice, PAY_ON + DAY) == [PaymentStage.PAID, PaymentStage.LATER]


def test_a_dispute_and_an_ended_account_stop_what_is_left(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    account = blocked_confirmed(world)
    divide(world, invoice, share("60.00"), share("40.00", FEBRUARY), share("21.00", iban=BLOCKED))
    ask_all(world, PAY_ON)
    invoices.end_supplier_account(
        actor=world.clerk, account=account, reason="Niet meer van hen", at=noon(PAY_ON)
    )
    assert sorted(stages(world, invoice, PAY_ON)) == ["asked", "later", "on_hold"]
    assert pay_out(world, PAY_ON, "S1") == [(Euro.of("60.00"), USUAL)]
    invoices.dispute_invoice(actor=world.clerk, invoice=invoice, reason="Niet af", at=noon(PAY_ON))
    assert ask_all(world, date(2027, 2, 25)) == 0
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.ON_HOLD
    invoices.lift_dispute(actor=world.clerk, invoice=invoice, outcome="Af", at=noon(date(2027, 2, 25)))
    assert pay_out(world, date(2027, 2, 25), "S2") == [(Euro.of("40.00"), USUAL)]
    assert sorted(stages(world, invoice, FEBRUARY)) == ["on_hold", "paid", "paid"]


def test_a_batch_of_a_part_is_not_released_once_its_account_is_ended(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    account = blocked_confirmed(world)
    divide(world, invoice, share("100.00"), share("21.00", iban=BLOCKED))
    ask_all(world, PAY_ON)
    batch = make(world, PAY_ON)
    invoices.end_supplier_account(actor=world.clerk, account=account, reason="x", at=noon(PAY_ON))
    with pytest.raises(payments.UnsoundBatch):
        release(world, batch, PAY_ON)


def test_the_books_owe_what_is_left_to_the_cent(world: World, books: Books) -> None:
    invoice = approved(world)
    blocked_confirmed(world)
    later, on = date(2026, 12, 31), date(2026, 12, 30)
    divide(world, invoice, share("40.33"), share("40.33", later), share("40.34", iban=BLOCKED))
    (item, cents) = owed(books)[0]
    assert cents == -12100
    ask_all(world, PAY_ON)
    pay_out(world, PAY_ON, "S1")
    assert owed(books) == [(item, -4033)]
    ask_all(world, on)
    pay_out(world, on, "S2")
    assert owed(books) == []
    assert "0510" not in stands(books)


def test_it_is_in_time_until_its_last_instalment(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    divide(world, invoice, share("60.00"), share("61.00", FEBRUARY))
    (row,) = invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter(), on=TODAY).rows
    assert row.terms_until == FEBRUARY
    owed_now = invoices.owed_for_invoice(actor=world.clerk, invoice=invoice, on=FEBRUARY)
    assert owed_now is not None
    assert (owed_now.last, owed_now.days) == (FEBRUARY, 0)


def test_sixteen_who_divide_ask_and_pay_at_once_pay_each_part_once(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    set_up(world)
    invoice = approved(world)
    divide(world, invoice, share("60.00"), share("61.00"))
    ids = [each.id for each in parts_at(world, invoice, PAY_ON)]
    start = Barrier(AT_ONCE)

    def press(number: int) -> None:
        start.wait()
        try:
            if number % 3 == 0:
                ask_all(world, PAY_ON)
            elif number % 3 == 1:
                invoices.pay_part_now(
                    actor=world.clerk,
                    invoice=invoice,
                    part=ids[number % 2] or uuid4(),
                    reason="Nu",
                    at=noon(PAY_ON),
                )
            else:
                divide(world, invoice, share("121.00"))
        except (invoices.CannotBePaid, invoices.CannotBeDivided, NotFound):
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(press, range(AT_ONCE)))
    ask_all(world, PAY_ON)
    paid = pay_out(world, PAY_ON, "S1")
    assert Euro.total(amount for amount, _ in paid) == TO_PAY
    assert paying(world, invoice, PAY_ON).stage is PaymentStage.PAID


def test_the_database_holds_what_a_part_is(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    divide(world, invoice, share("121.00"))
    system = world.first.system
    with entered(system):
        (kept,) = PaymentPart.records.of(system)
        for changes in ({"cents": 0}, {"kind": PartKind.BLOCKED, "iban": ""}):
            with pytest.raises(DatabaseError), transaction.atomic():
                PaymentPart.records.of(system).filter(id=kept.id).update(**changes)


@given(st.lists(st.sampled_from([*PaymentState]), min_size=1, max_size=6))
def test_an_invoice_is_paid_exactly_when_all_of_its_parts_are(states: list[PaymentState]) -> None:
    state = state_of_parts(states)
    whole = [each for each in states if each is not PaymentState.PARTLY]
    if len(whole) == len(states):
        assert (state in DONE) is all(each in DONE for each in states)
        assert (state is PaymentState.RETURNED) is (PaymentState.RETURNED in states)


@given(st.lists(st.sampled_from([*PaymentStage]), min_size=1, max_size=6))
def test_how_far_it_is_hides_nothing_that_a_clerk_must_see(stages: list[PaymentStage]) -> None:
    stage = stage_of_parts(stages)
    if PaymentStage.RETURNED in stages:
        assert stage is PaymentStage.RETURNED
    if stage is PaymentStage.PAID:
        assert set(stages) <= {PaymentStage.PAID, PaymentStage.SETTLED}
