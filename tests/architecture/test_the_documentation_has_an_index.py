"""The documentation can be found: its index names every page once, and no link leads nowhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGES = sorted(page for page in DOCS.rglob("*.md") if page != DOCS / "README.md")


def links_of(page: Path) -> list[str]:
    """The files that a page links to, without addresses on the web."""
    return [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]


def test_the_index_names_every_page_once() -> None:
    named = [link for link in links_of(DOCS / "README.md") if link.endswith(".md")]
    assert sorted(named) == sorted(page.relative_to(DOCS).as_posix() for page in PAGES)


def test_the_index_calls_a_page_by_its_own_title() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in PAGES:
        title = page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        assert f"[{title}]({page.relative_to(DOCS).as_posix()})" in index


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", DOCS / "README.md", *PAGES],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_link_leads_to_a_file_that_is_there(page: Path) -> None:
    lost = [link for link in links_of(page) if not (page.parent / link).exists()]
    assert not lost
