"""What a template gives a component: cotton passes a filter over in silence, and the component shows its own default."""

import re
from pathlib import Path

FILTERED = re.compile(r""":[\w-]+="[\w.]+\|[^"]*\"""")


def test_no_attribute_that_is_worked_out_has_a_filter() -> None:
    """``:total="lines|default:1"`` showed "117 of 100"."""
    pages = Path("src").rglob("templates/**/*.html")
    assert {f"{page.name}: {each}" for page in pages for each in FILTERED.findall(page.read_text())} == set()
