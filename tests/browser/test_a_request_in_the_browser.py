"""A request from form to result: the employee on a phone in Dutch or wide in English, a clerk at the same screen; axe on each page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.conftest import Visitor
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Actor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def signed_in(visitor: Visitor, who: Actor) -> None:
    visitor.page.context.clear_cookies()
    visitor.sign_in(account_of(who).email)


@pytest.mark.parametrize(
    ("language", "width", "send", "take", "ask", "close"),
    [
        ("nl", 390, "Versturen", "Oppakken", "De aanvrager iets vragen", "Afhandelen met een resultaat"),
        ("en", 1280, "Send", "Take", "Ask the requester something", "Close with a result"),
    ],
)
def test_a_request_goes_from_form_to_result_on_a_screen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    send: str,
    take: str,
    ask: str,
    close: str,
) -> None:
    _, world = committed_world
    now = timezone.now()
    service = catalogue.write_service(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        code="SP18",
        content=STATEMENT,
        at=now,
    )
    manager = world.contract_manager
    version = catalogue.service(actor=manager, service=service, on=timezone.localdate(now)).latest.id
    catalogue.adopt_version(actor=controller_of(world), version=version, at=now)
    catalogue.publish_version(actor=manager, version=version, since=timezone.localdate(now), at=now)
    for who in (world.first.bert, world.second.anna):
        asked(who, service, at=now)

    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.first.anna)
    someone.goto("/vragen/")
    someone.goto("/vragen/nieuw/")
    someone.goto(f"/vragen/nieuw/{service}/")
    someone.pictured(f"case-ask-{language}")
    page.locator("[name=subject]").fill("Verklaring voor de hypotheek")
    page.locator("[name=kind]").select_option("mortgage")
    page.locator("[name=amount]").fill("veel")
    page.get_by_role("button", name=send).click()
    page.wait_for_load_state()
    someone.scan()
    page.locator("[name=amount]").fill("250.000,00")
    page.get_by_role("button", name=send).click()
    page.wait_for_url("**/vragen/*/")
    someone.scan()
    someone.pictured(f"case-own-{language}")
    case = page.url.rstrip("/").rpartition("/")[2]

    signed_in(someone, world.clerk)
    someone.goto("/balie/zaken/")
    someone.pictured(f"case-queue-{language}")
    someone.goto("/balie/zaken/nieuw/")
    someone.goto(f"/balie/zaken/nieuw/?organisation={world.first.id}&q=anna")
    someone.goto(
        f"/balie/zaken/nieuw/?organisation={world.first.id}&person={world.first.anna.person}&service={service}"
    )
    someone.goto(f"/balie/zaken/{case}/")
    page.get_by_role("button", name=take, exact=True).click()
    page.wait_for_load_state()
    page.locator("summary", has_text=ask).click()
    page.locator("#id_ask_words").fill("Voor welke bank?")
    page.get_by_role("button", name=ask).click()
    page.wait_for_load_state()
    someone.scan()
    someone.pictured(f"case-desk-{language}")

    signed_in(someone, world.first.anna)
    someone.goto(f"/vragen/{case}/")
    assert "Voor welke bank?" in page.locator("main").inner_text()
    page.locator("[name=words]").first.fill("De BNG Bank.")
    page.get_by_role("button", name=send).click()
    page.wait_for_load_state()

    signed_in(someone, world.clerk)
    someone.goto(f"/balie/zaken/{case}/")
    page.locator("summary", has_text=close).click()
    page.locator("#id_close_words").fill("De verklaring is verstuurd.")
    page.get_by_role("button", name=close).click()
    page.wait_for_url("**/balie/zaken/")

    signed_in(someone, world.first.anna)
    someone.goto(f"/vragen/{case}/")
    someone.pictured(f"case-done-{language}")
    (row,) = cases.my_cases(actor=world.first.anna, at=timezone.now() + timedelta(minutes=1))
    assert row.state is cases.CaseState.CLOSED
