"""Linked and merged cases on a screen, for the desk and for whoever asked twice; axe on each page."""

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
    ("language", "width", "link", "merge", "apart"),
    [
        ("nl", 390, "Koppelen aan een andere zaak", "Samenvoegen", "Weer losmaken"),
        ("en", 1280, "Link to another case", "Merge", "Take apart again"),
    ],
)
def test_cases_are_linked_and_a_double_is_merged_on_a_screen(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    link: str,
    merge: str,
    apart: str,
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
    first, double, other = (
        asked(who, service, at=now) for who in (world.first.anna, world.first.anna, world.second.anna)
    )
    numbers = [cases.case_view(actor=world.clerk, case=each, at=now).number for each in (first, other)]

    someone = visitor(language, width, 844)
    page = someone.page
    signed_in(someone, world.first.carla)
    someone.goto("/bestuur/taken/")
    someone.pictured(f"tasks-under-way-{language}")
    signed_in(someone, world.clerk)
    someone.goto(f"/balie/zaken/{first}/")
    page.get_by_text(link, exact=True).first.click()
    page.locator("#id_link_number").fill(numbers[1])
    someone.pictured(f"case-link-form-{language}")
    page.locator("form:has(#id_link_number) button").click()
    page.wait_for_load_state()
    someone.goto(f"/balie/zaken/{double}/")
    page.get_by_text(merge).first.click()
    page.locator("#id_merge_number").fill(numbers[0])
    page.locator("form:has(#id_merge_number) button").click()
    page.get_by_role("button", name=apart).wait_for()
    someone.scan()
    someone.pictured(f"case-double-{language}")
    someone.goto(f"/balie/zaken/{first}/")
    someone.pictured(f"case-linked-{language}")
    signed_in(someone, world.first.anna)
    someone.goto(f"/vragen/{double}/")
    someone.pictured(f"case-double-own-{language}")
    assert page.locator("main").get_by_role("link", name=numbers[0]).count() == 1
