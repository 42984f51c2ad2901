"""Bills by agreement, on a phone in Dutch and at a desk in English: what is due, a run released, and what a customer reads.

Every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept as a picture in that folder.
"""

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.capabilities.billing.running import SECOND, ready
from tests.capabilities.billing.settling import COSTS, NEW_YEAR, decided, fill_costs, started, year_billed
from tests.capabilities.billing.using import DECEMBER, days_later, using
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADOPT = {"nl": "Stel vast en verzegel", "en": "Adopt and seal"}
WORDS = {"nl": ("Geef de run vrij", "3 van 3"), "en": ("Release the run", "3 of 3")}


@ON_A_PHONE_AND_AT_A_DESK
def test_a_run_is_released_and_read_by_its_customer(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    release, whole = WORDS[language]
    bills = ready(world)
    run = bills.make()
    controller = visitor(language, width, height)
    controller.sign_in(account_of(bills.releaser).email)
    for address, name in (
        (f"/verrekening/?until={SECOND.isoformat()}", "due"),
        ("/verrekening/btw/", "vat"),
        (f"/verrekening/run/{run}/", "waiting"),
    ):
        controller.goto(address)
        controller.keep(f"billing-{name}-{language}")
    controller.page.get_by_role("button", name=release).click()
    expect(controller.page.get_by_role("button", name=release)).to_have_count(0)
    bills.invoice(run)
    controller.goto(f"/verrekening/run/{run}/")
    expect(controller.page.get_by_text(whole)).to_be_visible()
    controller.keep(f"billing-released-{language}")
    customer = visitor(language, width, height)
    customer.sign_in(account_of(bills.second).email)
    customer.goto("/verrekening/")
    customer.keep(f"billing-own-{language}")
    customer.page.locator(".row-link").first.click()
    expect(customer.page.get_by_role("heading", level=1)).to_be_visible()
    customer.keep(f"billing-bill-{language}")
    customer.page.locator(".row-link").first.click()
    expect(customer.page.get_by_role("heading", level=1)).to_be_visible()
    customer.pictured(f"billing-advance-{language}")


@ON_A_PHONE_AND_AT_A_DESK
def test_what_was_delivered_is_explained_to_its_customer(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    used = using(world)
    for days in (0, 1, 3):
        used.claim(days_later(days))
        used.case(days_later(days))
    (bill,) = used.bill_up_to(DECEMBER)
    customer = visitor(language, width, height)
    customer.sign_in(account_of(used.first).email)
    for place, each in enumerate(bill.lines, 1):
        customer.goto(f"/verrekening/{bill.id}/{place}/")
        expect(customer.page.get_by_role("heading", level=1)).to_be_visible()
        customer.keep(f"billing-why-{each.line.kind}-{language}")


@ON_A_PHONE_AND_AT_A_DESK
def test_a_year_is_settled_and_read_by_its_customer(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    bills = year_billed(world)
    with time_machine.travel(NEW_YEAR, tick=True):
        fill_costs(bills)
        year = started(bills)
        controller = visitor(language, width, height)
        controller.sign_in(account_of(bills.releaser).email)
        controller.goto("/verrekening/jaren/")
        controller.keep(f"years-begun-{language}")
        controller.goto(f"/verrekening/jaren/{year}/")
        controller.keep(f"year-draft-{language}")
        for each in controller.page.locator("details > summary").all():
            each.click()
        controller.keep(f"year-forms-{language}")
        decided(bills, year)
        controller.goto(f"/verrekening/jaren/{year}/")
        controller.keep(f"year-waits-{language}")
        controller.page.get_by_role("button", name=ADOPT[language]).click()
        expect(controller.page.get_by_role("button", name=ADOPT[language])).to_have_count(0)
        fill_costs(bills, COSTS.replace("20000,00", "20600,00"))
        controller.goto(f"/verrekening/jaren/{year}/")
        controller.keep(f"year-sealed-{language}")
        controller.goto("/verrekening/jaren/")
        controller.keep(f"years-{language}")
        customer = visitor(language, width, height)
        customer.sign_in(account_of(bills.second).email)
        customer.goto("/verrekening/jaren/")
        customer.keep(f"years-own-{language}")
        customer.page.locator(".row-link").last.click()
        expect(customer.page.get_by_role("heading", level=1)).to_be_visible()
        customer.keep(f"year-share-{language}")
