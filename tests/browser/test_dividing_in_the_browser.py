"""The work of a cooperation is divided and proposed: on a phone in Dutch, wide in English, each page scanned."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.browser.conftest import Visitor
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("language", "width", "words"),
    [
        ("nl", 390, ("Een versie beginnen", "Treasury", "Opslaan", "Voorstellen")),
        ("en", 1280, ("Begin a version", "Treasury", "Save", "Propose")),
    ],
)
def test_a_version_is_begun_changed_and_proposed(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    words: tuple[str, str, str, str],
) -> None:
    _, world = committed_world
    begin, process, save, propose = words
    maker = visitor(language, width, 900)
    page = maker.page
    maker.sign_in(account_of(world.contract_manager).email)
    maker.goto("/bestuur/taakverdeling/")
    maker.pictured(f"divisions-{width}")
    page.get_by_role("button", name=begin).click()
    page.wait_for_load_state()
    maker.scan()
    maker.pictured(f"cut-{width}")
    cut = page.url.removeprefix(maker.site)
    maker.goto(f"{cut}?lijst=finance")
    for part in page.locator("details.is-part:not([open]) > summary").all():
        part.click()  # on a phone
    page.get_by_role("link", name=process, exact=True).click()
    page.wait_for_load_state()
    maker.scan()
    maker.pictured(f"cut-row-{width}")
    page.locator("select[name=side]").select_option("municipality")
    page.get_by_role("button", name=save).click()
    page.wait_for_url("**lijst=finance**")
    maker.scan()
    maker.pictured(f"cut-finance-{width}")
    page.fill("input[name=holds_from]", (timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name=propose, exact=True).click()
    page.wait_for_load_state()
    maker.scan()
    maker.pictured(f"cut-proposed-{width}")
