"""An administrator proposes the account to pay from; a controller confirms it, and the checklist has it.

On a phone in Dutch and at a desk in English; every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept
as a picture in that folder.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WORDS = {
    "nl": (
        "Andere rekening voorstellen",
        "Deze rekening voorstellen",
        "Bevestigen: van deze rekening betalen",
        "Eindigt op 6789",
    ),
    "en": (
        "Propose another account",
        "Propose this account",
        "Confirm: pay from this account",
        "Ends in 6789",
    ),
}


def keep(visit: Visitor, name: str) -> None:
    """A picture of the page, where a folder for them is named."""
    if folder := os.environ.get("BODEMPLAAT_PICTURES"):
        visit.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 390, 844), ("en", 1280, 900)])
def test_two_people_change_the_account_to_pay_from(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    another, propose, confirm, ends = WORDS[language]
    admin, controller = (visitor(language, width, height) for _ in range(2))

    admin.sign_in(account_of(world.first.ad).email)
    admin.goto("/inrichting/")
    admin.page.locator("a[href='/inrichting/rekening/']").click()
    admin.scan()
    admin.page.get_by_role("link", name=another).click()
    admin.page.locator("[name=iban]").fill("NL12")
    admin.page.locator("[name=name]").fill("Gemeente Nederlek")
    admin.page.locator("[name=reason]").fill("Wij gaan naar een andere huisbank")
    admin.page.get_by_role("button", name=propose).click()
    admin.scan()
    keep(admin, f"account-wrong-{language}")
    admin.page.locator("[name=iban]").fill("NL02 ABNA 0123 4567 89")
    admin.page.get_by_role("button", name=propose).click()
    expect(admin.page.get_by_role("button", name=confirm)).to_have_count(0)
    admin.scan()
    keep(admin, f"account-waits-{language}")

    controller.sign_in(account_of(world.first.carla).email)
    controller.goto("/bestuur/regels/")
    controller.page.locator("main a[href='/inrichting/rekening/']").click()
    controller.scan()
    keep(controller, f"account-confirm-{language}")
    controller.page.get_by_role("button", name=confirm).click()
    expect(controller.page.get_by_role("button", name=confirm)).to_have_count(0)
    controller.scan()
    keep(controller, f"account-confirmed-{language}")

    admin.goto("/inrichting/")
    expect(admin.page.get_by_text(ends)).to_be_visible()
    admin.scan()
    keep(admin, f"account-checklist-{language}")
