"""An approved invoice is let pay now by a clerk, put in a batch by a payer, comes back and is paid elsewhere; each page scanned."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.capabilities.invoices.paid import OWN, set_up
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import part
from tests.capabilities.invoices.test_suppliers import NEW, USUAL, register
from tests.capabilities.payments.bank import CLOSED, back, bank_file, booked, sent, statement
from tests.database import TestDatabase
from tests.formats.invoices.samples import line
from tests.world import World, account_of

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.invoices.values import Preceding

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DAY = timedelta(days=1)


def confirmed(world: World, iban: str, at: datetime) -> None:
    account = invoices.propose_supplier_account(
        actor=world.clerk,
        supplier=register(world)[0].id,
        iban=iban,
        reason="Gebeld op het oude nummer",
        at=at,
    )
    invoices.SUPPLIER_ACCOUNTS.confirm(actor=world.kim, which=account, at=at)


def approved(world: World, number: str, now: datetime) -> UUID:
    invoice = receive(world, bill(number, lines=(line(1, "1250.00"),)), at=now - 9 * DAY).invoice
    coded = [part("1250.00", "Bureaustoelen voor de publiekshal")]
    invoices.code_invoice(
        actor=world.clerk, invoice=invoice, unit=world.first.unit, lines=coded, at=now - DAY
    )
    invoices.approve_invoice(actor=world.first.jan, invoice=invoice, seen_round=1, at=now - DAY)
    return invoice


def comes_back(world: World, now: datetime) -> None:
    """What waits is paid and comes back, and both statements are read."""
    day = timezone.localdate(now)
    batch = payments.make_batch(actor=world.payer, execution_date=day, key="batch", at=now)
    payments.release_batch(actor=world.paula, batch=batch, at=now)
    (paid,) = sent(payments.batch_file(actor=world.paula, batch=batch)[2], OWN)
    for name, each in (("S1", paid), ("S2", back(paid, CLOSED))):
        content = bank_file(statement(booked(each, name, day), on=day, account=OWN, name=name))
        payments.upload_statement(actor=world.payer, name=f"{name}.xml", content=content, at=now)


@pytest.mark.parametrize(
    ("language", "width", "now_button", "again_button", "waits"),
    [
        ("nl", 390, "Nu betalen", "Opnieuw betalen", "Wacht op een batch"),
        ("en", 1280, "Pay now", "Pay again", "Waits for a batch"),
    ],
)
def test_a_clerk_lets_an_invoice_be_paid_and_again_when_it_came_back(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    now_button: str,
    again_button: str,
    waits: str,
) -> None:
    _, world = committed_world
    set_up(world)
    now = timezone.now()
    invoice, held = approved(world, "2026-0417", now), approved(world, "2026-0418", now)
    back_in_store = bill(
        "C-12", lines=(line(1, "150.00"),), type_code="381", due=None, preceding=(Preceding("2026-0417"),)
    )
    credit = receive(world, back_in_store, at=now).invoice
    clerk = visitor(language, width, 900)
    clerk.sign_in(account_of(world.clerk).email)
    clerk.goto(f"/balie/facturen/{held}/")
    clerk.pictured(f"invoice-on-hold-{width}")
    clerk.goto(f"/balie/facturen/{credit}/")
    clerk.pictured(f"credit-note-{width}")
    confirmed(world, USUAL, now - 8 * DAY)
    clerk.goto(f"/balie/facturen/{invoice}/")
    clerk.page.locator("summary", has_text=now_button).click()
    clerk.pictured(f"invoice-pay-now-{width}")
    clerk.page.locator("#id_pay_words").fill("Afgesproken met de leverancier")
    clerk.page.get_by_role("button", name=now_button).click()
    expect(clerk.page.get_by_text(waits).first).to_be_visible()
    payer = visitor(language, width, 900)
    payer.sign_in(account_of(world.payer).email)
    payer.goto("/balie/betalingen/")
    payer.pictured(f"payments-with-an-invoice-{width}")
    comes_back(world, now)
    confirmed(world, NEW, now - 8 * DAY)
    clerk.goto(f"/balie/facturen/{invoice}/")
    clerk.page.locator("summary", has_text=again_button).click()
    clerk.pictured(f"invoice-came-back-{width}")
    clerk.page.locator("#id_pay_account").select_option(NEW)
    clerk.page.locator("#id_pay_words").fill("Andere rekening, gebeld")
    clerk.page.get_by_role("button", name=again_button).click()
    expect(clerk.page.get_by_text(waits).first).to_be_visible()
    clerk.goto("/balie/facturen/")
    clerk.pictured(f"invoices-on-their-way-{width}")
