"""A supplier presses for a late invoice: a clerk notes its demand and reads its mail, finds both in the list, and the supplier looks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.capabilities.invoices.paid import set_up
from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.mailbox.letters import BASE, letter
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.mailbox import api as mailbox

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADDRESS = "facturen@ssc.example"


@pytest.fixture
def site_settings(monkeypatch: pytest.MonkeyPatch, settings: Any) -> str:
    """The demo's, where e-mail is read."""
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = "/nergens", BASE
    monkeypatch.setenv("BODEMPLAAT_MAIL_FOLDER", "/nergens")
    monkeypatch.setenv("BODEMPLAAT_MAIL_ADDRESS", BASE)
    return "bodemplaat.project.settings_demo"


@pytest.mark.parametrize(
    ("language", "width", "note", "noted", "read", "of_mail"),
    [
        (
            "nl",
            390,
            "Noteren dat de leverancier ernaar vroeg",
            "Vastleggen",
            "Noteren wat het vraagt",
            "Herinnering van",
        ),
        ("en", 1280, "Note that the supplier asked for it", "Note it", "Note what it asks", "Reminder of"),
    ],
)
def test_a_clerk_notes_what_a_supplier_claims_beside_what_is_owed(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    note: str,
    noted: str,
    read: str,
    of_mail: str,
) -> None:
    _, world = committed_world
    set_up(world)
    now = timezone.now()
    mailbox.make_invoice_address(
        actor=world.contract_manager, address=ADDRESS, customer=world.first.id, at=now
    )
    invoice = receive(world, bill("2026-0417"), at=now - timedelta(days=52)).invoice
    mail = letter("post@kabels.example", "Waar blijft 2026-0417?", ADDRESS, Subject="Herinnering 2026-0417")
    mailbox.take_mail(content=mail.as_bytes(), came_at=now - timedelta(days=4), at=now)
    clerk = visitor(language, width, 844)
    clerk.sign_in(account_of(world.clerk).email)
    clerk.goto(f"/balie/facturen/{invoice}/")
    form = clerk.page.locator("details", has=clerk.page.locator("summary", has_text=note))
    form.locator("summary").click()
    form.locator("select").select_option("demand")
    clerk.page.locator("#id_remind_claimed").fill("195,50" if language == "nl" else "195.50")
    clerk.page.locator("#id_remind_words").fill("Brief van de advocaat")
    clerk.pictured(f"reminder-form-{language}")
    form.get_by_role("button", name=noted, exact=True).click()
    expect(clerk.page.locator("#letters")).to_be_visible()
    mailed = clerk.page.locator("details", has=clerk.page.locator("summary", has_text=of_mail))
    mailed.locator("summary").click()
    clerk.pictured(f"reminders-{language}")
    mailed.get_by_role("button", name=read).click()
    expect(clerk.page.locator("#letters")).to_be_visible()
    clerk.goto("/balie/facturen/?approval=reminded")
    clerk.pictured(f"reminders-list-{language}")
    clerk.goto(f"/balie/facturen/{invoice}/")
    link = clerk.page.locator("#follow-link").input_value()
    clerk.goto(link[link.index("/leverancier/") :])
    clerk.pictured(f"reminders-followed-{language}")
