"""A controller hands a model in, keeps it and compares versions, on a phone and on a wide screen; axe finds nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.conftest import Visitor
from tests.database import TestDatabase
from tests.world import World, account_of

from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.tenancy.api import Actor

COSTS = """
title: Wie draagt wat
question: In welke vorm werken wij samen?
criteria:
  - {name: Kosten, weight: 2, source: Begroting 2026}
  - {name: Kwaliteit, weight: 1, assumption: Even zwaar als vorig jaar}
alternatives:
  - {name: Samen}
  - {name: Alleen}
scores:
  Samen: {Kosten: 2, Kwaliteit: 1}
  Alleen: {Kosten: 1, Kwaliteit: 2}
"""
HEAVIER = COSTS.replace("weight: 1", "weight: 5")
BROKEN = COSTS.replace("weight: 2", "weight: twee")
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


IN_SIGHT = """() => {
  const seen = [...document.querySelectorAll(".site-navigation [aria-current=page], .site-navigation .is-current > .menu > summary")]
    .filter((place) => place.offsetParent)[0].getBoundingClientRect();
  const bar = document.querySelector(".site-navigation > ul").getBoundingClientRect();
  return seen.left >= bar.left - 1 && seen.right <= bar.right + 1;
}"""
EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS_OF_CHIPS = """() => Math.max(0, ...[...document.querySelectorAll(".chips")]
  .map((chips) => new Set([...chips.children].map((chip) => chip.offsetTop)).size))"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
def test_a_model_from_file_to_comparison(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    width: int,
    height: int,
    tmp_path: Path,
) -> None:
    _, world = committed_world
    carla: Actor = world.first.carla
    reader = visitor("nl", width, height)
    page = reader.page
    reader.sign_in(account_of(carla).email)
    reader.goto("/rekenmodellen/")
    reader.pictured(f"list-empty-{width}")
    assert page.evaluate(IN_SIGHT)
    assert page.evaluate(ROWS_OF_CHIPS) == 1
    file = tmp_path / "keuze.yaml"
    file.write_text(BROKEN, encoding="utf-8")
    reader.goto("/rekenmodellen/nieuw/")
    page.set_input_files("input[type=file]", str(file))
    page.click("form button.is-primary")
    page.wait_for_selector("text=1 fout in dit bestand", timeout=60_000)
    reader.pictured(f"mistakes-{width}")
    file.write_text(COSTS, encoding="utf-8")
    page.set_input_files("input[type=file]", str(file))
    page.click("form button.is-primary")
    page.wait_for_selector(".report", timeout=60_000)
    reader.pictured(f"trial-{width}")
    page.click("details.details:has-text('In dit rapport') > summary")
    page.click(".contents li:last-child a")
    reader.pictured(f"trial-contents-{width}")
    page.click("details.details:has-text('Dit bestand als iets anders lezen') > summary")
    assert page.evaluate(ROWS_OF_CHIPS) <= 3
    page.fill("input[name=name]", "Keuze van een vorm")
    page.click(".keep button.is-primary")
    page.wait_for_selector(".report", timeout=60_000)
    reader.pictured(f"model-{width}")
    model = model_files.models_kept(actor=carla, narrow=model_files.ModelFilter()).rows[0].id
    model_files.keep_version(
        actor=carla,
        model=model,
        file=model_files.Content("keuze.yaml", HEAVIER.encode()),
        note="Kwaliteit weegt zwaarder",
        key="2",
        at=world.at,
    )
    page.goto(f"{reader.site}/rekenmodellen/{model}/vergelijken/")
    page.wait_for_selector("text=Wat er in het bestand wijzigde", timeout=60_000)
    reader.pictured(f"compare-{width}")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_keys_are_tried_and_each_change_is_answered_without_leaving_the_page(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    reader, carla = visitor("nl", width, height), world.first.carla
    page = reader.page
    file = model_files.Content("k5.yaml", (EXAMPLES / "k5.yaml").read_bytes())
    model = model_files.keep_model(
        actor=carla, name=f"K5 {width}", kind="compare-keys", file=file, key=f"k5-{width}", at=world.at
    )
    reader.sign_in(account_of(carla).email)
    reader.goto(f"/rekenmodellen/{model}/sleutels/")
    page.wait_for_selector("#outcome .report")
    page.fill("input[name=part-0]", "60")
    page.fill("input[name=part-1]", "30")
    page.wait_for_selector("text=De sleutels zijn samen 90 %: maak er 100 % van.")
    reader.pictured(f"keys-refused-{width}")
    page.fill("input[name=part-1]", "40")
    page.wait_for_selector("text=Met “Voorstel” gaan er 3 meer betalen")
    assert "part-1=40" in page.url, "the address carries the proposal"
    page.click("summary:has-text('In stappen over de jaren')")
    page.fill("input[name=years]", "3")
    page.wait_for_selector("#outcome section:has-text('Het ingroeipad')")
    reader.pictured(f"keys-{width}")
    page.click("text=Dit voorstel bewaren")
    page.wait_for_selector(".keep", timeout=60_000)


def test_the_workbook_of_the_page_is_kept_and_no_figure_is_cut(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    tmp_path: Path,
) -> None:
    _, world = committed_world
    reader = visitor("nl", 320, 700)
    page = reader.page
    reader.sign_in(account_of(world.first.carla).email)
    template = page.request.get(f"{reader.site}/rekenmodellen/sjablonen/settle/")
    file = tmp_path / "verrekening.xlsx"
    file.write_bytes(template.body())
    reader.goto("/rekenmodellen/nieuw/")
    page.set_input_files("input[type=file]", str(file))
    page.click("form button.is-primary")
    page.wait_for_selector(".keep", timeout=60_000)
    page.click(".keep button.is-primary")
    page.wait_for_selector("text=Bewaard als “verrekening”", timeout=60_000)
    page.evaluate("document.querySelectorAll('.report details').forEach((each) => { each.open = true })")
    reader.pictured("model-320")
