"""What was mailed, on a screen: the desk places what waits, whoever keeps the agreement arranges the addresses; axe on each page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from tests.browser.conftest import Visitor
from tests.browser.test_a_request_in_the_browser import signed_in
from tests.browser.test_complaints_and_satisfaction_in_the_browser import offered
from tests.capabilities.cases.desk import ADVICE
from tests.capabilities.invoices.scanned import scanned
from tests.capabilities.mailbox.letters import BASE, DESK, email_of, letter
from tests.database import TestDatabase
from tests.world import World, receipt

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox import api as mailbox

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def site_settings(monkeypatch: pytest.MonkeyPatch, settings: Any) -> str:
    """The demo's, where e-mail is read."""
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = "/nergens", BASE
    monkeypatch.setenv("BODEMPLAAT_MAIL_FOLDER", "/nergens")
    monkeypatch.setenv("BODEMPLAAT_MAIL_ADDRESS", BASE)
    return "bodemplaat.project.settings_demo"


@pytest.mark.parametrize(
    ("language", "width", "make", "put", "throw"),
    [
        ("nl", 390, "Er een zaak van maken", "Bij een zaak voegen", "Weggooien"),
        ("en", 1280, "Make a case of it", "Put it with a case", "Throw it away"),
    ],
)
def test_what_was_mailed_is_placed_on_a_screen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    make: str,
    put: str,
    throw: str,
) -> None:
    _, world = committed_world
    now, anna = timezone.now(), world.first.anna
    service = offered(world, ADVICE)
    mailbox.make_mail_address(actor=world.contract_manager, address=DESK, service=service, at=now)
    repeated = "Klopt dit nog?\n\nOp 3-11-2025 om 10:00 schreef Balie:\n> U heeft nog 32 uur.\n"
    own = letter(email_of(anna), repeated)
    own.add_attachment(receipt(), maintype="image", subtype="jpeg", filename="strook.jpg")
    private = letter(
        "Marieke Visser <marieke@thuis.example>", repeated, Subject="Mijn verklaring is er nog niet"
    )
    private.add_attachment(b"PK", maintype="application", subtype="zip", filename="foto’s.zip")
    strange = letter("reclame@elders.example", "Koop nu!", Subject="Aanbieding")
    robot = letter(
        "robot@elders.example", "Ik ben er niet.", Subject="Afwezig", Auto_Submitted="auto-replied"
    )
    for each in (own, private, strange, robot):
        mailbox.take_mail(content=each.as_bytes(), came_at=now, at=now)
    (case,) = cases.my_cases(actor=anna, at=now)

    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.clerk)
    someone.goto("/balie/zaken/")
    someone.pictured(f"queue-with-mail-{language}")
    someone.goto(f"/balie/zaken/{case.id}/")
    someone.pictured(f"case-by-mail-{language}")
    someone.goto("/balie/zaken/e-mail/")
    someone.pictured(f"mail-list-{language}")
    page.get_by_text("Mijn verklaring is er nog niet").click()
    page.get_by_text(make, exact=True).first.click()
    page.get_by_text(put, exact=True).click()
    someone.pictured(f"mail-{language}")
    page.locator("#id_organisation").select_option(str(world.first.id))
    page.locator("#search-q").fill(anna.person_name.split()[0])
    page.locator("#search-q").press("Enter")
    page.get_by_text(anna.person_name).first.click()
    page.locator("#id_service").wait_for()
    someone.pictured(f"mail-chosen-{language}")
    page.locator("form:has(#id_service) button").click()
    page.locator("#case-title").wait_for()
    someone.goto("/balie/zaken/e-mail/")
    page.get_by_text("Aanbieding").click()
    page.get_by_text(throw, exact=True).first.click()
    page.locator("#id_words").fill("Reclame")
    page.locator("form:has(#id_words) button").click()
    page.wait_for_url("**/balie/zaken/e-mail/")
    someone.pictured(f"mail-list-after-{language}")
    page.get_by_text("Aanbieding").click()
    someone.pictured(f"mail-thrown-away-{language}")

    signed_in(someone, anna)
    someone.goto(f"/vragen/{case.id}/")
    someone.pictured(f"own-case-by-mail-{language}")

    signed_in(someone, world.contract_manager)
    someone.goto("/diensten/e-mailadressen/")
    someone.pictured(f"mail-addresses-{language}")


@pytest.mark.parametrize(
    ("language", "width", "take", "whole"),
    [
        ("nl", 390, "Facturen innemen", "Het hele bericht"),
        ("en", 1280, "Take the invoices in", "The whole message"),
    ],
)
def test_a_mailed_invoice_is_taken_in_with_its_mail_on_a_screen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    take: str,
    whole: str,
) -> None:
    _, world = committed_world
    now, to = timezone.now(), "facturen@ssc.example"
    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.contract_manager)
    someone.goto("/diensten/e-mailadressen/")
    page.locator("#id_address").fill(to)
    page.locator("#id_service").select_option("facturen")
    page.locator("form:has(#id_service) button").click()
    page.locator(".field-error, [id$=_error], .error").first.wait_for()
    someone.pictured(f"mail-address-for-whom-{language}")
    page.locator("#id_customer").select_option(str(world.first.id))
    page.locator("form:has(#id_service) button").click()
    page.get_by_text(to).first.wait_for()
    someone.pictured(f"mail-address-of-invoices-{language}")

    bounced = letter(
        "Debiteuren Kabels <debiteuren@kabels.example>",
        "Geachte heer, mevrouw,\n\nBijgaand onze factuur.",
        to,
        Subject="Factuur 2026-0417",
        Auto_Submitted="auto-replied",
    )
    bounced.add_attachment(
        scanned(("Factuur 2026-0417",)),
        maintype="application",
        subtype="pdf",
        filename="Factuur 2026-0417.pdf",
    )
    nothing = letter("vraag@kabels.example", "Is mijn factuur er al?", to, Subject="Onze factuur")
    for each in (bounced, nothing):
        mailbox.take_mail(content=each.as_bytes(), came_at=now, at=now)

    signed_in(someone, world.clerk)
    someone.goto("/balie/zaken/e-mail/")
    someone.pictured(f"mail-list-with-invoices-{language}")
    page.get_by_text("Factuur 2026-0417").first.click()
    someone.pictured(f"mail-with-an-invoice-{language}")
    page.get_by_role("button", name=take).click()
    page.locator("#letters").wait_for()
    page.locator("section[aria-labelledby=letters] summary").first.click()
    page.get_by_text(whole).wait_for()
    someone.pictured(f"invoice-by-mail-{language}")
    page.locator("section[aria-labelledby=letters] summary").nth(1).click()
    link = page.locator("#follow-link").input_value()
    someone.pictured(f"invoice-link-{language}")
    someone.goto(link[link.index("/leverancier/") :])
    page.locator("h1").wait_for()
    someone.pictured(f"follow-invoice-{language}")
    page.goto(f"{someone.site}/leverancier/geraden/")
    someone.pictured(f"follow-nothing-{language}")
