"""A connection of another system, on a phone in Dutch and at a desk in English: made, given by a second person, and ended.

Every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept as a picture in that folder.
"""

import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.world import TODAY, World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGE = "/inrichting/koppelingen/"
WORDS = {
    "nl": ("Koppeling maken", "Geven", "Koppeling beëindigen", "Wacht op een tweede persoon"),
    "en": ("Make the connection", "Give", "End the connection", "Waits for a second person"),
}


def status_of(site: str, path: str, secret: str) -> int:
    """What the interface answers to whoever shows this secret."""
    request = urllib.request.Request(f"{site}/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


@ON_A_PHONE_AND_AT_A_DESK
def test_a_connection_is_made_by_one_and_given_its_words_by_another(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    make, give, end, waits = WORDS[language]
    admin = visitor(language, width, height)
    admin.sign_in(account_of(world.first.ad).email)
    admin.goto(PAGE)
    admin.keep(f"connections-none-{language}")
    admin.goto(f"{PAGE}nieuw/")
    admin.keep(f"connection-new-{language}")
    admin.page.locator("[name=name]").fill("Intranet")
    admin.page.locator("[name=purpose]").fill("Medewerkers zien hun aanvragen op het intranet.")
    admin.page.locator("[name=contact]").fill("intranet@nederlek.example")
    admin.page.locator("[name=last_day]").fill(TODAY.replace(year=TODAY.year + 1).isoformat())
    for scope in ("cases.read", "cases.content"):
        admin.page.locator(f"input[value='{scope}']").check()
    admin.page.get_by_role("button", name=make).click()
    admin.scan()
    admin.keep(f"connection-made-{language}")
    secret = admin.page.locator("#secret").inner_text()
    assert status_of(admin.site, "/cases", secret) == 200
    assert status_of(admin.site, f"/cases/{world.first.id}/content", secret) == 403
    admin.goto(PAGE)
    admin.keep(f"connections-{language}")
    admin.page.get_by_role("link", name="Intranet").click()
    page = admin.page.url.removeprefix(admin.site)
    second = visitor(language, width, height)
    second.sign_in(account_of(world.first.carla).email)
    second.goto(page)
    second.keep(f"connection-waits-{language}")
    expect(second.page.get_by_role("heading", name=waits)).to_be_visible()
    second.page.get_by_role("button", name=give).click()
    second.scan()
    expect(second.page.get_by_role("heading", name=waits)).not_to_be_visible()
    assert status_of(admin.site, f"/cases/{world.first.id}/content", secret) == 404
    admin.goto(page)
    admin.keep(f"connection-given-{language}")
    admin.page.get_by_role("link", name=end).click()
    admin.scan()
    admin.page.get_by_role("button", name=end).click()
    admin.scan()
    assert status_of(admin.site, "/cases", secret) == 401
