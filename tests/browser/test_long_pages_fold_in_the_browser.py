"""Long pages fold on a phone, and stand open at a desk, on paper, without a script, and where a link points into them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TERMS = "/bestuur/bewaren/termijnen/"
STYLE = "/stijl/"
A_KIND, AROUND = 160, 800
"""Pixels on a phone of a kind of record that is folded, and of the page around the kinds."""


@ON_A_PHONE_AND_AT_A_DESK
def test_the_terms_of_keeping_fold_on_a_phone_and_stand_in_columns_at_a_desk(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    controller = visitor(language, width, height)
    controller.sign_in(account_of(world.first.carla).email)
    controller.goto(TERMS)
    part = controller.page.locator("main details.is-cell").first
    summary, body = part.locator("summary"), part.locator(".details-body")
    if width < 500:
        expect(body).to_be_hidden()
        kinds = controller.page.locator("main tbody tr").count()
        height = controller.page.evaluate("document.documentElement.scrollHeight")
        assert height <= AROUND + A_KIND * kinds, kinds
        summary.focus()
        controller.page.keyboard.press("Enter")
    else:
        expect(summary).to_be_hidden()
    expect(body).to_be_visible()
    controller.scan()
    controller.keep(f"folded-terms-{language}")


def test_a_folded_part_opens_for_a_link_into_it_and_for_paper(
    visitor: Callable[[str, int, int], Visitor],
) -> None:
    phone = visitor("nl", 390, 844)
    phone.goto(STYLE)
    inside = phone.page.locator("#folded")
    expect(inside).to_be_hidden()
    phone.page.evaluate("location.hash = 'folded'")
    expect(inside).to_be_visible()
    phone.page.reload()
    expect(inside).to_be_visible()
    phone.goto(STYLE)
    expect(inside).to_be_hidden()
    phone.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(inside).to_be_visible()
    phone.page.emulate_media(media="print")
    title = phone.page.locator("details.is-part:has(#folded) > summary")
    expect(title).to_be_visible()
    expect(title.locator(".icon")).to_be_hidden()


def test_without_a_script_nothing_is_folded(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{site}{STYLE}")
        expect(page.locator("#folded")).to_be_visible()
    finally:
        context.close()
