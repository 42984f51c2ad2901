"""An invoice that is paid in parts, on a phone and at a desk: what a clerk writes, what a wrong sum says, and what is seen of it."""

from collections.abc import Callable

import pytest
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.capabilities.invoices.paid import approved, set_up
from tests.capabilities.invoices.post import receive
from tests.capabilities.invoices.test_approving import code, part
from tests.capabilities.invoices.test_dividing import blocked_confirmed, with_shares
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WITHOUT_A_DAY = {
    "nl": "Deel 2, Betaald uiterlijk – Dit veld is verplicht.",
    "en": "Part 2, Paid by – This field is required.",
}


@ON_A_PHONE_AND_AT_A_DESK
def test_an_invoice_is_divided_and_its_parts_are_seen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    set_up(world)
    whole = approved(world)
    blocked_confirmed(world)
    by_itself = receive(world, with_shares("2", "96.80", "24.20")).invoice
    code(world, by_itself, part("100.00"))
    clerk = visitor(language, width, height)
    clerk.sign_in(account_of(world.clerk).email)
    page = clerk.page
    clerk.goto(f"/balie/facturen/{whole}/verdelen/")
    clerk.pictured(f"invoice-divide-{width}")
    page.locator("[name=part-0-amount]").fill("100")
    page.locator("[name=part-1-amount]").fill("20")
    page.locator("[name=words]").fill("Afgesproken met de leverancier")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    page.get_by_role("link", name=WITHOUT_A_DAY[language]).wait_for()
    clerk.pictured(f"invoice-divide-wrong-{width}")
    page.locator("[name=part-1-amount]").fill("21")
    page.locator("[name=part-1-due]").fill("2026-12-23")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**/balie/facturen/{whole}/")
    clerk.pictured(f"invoice-divided-{width}")
    jan = visitor(language, width, height)
    jan.sign_in(account_of(world.first.jan).email)
    jan.goto(f"/balie/facturen/akkoord/{by_itself}/")
    jan.pictured(f"invoice-divided-decide-{width}")
