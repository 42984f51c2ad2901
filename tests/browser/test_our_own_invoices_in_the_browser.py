"""Invoices of our own, on a phone in Dutch and at a desk in English: details, a draft, issued by a colleague.

Every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept as a picture in that folder.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.capabilities.sales.selling import draft, issued, set_up
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WORDS = {"nl": ("Als concept bewaren", "Vaststellen"), "en": ("Keep as a draft", "Issue")}


@ON_A_PHONE_AND_AT_A_DESK
def test_an_invoice_is_drafted_and_issued(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    keep, issue = WORDS[language]
    customer = set_up(world)
    issued(world, customer)
    draft(world, customer, key="twee")
    clerk = visitor(language, width, height)
    clerk.sign_in(account_of(world.kim).email)
    for address, name in (
        ("/verkoopfacturen/", "list"),
        ("/verkoopfacturen/gegevens/", "parties"),
        ("/verkoopfacturen/gegevens/eigen/", "own"),
        ("/verkoopfacturen/gegevens/klant/", "customer"),
    ):
        clerk.goto(address)
        clerk.scan()
        clerk.keep(f"sales-{name}-{language}")
    clerk.goto("/verkoopfacturen/nieuw/")
    clerk.page.locator("#id_reference").fill("KP-7")
    clerk.page.locator("#id_line1-name").fill("Advies")
    clerk.page.locator("#id_line1-quantity").fill("2")
    clerk.page.get_by_role("button", name=keep).click()
    expect(clerk.page.get_by_role("alert").first).to_be_visible()
    clerk.scan()
    clerk.keep(f"sales-write-{language}")
    clerk.page.locator("#id_line1-price").fill("80")
    clerk.page.get_by_role("button", name=keep).click()
    expect(clerk.page.get_by_role("button", name=issue, exact=True)).to_have_count(0)
    clerk.scan()
    clerk.keep(f"sales-draft-{language}")
    clerk.goto("/verkoopfacturen/?state=draft")
    clerk.page.locator(".row-link").last.click()
    clerk.page.get_by_role("button", name=issue, exact=True).click()
    expect(clerk.page.get_by_text("2026-00002").first).to_be_visible()
    clerk.scan()
    clerk.keep(f"sales-issued-{language}")
