"""Answers are found, read beside the form of a request and kept; one box finds everything. On a phone and at a desk.

Every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept as a picture in that folder.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.capabilities.knowledge.desk import answered
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.knowledge import api as knowledge

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def keep(visit: Visitor, name: str) -> None:
    """A picture of the page, where a folder for them is named."""
    if folder := os.environ.get("BODEMPLAAT_PICTURES"):
        visit.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 390, 844), ("nl", 1280, 900)])
def test_an_answer_is_found_beside_the_form_and_kept_and_counted(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    today = timezone.localdate()
    service = published(world, controller_of(world))
    answer = answered(world, review_on=today + timedelta(days=5))
    asked(world.first.anna, service)
    for who in (world.first.anna, world.second.anna):
        knowledge.note_gap(actor=who, text="laadpaal", at=timezone.now())
    reader = visitor(language, width, height)
    reader.sign_in(account_of(world.first.anna).email)
    for place, name in (
        ("", "all"),
        ("?q=verloven", "found"),
        ("?q=zeppelin", "nothing"),
        (f"{answer}/", "one"),
    ):
        reader.goto(f"/antwoorden/{place}")
        reader.scan()
        keep(reader, f"answers-{name}-{width}")
    reader.page.keyboard.press("/")
    reader.page.wait_for_url("**/zoeken/**") if width == 390 else None
    for place, name in (("", "empty"), ("?q=verklaringen", "found"), ("?q=zeppelin", "nothing")):
        reader.goto(f"/zoeken/{place}")
        reader.scan()
        keep(reader, f"search-{name}-{width}")
    reader.goto(f"/vragen/nieuw/{service}/")
    reader.page.locator("#id_words").fill("hoeveel verlof meenemen")
    beside = reader.page.locator("#answers details")
    expect(beside).to_be_visible()
    beside.locator("summary").click()
    expect(reader.page.locator("#answers input[name=read]")).to_have_count(1)
    reader.scan()
    keep(reader, f"answers-beside-{width}")
    editor = visitor(language, width, height)
    editor.sign_in(account_of(world.contract_manager).email)
    for place, name in (
        ("", "kept"),
        ("?queue=review", "review"),
        (f"{answer}/", "kept-one"),
        ("cijfers/", "figures"),
    ):
        editor.goto(f"/antwoorden/beheer/{place}")
        editor.scan()
        keep(editor, f"answers-{name}-{width}")
    editor.goto("/antwoorden/beheer/nieuw/?q=laadpaal")
    editor.page.locator("#id_body_nl").fill("Bij het **stadhuis**.")
    expect(editor.page.locator("#preview strong", has_text="stadhuis")).to_be_visible()
    editor.scan()
    keep(editor, f"answers-new-{width}")
