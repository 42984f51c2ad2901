"""An administrator fills an organisation as people do it: from files with a mistake in them first, then by hand."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.browser.conftest import Visitor
from tests.database import TestDatabase
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

UNITS = "Code;Naam van de afdeling;Onderdeel van (code)\nMID;Middelen en bedrijfsvoering;\nPO;Personeel en organisatie;{parent}\n"
PEOPLE = (
    "Personeelsnummer;Naam;E-mailadres;Afdeling (code);Leidinggevende (e-mail of nummer);In dienst sinds\n"
    "101;Eva Smit;eva.smit@gemeente-nederlek-met-een-lange-naam.example;PO;102;1-3-2024\n"
    "102;Ron Bos;ron.bos@nederlek.example;MID;;1-1-2023\n"
)
WORDS = {
    "nl": {"wrong": "1 fout in dit bestand", "preview": "Wat er zou wijzigen", "done": "Wat er is gewijzigd"},
    "en": {"wrong": "1 mistake in this file", "preview": "What would change", "done": "What was changed"},
}


def seen(visit: Visitor, language: str, name: str) -> None:
    """Scan the page; and keep a picture of it where somebody wants to look (``PICTURES=folder``)."""
    visit.scan()
    if folder := os.environ.get("PICTURES"):
        visit.page.screenshot(path=Path(folder) / f"{name}-{language}.png", full_page=True)


@pytest.mark.parametrize(("language", "width", "height"), [("nl", 390, 844), ("en", 1280, 900)])
def test_an_organisation_is_filled_from_files_and_by_hand(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    tmp_path: Path,
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    words = WORDS[language]
    visit = visitor(language, width, height)
    page = visit.page
    visit.sign_in(account_of(world.first.ad).email)
    visit.goto(reverse("founding:home"))
    seen(visit, language, "home")

    def hand_in(list_name: str, content: str) -> None:
        file = tmp_path / f"{list_name}.csv"
        file.write_text(content, encoding="utf-8")
        visit.goto(reverse("founding:new_import", args=[list_name]))
        seen(visit, language, f"new-{list_name}")
        page.locator("input[type=file]").set_input_files(file)
        page.locator("main form[enctype] button").click()
        page.wait_for_load_state()

    hand_in("units", UNITS.format(parent="XX"))
    expect(page.locator("h1")).to_have_text(words["wrong"])
    seen(visit, language, "mistakes")
    for list_name, content in (("units", UNITS.format(parent="MID")), ("people", PEOPLE)):
        hand_in(list_name, content)
        expect(page.locator("h1")).to_have_text(words["preview"])
        seen(visit, language, f"preview-{list_name}")
        page.locator("button[value=carry_out]").click()
        expect(page.locator("h1")).to_have_text(words["done"])
        seen(visit, language, f"done-{list_name}")
    hand_in("people", PEOPLE.replace("Eva Smit", "Eva Smit-de Wit").replace("PO;102", "MID;102"))
    seen(visit, language, "changed")
    visit.goto(reverse("founding:units"))
    expect(page.locator("main")).to_contain_text("Personeel en organisatie")
    seen(visit, language, "units")
    page.get_by_role("link", name="Personeel en organisatie").click()
    page.wait_for_load_state()
    for details in page.locator("main details > summary").all():
        details.click()
    seen(visit, language, "unit")
    visit.goto(reverse("founding:add_unit"))
    seen(visit, language, "add-unit")
    visit.goto(reverse("founding:add_person"))
    seen(visit, language, "add-person")
    visit.goto(reverse("board:people"))
    seen(visit, language, "people")
    page.get_by_role("link", name="Eva Smit").click()
    page.wait_for_load_state()
    page.locator(f"a[href^='{reverse('founding:home')}mensen/']").first.click()
    page.wait_for_load_state()
    for details in page.locator("main details > summary").all():
        details.click()
    seen(visit, language, "person")
    visit.goto(reverse("founding:imports"))
    seen(visit, language, "imports")
    assert page.locator("html").get_attribute("lang") == language
