"""How far an invoice is with its payment, on its page and in the list, and letting it be paid now."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.capabilities.invoices.paid import (
    ASKED_FROM,
    OWN,
    PAY_ON,
    approved,
    bank_says,
    make,
    noon,
    release,
    set_up,
)
from tests.capabilities.invoices.test_setting_off import credited
from tests.capabilities.invoices.test_suppliers import NEW, USUAL, confirmed, register
from tests.capabilities.payments.bank import CLOSED, back, sent
from tests.surfaces.invoices.conftest import SignedIn
from tests.surfaces.invoices.test_approving import page, text
from tests.world import World
from time_machine import travel

from bodemplaat.capabilities.invoices import api as invoices

DAY = timedelta(days=1)
LIST = reverse("invoices:list")


def pressed(reason: str = "Afgesproken", account: str = USUAL) -> dict[str, str]:
    return {"act": "pay", "words": reason, "account": account}


def test_the_page_says_until_when_it_waits_and_what_holds_it(world: World, signed_in: SignedIn) -> None:
    set_up(world)
    invoice = approved(world)
    clerk = signed_in(world.clerk)
    shown = text(
        clerk.get(page("invoice", invoice))
    )  # on the Monday, when the waiting time of its account runs
    assert "Payment on hold" in shown
    assert "its waiting time runs" in shown
    assert "Pay now" not in shown
    assert clerk.post(page("invoice", invoice), pressed()).status_code == 422
    assert "Payment on hold" in text(clerk.get(LIST))


def test_a_payment_that_could_not_be_asked_for_says_so_when_its_day_has_passed(
    world: World, signed_in: SignedIn
) -> None:
    set_up(world)
    invoice = approved(world)
    for day, is_told in ((PAY_ON, False), (PAY_ON + DAY, True)):
        with travel(noon(day), tick=False):
            shown = text(signed_in(world.clerk).get(page("invoice", invoice)))
        assert ("Its day has passed" in shown) is is_told
        assert "Pay now" in shown


@pytest.mark.parametrize("reason", ["", "Afgesproken"])
def test_a_clerk_lets_it_be_paid_now_with_a_reason(world: World, signed_in: SignedIn, reason: str) -> None:
    set_up(world)
    invoice = approved(world)
    with travel(noon(ASKED_FROM), tick=False):
        clerk = signed_in(world.clerk)
        shown = text(clerk.get(page("invoice", invoice)))
        assert "Waits for its day" in shown
        assert "Pay now" in shown
        assert "22 Dec" in text(clerk.get(LIST))
        answer = clerk.post(page("invoice", invoice), pressed(reason), follow=True)
        assert (answer.status_code == 422) is not bool(reason)
        if reason:
            assert "The payment waits for a batch." in text(answer)
            again = clerk.post(page("invoice", invoice), pressed())
            assert (again.status_code, "never paid twice" in text(again)) == (409, True)
            waiting = text(signed_in(world.payer).get(reverse("desk:payments")))
            assert "Factuur 1" in waiting


def test_one_that_came_back_says_why_and_what_to_do(world: World, signed_in: SignedIn) -> None:
    set_up(world)
    invoice = approved(world)
    invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Nu", at=noon(ASKED_FROM))
    batch = make(world, ASKED_FROM)
    with travel(noon(ASKED_FROM), tick=False):
        assert "Another payer has to release the batch." in text(
            signed_in(world.clerk).get(page("invoice", invoice))
        )
    file = release(world, batch, ASKED_FROM)
    with travel(noon(ASKED_FROM), tick=False):
        assert "It is at the bank." in text(signed_in(world.clerk).get(page("invoice", invoice)))
    bank_says(world, *sent(file, OWN), on=ASKED_FROM)
    with travel(noon(PAY_ON + DAY), tick=False):
        shown = text(signed_in(world.clerk).get(page("invoice", invoice)))
        assert "Paid on" in shown
        assert "Pay again" not in shown
    bank_says(world, *(back(each, CLOSED) for each in sent(file, OWN)), on=PAY_ON, name="S2")
    confirmed(world, register(world)[0].id, NEW)
    with travel(noon(PAY_ON + DAY), tick=False):
        clerk = signed_in(world.clerk)
        shown = text(clerk.get(page("invoice", invoice)))
        for said in ("The bank gave it back", "AC04", "Pay again", "NL44 RABO"):
            assert said in shown
        assert "The payment waits for a batch." in text(
            clerk.post(page("invoice", invoice), pressed(account=NEW), follow=True)
        )


def test_a_credit_note_and_its_invoice_say_what_was_taken_off(world: World, signed_in: SignedIn) -> None:
    set_up(world)
    invoice, note = approved(world), credited(world, "C1", "20.00", "1")
    clerk = signed_in(world.clerk)
    shown = text(clerk.get(page("invoice", note)))
    for said in ("Still to be set off", "24.20", "Credits invoice", "when that is paid"):
        assert said in shown
    assert "To be set off" in text(clerk.get(LIST))
    invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Nu", at=noon(PAY_ON))
    with travel(noon(PAY_ON), tick=False):
        clerk = signed_in(world.clerk)
        shown = text(clerk.get(page("invoice", note)))
        assert "Taken off invoice" in shown
        shown = text(clerk.get(page("invoice", invoice)))
        for said in ("Credit note taken off", "96.80"):
            assert said in shown
        credited(world, "C2", "100.00")
        other = approved(world, "2")
        invoices.pay_invoice_now(actor=world.clerk, invoice=other, reason="Nu", at=noon(PAY_ON))
        assert "so nothing is paid" in text(clerk.get(page("invoice", other)))


def test_the_list_leads_to_the_payments_that_are_stuck(world: World, signed_in: SignedIn) -> None:
    set_up(world)
    approved(world, stands=False)
    clerk = signed_in(world.clerk)
    assert "The payment of 1 approved invoice is stuck" in text(clerk.get(LIST))
    shown = text(clerk.get(f"{LIST}?approval=payment_stuck"))
    assert ("approved invoice is stuck" in shown, "Veenstra" in shown) == (False, True)
    confirmed(world, register(world)[0].id)
    assert "approved invoice is stuck" not in text(clerk.get(LIST))
    assert "No invoice answers to this" in text(clerk.get(f"{LIST}?approval=payment_stuck"))


def test_a_discount_is_noted_and_shown(world: World, signed_in: SignedIn) -> None:
    set_up(world)
    invoice = approved(world)
    clerk = signed_in(world.clerk)
    shown = text(clerk.get(page("invoice", invoice)))
    assert ("Note a discount for paying early" in shown, "Offered" in shown) == (True, False)
    sent_form = {"act": "discount", "until": "2026-12-11", "amount": "2.42", "words": "Onderaan de factuur"}
    assert clerk.post(page("invoice", invoice), {"act": "discount"}).status_code == 422
    wrong = clerk.post(page("invoice", invoice), sent_form | {"until": "2026-11-23"})
    assert (wrong.status_code, "cannot be met any more" in text(wrong)) == (409, True)
    done = text(clerk.post(page("invoice", invoice), sent_form, follow=True))
    assert "paid in time for it" in done
    assert "typed over by Carlijn Bakker" in done
    assert "aims at the discount until 11 December 2026" in done
    with travel(noon(PAY_ON + DAY), tick=False):
        shown = text(signed_in(world.clerk).get(page("invoice", invoice)))
    assert "Missed: all of it is paid" in shown
