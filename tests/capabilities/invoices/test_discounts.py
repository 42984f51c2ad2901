"""Discounts for paying early: read from the invoice or typed over, met by a bank day in time, counted when missed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.capabilities.invoices.paid import (
    OWN,
    PAY_ON,
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
from tests.capabilities.invoices.post import bill, seen
from tests.capabilities.payments.bank import CLOSED, back, sent
from tests.formats.invoices.samples import line
from tests.world import MONDAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.reckoning.discount import Offer, of_what_is_left, offers_of
from bodemplaat.capabilities.invoices.values import DiscountView
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.invoices.values import DiscountTerm, Invoice
from bodemplaat.kernel import Euro, Period

DAY = timedelta(days=1)
ISSUED = date(2026, 11, 20)
UNTIL = date(2026, 12, 11)
"""A Friday, three weeks after the invoice: paid on the Thursday at the latest."""
MEETS = date(2026, 12, 10)
TERMS = "Binnen 30 dagen.\n#SKONTO#TAGE=21#PROZENT=2.00#\n"
LESS = Euro.of("2.42")


def offering(terms: str = TERMS, number: str = "1") -> Invoice:
    return bill(number, lines=(line(1, "100.00"),), terms=terms, issued=ISSUED)


def with_discount(world: World, terms: str = TERMS) -> UUID:
    set_up(world)
    return approved(world, as_sent=offering(terms))


def view(world: World, invoice: UUID, on: date = MEETS) -> DiscountView:
    shown = invoices.discount_view(actor=world.clerk, invoice=invoice, on=on)
    assert shown is not None
    return shown


def note(
    world: World, invoice: UUID, until: date = UNTIL, amount: str = "2.42", reason: str = "Staat erop"
) -> None:
    invoices.note_discount(
        actor=world.clerk, invoice=invoice, until=until, amount=Euro.of(amount), reason=reason, at=MONDAY
    )


@pytest.mark.parametrize(
    ("terms", "cents"),
    [
        ("#SKONTO#TAGE=21#PROZENT=2.00#", [242]),
        ("#SKONTO#TAGE=21#PROZENT=2.00#BASISBETRAG=100.00#", [200]),
        ("#SKONTO#TAGE=7#PROZENT=3.00#\n#SKONTO#TAGE=21#PROZENT=2.00#\n", [363, 242]),
        ("#SKONTO#TAGE=21#PROZENT=2#", []),
        ("#SKONTO#TAGE=21#PROZENT=0.00#", []),
        ("#SKONTO#TAGE=21#PROZENT=99.00#", []),
        ("#SKONTO#TAGE=21#PROZENT=2.00#BASISBETRAG=99999999.00#", []),
        ("2 % korting binnen 21 dagen", []),
    ],
)
def test_what_is_told_without_doubt_is_read_and_nothing_else(terms: str, cents: list[int]) -> None:
    assert [each.cents for each in offers_of(offering(terms))] == cents


def test_what_cii_names_apart_counts_too() -> None:
    invoice = replace(
        offering(""),
        discounts=(
            DiscountTerm(14, percent=Decimal("1.5"), base=Decimal("121.00")),
            DiscountTerm(7, amount=Decimal("5.00"), since=date(2026, 11, 23)),
        ),
    )
    assert offers_of(invoice) == (Offer(date(2026, 11, 30), 500), Offer(date(2026, 12, 4), 181))


def test_of_what_credit_notes_left_the_discount_is_in_proportion() -> None:
    assert of_what_is_left(Offer(UNTIL, 242), 12100, 6050) == 121
    assert of_what_is_left(Offer(UNTIL, 242), 12100, 12100) == 0


def test_it_is_paid_a_bank_day_in_time_and_less_to_the_cent(world: World) -> None:
    invoice = with_discount(world)
    shown = view(world, invoice)
    assert [(each.until, each.pay_on, each.amount) for each in shown.offers] == [(UNTIL, MEETS, LESS)]
    assert (shown.aims_at, shown.used, shown.may_note) == (UNTIL, None, True)
    assert paying(world, invoice, MEETS - DAY).pay_on == MEETS
    assert ask_all(world, MEETS - 2 * DAY) == 0
    assert ask_all(world, MEETS - DAY) == 1
    file = release(world, make(world, MEETS - DAY, on=MEETS), MEETS - DAY)
    assert [each.amount for each in transfers(file)] == [Euro.of("118.58")]
    bank_says(world, *sent(file, OWN), on=MEETS)
    assert (view(world, invoice).used, view(world, invoice).is_missed) == (LESS, False)
    assert paying(world, invoice, MEETS + DAY).to_pay == Euro.of("118.58")
    assert ask_all(world, PAY_ON) == 0


def test_too_late_for_it_all_is_paid_on_the_usual_day_and_it_counts_as_missed(world: World) -> None:
    invoice = with_discount(world)
    assert ask_all(world, MEETS) == 1
    with pytest.raises(payments.UnsoundBatch, match="Veenstra"):
        make(world, MEETS, [_payment(world)], on=MEETS + DAY)
    assert ask_all(world, MEETS + DAY) == 0, "taken back, and not due before its usual day"
    shown = view(world, invoice, MEETS + DAY)
    assert (shown.used, shown.aims_at, shown.is_missed) == (None, None, True)
    assert seen(world, invoice).timeline[-1].act is invoices.InvoiceAct.DISCOUNT_MISSED
    assert paying(world, invoice, MEETS + DAY).pay_on == PAY_ON
    assert ask_all(world, PAY_ON) == 1
    file = release(world, make(world, PAY_ON), PAY_ON)
    assert [each.amount for each in transfers(file)] == [Euro.of("121.00")]


def _payment(world: World) -> UUID:
    (row,) = payments.payments_waiting(actor=world.payer).payments
    return row.id


def test_a_batch_that_would_be_late_is_not_released(world: World) -> None:
    with_discount(world)
    ask_all(world, MEETS - DAY)
    batch = make(world, MEETS - DAY, on=MEETS)
    with pytest.raises(payments.UnsoundBatch):
        payments.release_batch(actor=world.paula, batch=batch, at=noon(MEETS + DAY))


def test_given_back_by_the_bank_it_is_no_discount_any_more(world: World) -> None:
    invoice = with_discount(world)
    ask_all(world, MEETS)
    file = release(world, make(world, MEETS), MEETS)
    bank_says(world, *sent(file, OWN), on=MEETS)
    bank_says(world, *(back(each, CLOSED) for each in sent(file, OWN)), on=MEETS + DAY, name="S2")
    assert view(world, invoice, MEETS + 2 * DAY).is_missed
    assert paying(world, invoice, MEETS + 2 * DAY).to_pay == Euro.of("121.00")


def test_of_two_the_one_that_saves_most_and_can_be_met(world: World) -> None:
    set_up(world)
    invoice = approved(
        world, as_sent=offering("#SKONTO#TAGE=4#PROZENT=3.00#\n#SKONTO#TAGE=21#PROZENT=2.00#\n")
    )
    assert view(world, invoice, date(2026, 11, 23)).aims_at == date(2026, 11, 24)
    assert ask_all(world, date(2026, 11, 24)) == 0, "its account waits"
    assert view(world, invoice, date(2026, 11, 24)).aims_at == UNTIL


def test_a_clerk_types_it_over_with_a_reason(world: World) -> None:
    set_up(world)
    invoice = approved(world)
    for until, amount, reason, error in (
        (UNTIL, "2.42", " ", invoices.NoReason),
        (MONDAY.date(), "2.42", "x", invoices.UnsoundDiscount),
        (UNTIL, "0.00", "x", invoices.UnsoundDiscount),
        (UNTIL, "121.00", "x", invoices.UnsoundDiscount),
    ):
        with pytest.raises(error):
            note(world, invoice, until, amount, reason)
    note(world, invoice)
    shown = view(world, invoice)
    assert [(each.amount, each.by) for each in shown.offers] == [(LESS, world.clerk.person_name)]
    assert paying(world, invoice, MEETS).pay_on == MEETS
    assert ask_all(world, MEETS) == 1
    with pytest.raises(invoices.UnsoundDiscount, match="asked for already"):
        note(world, invoice)
    with pytest.raises(invoices.NotForThisDesk):
        invoices.note_discount(
            actor=world.first.carla, invoice=invoice, until=UNTIL, amount=LESS, reason="x", at=MONDAY
        )


def test_who_pays_now_takes_the_discount_along(world: World) -> None:
    invoice = with_discount(world)
    invoices.pay_invoice_now(
        actor=world.clerk, invoice=invoice, reason="Afgesproken", at=noon(date(2026, 12, 1))
    )
    assert view(world, invoice).used == LESS


def test_the_report_tells_what_was_saved_and_counts_what_was_missed(world: World) -> None:
    invoice = with_discount(world)
    approved(world, as_sent=offering(number="2"))
    ask_all(world, MEETS - DAY)
    rows = payments.payments_waiting(actor=world.payer).payments
    chosen = [each.id for each in rows if each.source_id == invoice]
    file = release(world, make(world, MEETS - DAY, chosen, on=MEETS), MEETS - DAY)
    bank_says(world, *sent(file, OWN), on=MEETS)
    ask_all(world, PAY_ON)
    period = Period(date(2026, 12, 1), date(2027, 1, 1))
    seen_then = invoices.paid_in_time(actor=world.first.carla, period=period, now=noon(date(2027, 1, 10)))
    (costs,) = seen_then.costs
    assert (costs.saved, costs.missed) == (LESS, 1)
    report = invoices.report_in_time(seen_then, name="Nederlek", period_name="december", language="nl")
    assert [each.value for each in report.figures if "early" in str(each.label)] == [LESS]
    assert "Discounts for paying early" in [str(each.title) for each in report.parts]
