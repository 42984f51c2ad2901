"""An order is written and placed at the desk, approved and received on a phone, in Dutch and English; each page scanned."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import holds
from tests.capabilities.invoices.test_budget import budgeted
from tests.database import TestDatabase
from tests.world import World, account_of, receipt

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DUTCH = {
    "keep": "Concept bewaren",
    "ask": "Akkoord vragen",
    "approve": "Goedkeuren",
    "placed": "Zij is bij de leverancier geplaatst",
    "note": "Ontvangst noteren",
    "done": "Genoteerd is wat van",
}
ENGLISH = {
    "keep": "Keep the draft",
    "ask": "Ask for approval",
    "approve": "Approve",
    "placed": "It is placed with the supplier",
    "note": "Note what came",
    "done": "It is noted what came of",
}


@pytest.mark.parametrize(("language", "width", "say"), [("nl", 390, DUTCH), ("en", 1280, ENGLISH)])
def test_an_order_is_written_approved_placed_and_received(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    tmp_path: Path,
    language: str,
    width: int,
    say: dict[str, str],
) -> None:
    _, world = committed_world
    now = timezone.now()
    budgeted(world, "150,00", year=now.year)
    holds(world, world.first.jan, "budget_holder")
    clerk = visitor(language, width, 900)
    clerk.sign_in(account_of(world.clerk).email)
    clerk.goto("/bestellingen/")
    clerk.pictured(f"orders-none-{width}")
    receive(world, bill("2026-0417"), at=now)
    clerk.goto(f"/bestellingen/nieuw/?organisation={world.first.id}")
    page = clerk.page
    page.locator("input[name=subject]").fill("Kopieerpapier voor het loket")
    page.locator("select[name=supplier]").select_option(index=1)
    page.locator("select[name=unit]").select_option(str(world.first.unit))
    for name, value in (
        ("text", "Kopieerpapier A4"),
        ("quantity", "10"),
        ("unit", "doos"),
        ("price", "24.50"),
    ):
        page.locator(f"input[name=line-0-{name}]").fill(value)
    page.locator("select[name=line-0-taakveld]").select_option("0.4")
    page.locator("select[name=line-0-cost_centre]").select_option("6100")
    late = (timezone.localdate() - timedelta(days=1)).isoformat()
    page.locator("input[name=line-0-expected_on]").fill(late)
    clerk.pictured(f"order-write-{width}")
    page.get_by_role("button", name=say["keep"]).click()
    page.wait_for_load_state()
    order = page.url
    clerk.pictured(f"order-draft-{width}")
    page.get_by_role("button", name=say["ask"]).click()
    page.wait_for_load_state()
    jan = visitor(language, width, 900)
    jan.sign_in(account_of(world.first.jan).email)
    jan.goto("/bestellingen/akkoord/")
    jan.pictured(f"orders-to-decide-{width}")
    jan.page.locator("main a.row-link").first.click()
    jan.page.wait_for_load_state()
    jan.pictured(f"order-decide-{width}")
    jan.page.get_by_role("button", name=say["approve"], exact=True).click()
    jan.page.wait_for_load_state()
    clerk.page.goto(order)
    clerk.page.locator("summary", has_text=say["placed"]).click()
    clerk.page.get_by_role("button", name=say["placed"]).click()
    clerk.page.wait_for_load_state()
    anna = visitor(language, width, 900)
    anna.sign_in(account_of(world.first.anna).email)
    anna.goto("/bestellingen/ontvangen/")
    anna.pictured(f"orders-to-receive-{width}")
    anna.page.locator("main a.row-link").first.click()
    anna.page.wait_for_load_state()
    slip = tmp_path / "pakbon.jpg"
    slip.write_bytes(receipt("orange", (60, 80)))
    anna.page.locator("input[name=evidence]").set_input_files(slip)
    anna.page.locator("main input[inputmode=decimal]").first.fill("4")
    anna.pictured(f"order-receive-{width}")
    anna.page.get_by_role("button", name=say["note"]).click()
    expect(anna.page.get_by_text(say["done"])).to_be_visible()
    clerk.page.goto(order)
    clerk.pictured(f"order-partly-{width}")
    clerk.goto("/bestellingen/")
    clerk.pictured(f"orders-{width}")
