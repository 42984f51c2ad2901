"""What a template gives a component: cotton passes filters and comparisons over in silence, and the component shows its own default."""

import re
from pathlib import Path

COMPARED = re.compile(r""":[\w-]+="[^"{]*(?:==|!=|[<>]|\b(?:and|or|not|in)\b)[^"]*\"""")
FILTERED = re.compile(r""":[\w-]+="[\w.]+\|[^"]*\"""")


def test_no_attribute_that_is_worked_out_has_a_filter() -> None:
    """``:total="lines|default:1"`` showed "117 of 100"."""
    pages = Path("src").rglob("templates/**/*.html")
    assert {f"{page.name}: {each}" for page in pages for each in FILTERED.findall(page.read_text())} == set()


def test_no_attribute_that_is_worked_out_is_a_comparison() -> None:
    """``:open="action == 'return'"`` never opened: what was wrong with a reason stood in a part that stayed shut."""
    pages = Path("src").rglob("templates/**/*.html")
    assert {f"{page.name}: {each}" for page in pages for each in COMPARED.findall(page.read_text())} == set()
