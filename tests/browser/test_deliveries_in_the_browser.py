"""Deliveries are handed over and received: on a phone in Dutch, wide in English, each page scanned."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.capabilities.agreements.conftest import NEXT_YEAR, bargained
from tests.capabilities.agreements.test_deliveries import CALENDAR
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.agreements import api as agreements

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("language", "width", "hand_over", "received"),
    [("nl", 390, "Overdragen", "Ontvangen"), ("en", 1280, "Hand over", "Received")],
)
def test_a_delivery_is_handed_over_and_received(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    hand_over: str,
    received: str,
) -> None:
    _, world = committed_world
    bargain = bargained(world)
    row = bargain.signed(agreements.DAP, content=CALENDAR)
    draft = bargain.draft(agreements.DAP, since=NEXT_YEAR.replace(month=6), content=CALENDAR)
    address = f"/overeenkomsten/leveringen/{row}/1/2027-01-31/"
    customer = visitor(language, width, 900)
    customer.sign_in(account_of(bargain.customer).email)
    customer.goto("/overeenkomsten/leveringen/?month=2027-02")
    customer.pictured(f"deliveries-{width}")
    customer.goto(address)
    customer.pictured(f"delivery-hand-over-{width}")
    customer.page.locator("textarea[name=note]").fill("Twee keer bekeken")
    customer.page.get_by_role("button", name=hand_over).click()
    customer.page.wait_for_load_state()
    centre = visitor(language, width, 900)
    centre.sign_in(account_of(bargain.writer).email)
    centre.goto(address)
    expect(centre.page.get_by_text("Twee keer bekeken")).to_be_visible()
    centre.pictured(f"delivery-answer-{width}")
    centre.page.get_by_role("button", name=received, exact=True).click()
    centre.page.wait_for_load_state()
    centre.goto(address)
    expect(centre.page.locator("main form")).to_have_count(0)
    for name, place in (
        ("dap", f"/overeenkomsten/{row}/"),
        ("dap-write", f"/overeenkomsten/{draft}/schrijven/"),
    ):
        centre.goto(place)
        centre.pictured(f"{name}-{width}")
