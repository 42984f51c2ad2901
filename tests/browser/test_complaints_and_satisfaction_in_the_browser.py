"""A complaint and a mark on a screen: whoever asked, who deals with it, the controller of the customer; axe on each page."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from tests.browser.conftest import Visitor
from tests.browser.test_a_request_in_the_browser import signed_in
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("language", "width", "complain", "send", "take"),
    [
        ("nl", 390, "Hierover klagen", "Klacht versturen", "Deze klacht oppakken"),
        ("en", 1280, "Complain about this", "Send the complaint", "Take up this complaint"),
    ],
)
def test_a_complaint_and_a_mark_on_a_screen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    complain: str,
    send: str,
    take: str,
) -> None:
    _, world = committed_world
    now = timezone.now()
    manager = world.contract_manager
    service = catalogue.write_service(
        actor=manager, cooperation=world.cooperation, code="SP18", content=STATEMENT, at=now
    )
    version = catalogue.service(actor=manager, service=service, on=timezone.localdate(now)).latest.id
    catalogue.adopt_version(actor=controller_of(world), version=version, at=now)
    catalogue.publish_version(actor=manager, version=version, since=timezone.localdate(now), at=now)
    case, other = asked(world.first.anna, service, at=now), asked(world.first.anna, service, at=now)
    done = cases.Result.DONE
    cases.close_case(actor=world.clerk, case=case, result=done, words="Verstuurd.", at=now)

    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.first.anna)
    someone.goto(f"/vragen/{case}/")
    page.locator("#id_rate_mark").select_option("8")
    page.get_by_text(complain, exact=True).click()
    someone.pictured(f"case-rate-and-complain-{language}")
    page.locator("form:has(#id_rate_mark) button").click()
    page.locator("#id_rate_mark").wait_for(state="detached")
    page.get_by_text(complain, exact=True).click()
    page.locator("#id_complain_words").fill("Drie keer gebeld, nooit teruggebeld.")
    page.get_by_role("button", name=send).click()
    page.wait_for_load_state()
    someone.pictured(f"case-complained-{language}")

    signed_in(someone, world.first.carla)
    someone.goto("/klachten/")
    page.locator("main summary").first.click()
    page.locator("#id_number").fill(cases.case_view(actor=world.first.anna, case=other, at=now).number)
    page.locator("#id_words").fill("Te traag.")
    someone.pictured(f"complaints-of-a-customer-{language}")
    page.get_by_role("button", name=send).click()
    page.wait_for_load_state()
    someone.goto("/tevredenheid/")
    someone.pictured(f"satisfaction-{language}")

    signed_in(someone, world.kim)
    someone.goto("/klachten/")
    someone.pictured(f"complaints-{language}")
    page.locator("main a[href*='/klachten/']").first.click()
    page.get_by_role("button", name=take).click()
    page.locator("input[name=verdict]").first.check()
    page.locator("#id_words").fill("U had gelijk.")
    someone.pictured(f"complaint-{language}")
    page.locator("form:has(input[name=verdict]) button").click()
    page.locator("input[name=verdict]").first.wait_for(state="detached")
    someone.pictured(f"complaint-decided-{language}")
    someone.goto(f"/balie/zaken/{case}/")
    someone.scan()
