"""The report on invoices paid in time: what there is, nothing yet, and one period beside the next; by both sides, each page scanned."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.browser.test_paying_invoices_in_the_browser import confirmed
from tests.capabilities.invoices.paid import noon, set_up
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import part
from tests.capabilities.invoices.test_invoices_against_their_norm import paid
from tests.capabilities.invoices.test_suppliers import USUAL, register
from tests.database import TestDatabase
from tests.formats.invoices.samples import line
from tests.world import World, account_of

from bodemplaat.capabilities.invoices import api as invoices

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DAY = timedelta(days=1)
CAME_IN = date(2026, 9, 7)
"""Its term of thirty days ends on 7 October."""


def paid_on(world: World, number: str, day: date) -> None:
    """An invoice that came in on the day, was approved a week later and left the bank when it did."""
    at = noon(CAME_IN)
    sent = bill(number, lines=(line(1, "100.00"),))
    invoice = receive(world, sent, at=at).invoice
    coded = [part("100.00")]
    invoices.code_invoice(actor=world.clerk, invoice=invoice, unit=world.first.unit, lines=coded, at=at + DAY)
    invoices.approve_invoice(actor=world.first.jan, invoice=invoice, seen_round=1, at=at + 8 * DAY)
    if not register(world)[0].accounts:
        confirmed(world, USUAL, at + 9 * DAY)
    invoices.pay_invoice_now(actor=world.clerk, invoice=invoice, reason="Afgesproken", at=at + 20 * DAY)
    paid(world, invoice, on=day)


@ON_A_PHONE_AND_AT_A_DESK
def test_how_many_were_paid_in_time_is_read_by_both_sides(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    set_up(world)
    paid_on(world, "2026-1", date(2026, 10, 5))
    paid_on(world, "2026-2", date(2026, 10, 20))
    autumn = "/prestaties/facturen/?span=quarter&day=2026-10-01"
    said = {"nl": "1 van 2 facturen", "en": "1 of 2 invoices"}[language]
    for role, actor in (("provider", world.contract_manager), ("customer", world.first.carla)):
        reader = visitor(language, width, height)
        reader.sign_in(account_of(actor).email)
        reader.goto(autumn)
        reader.keep(f"in-time-{role}-{width}")
        main = reader.page.get_by_role("main")
        expect(main).to_contain_text(said)
        for form in ("xlsx", "pdf"):
            with reader.page.expect_download() as file:
                main.locator(f"a[href*='format={form}']").click()
            assert file.value.path().stat().st_size > 2000
        reader.goto("/prestaties/facturen/?span=month&day=2026-08-01")
        reader.keep(f"in-time-none-{role}-{width}")
        expect(main).not_to_contain_text(said)
