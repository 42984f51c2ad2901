"""The pictures of every kind of report: drawn in colours that a page can exchange, with figures behind them."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bodemplaat.calculations.calculate import Calculated, calculate
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.calculations.work import Asked
from bodemplaat.presentation import palette
from bodemplaat.presentation.drawing import svg
from bodemplaat.presentation.page import Block, page
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.voice import Voice

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
LOG = b"case;activity;timestamp\n" + b"".join(
    b"%d;in;2026-0%d-02 09:00\n%d;out;2026-0%d-%02d 10:00\n" % (case, month, case, month, 3 + case)
    for month in (1, 2, 3)
    for case in range(month * 5, month * 5 + 5)
)
BUDGETS = b"""\
Gemeenten;Taakveld;L1.1 Salarissen en sociale lasten;Baten;Lasten;Provincie;Gemeentegrootte;Inwonertal
Eigenstad;0.4 Overhead;100,5;10,5;400,5;Utrecht;klein;1000
Goedkoop;0.4 Overhead;50,5;0,5;200,5;Utrecht;klein;1000
"""
FILES = {
    "business-case": "four-municipalities",
    "coalition": "four-municipalities",
    "resilience": "four-municipalities",
    "choose": "reik-choice",
    "wgr-year": "wgr-year-2028",
    "legal-form": "legal-form-levies",
    "costs": "ssc-personnel-finance",
    "plan": "handbook-road",
    "settle": "iszf",
    "compare-keys": "k5",
    "exit": "leaver",
}


def pictures_of(kind: str) -> list[Block]:
    """The pictures of an example's report, as a page gets them."""
    file = InputFile("log.csv", LOG)
    given: dict[str, str | tuple[str, ...]] = {}
    if kind == "measure":
        given = {"received": ("in",), "closed": ("out",)}
    elif kind == "benchmark":
        file, given = InputFile("iv3.csv", BUDGETS), {"municipality": "Eigenstad"}
    else:
        file = InputFile("m.yaml", (EXAMPLES / f"{FILES[kind]}.yaml").read_bytes())
    calculated: Any = calculate(KINDS[kind].work(), file, Asked(date(2026, 11, 23), given))
    assert isinstance(calculated, Calculated), calculated
    return [block for block in page(calculated.report, Voice("nl"))["parts"] if block["kind"] == "picture"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_drawn_in_colours_that_the_page_exchanges_and_its_figures_stand_behind_it(
    kind: str,
) -> None:
    blocks = pictures_of(kind)
    assert blocks
    for block in blocks:
        drawn = svg(Picture(block["title"], block["alt"], block["spec"]))
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)) - {"none", "transparent"}
        assert colours <= set(palette.ALL), block["title"]


def behind(kind: str, title: str) -> list[list[str]]:
    (block,) = (block for block in pictures_of(kind) if block["title"] == title)
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_behind_a_picture_stand_the_names_of_its_series_and_its_figures() -> None:
    (before, together, *_) = behind("resilience", "Voor en na, per functie")
    assert before[1:] == ["ieder apart, gemiddeld", "78,24"]
    assert together[1:] == ["samen", "1,75"]
    assert behind("resilience", "Waar het zwak is: dagen per jaar onbezet")[0][2] == "95,58"
    assert behind("coalition", "Afgesproken en eerlijk")[0][1:] == ["afgesproken", "1.592,43"]


def test_behind_a_waterfall_stands_no_word_of_the_drawing() -> None:
    words = {cell for row in behind("business-case", "Van besparing naar toegevoegde waarde") for cell in row}
    assert words.isdisjoint({"gain", "cost", "total"})
