"""The queue of cases by its keys: next and previous, open, take; letters stay letters in a field, and keys can be turned off.

A touch screen has no keys, and its page tells of none.
"""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visitor
from tests.browser.test_a_request_in_the_browser import signed_in
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def focused(page: Page) -> str | None:
    """Where the link leads that the keys are at; ``None`` for no link."""
    href = page.evaluate("document.activeElement.getAttribute('href')")
    return None if href is None else str(href)


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 760, 844), ("en", 1280, 900)])
def test_the_keys_of_the_queue_are_pressed(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    now, manager = timezone.now(), world.contract_manager
    today = timezone.localdate(now)
    service = catalogue.write_service(
        actor=manager, cooperation=world.cooperation, code="SP18", content=STATEMENT, at=now
    )
    version = catalogue.service(actor=manager, service=service, on=today).latest.id
    catalogue.adopt_version(actor=controller_of(world), version=version, at=now)
    catalogue.publish_version(actor=manager, version=version, since=today, at=now)
    for who in (world.first.anna, world.first.anna, world.second.anna):
        asked(who, service, at=now)

    clerk = visitor(language, width, height)
    page, press = clerk.page, clerk.page.keyboard.press
    signed_in(clerk, world.clerk)
    clerk.goto("/balie/zaken/")
    clerk.pictured(f"queue-keys-{language}")
    links = [str(link.get_attribute("href")) for link in page.locator("[data-row] a").all()]
    assert len(links) == 3
    places = []
    for key in "jjjjkK":
        press(key)
        places.append(links.index(str(focused(page))))
    assert places == [0, 1, 2, 2, 1, 0]

    search = page.locator("#search-q")
    search.focus()
    page.keyboard.type("jt")
    assert search.input_value() == "jt"
    search.fill("")

    page.locator("[data-keys-switch]").click()
    press("j")
    assert focused(page) is None
    page.reload()
    press("j")
    assert focused(page) is None, "what was turned off stays off"
    page.locator("[data-keys-switch]").click()

    press("j")
    press("j")
    press("Enter")
    page.locator("#case-title").wait_for()
    case = page.url.split("/balie/zaken/")[1].split("/")[0]
    assert case == links[1].split("/balie/zaken/")[1].split("/")[0]
    clerk.pictured(f"case-keys-{language}")
    press("t")
    expect(page.locator("button[data-key=t]")).to_have_count(0)
    (mine,) = [
        row
        for row in cases.desk_cases(actor=world.clerk, narrow=cases.CaseFilter(), at=timezone.now()).rows
        if str(row.id) == case
    ]
    assert mine.taken_by == world.clerk.person
