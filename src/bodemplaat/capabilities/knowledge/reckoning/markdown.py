"""An answer as HTML: CommonMark by markdown-it, cleaned by nh3, so that nothing runs and nothing is fetched from elsewhere."""

import re
from collections.abc import Iterator
from typing import Final

import nh3
from markdown_it import MarkdownIt

_READER: Final = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
_TAGS: Final = {
    "p", "br", "hr", "h3", "h4", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_LOWER: Final = {"1": "3", "2": "3", "3": "3", "4": "4", "5": "4", "6": "4"}
"""Headings of an answer stand under the page's own."""
_HEADING: Final = re.compile(r"(</?h)([1-6])(>)")
_BEGINNING: Final = 1000
"""Characters of an answer that are read for its first line."""


def html_of(text: str) -> str:
    """Safe HTML. Tags in the text are shown as text; links lead to http, https, mailto, tel or a page of this site."""
    drawn = _HEADING.sub(lambda match: match[1] + _LOWER[match[2]] + match[3], _READER.render(text))
    return nh3.clean(
        drawn,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def plain_of(text: str, most: int = 160) -> str:
    """The beginning of an answer without its marks, in one line of at most ``most`` characters."""
    plain = ""
    for is_item, words in _blocks(text[:_BEGINNING]):
        between = "; " if is_item and plain and plain[-1] not in ".:;!?" else " "
        plain = f"{plain}{between}{words}" if plain else words
    return plain if len(plain) <= most else plain[: most - 1].rsplit(" ", 1)[0] + "…"


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """The words of each block as a reader sees them, and whether it follows another point of a list."""
    points = 0
    for token in _READER.parse(text):
        if token.level == 0 or token.type.endswith("list_open"):
            points = 0
        elif token.type == "list_item_open":
            points += 1
        if token.type in ("fence", "code_block"):
            words = token.content
        elif token.type == "inline":
            words = "".join(
                each.content or " " * each.type.endswith("break") for each in token.children or ()
            )
        else:
            continue
        if words := " ".join(words.split()):
            yield points > 1, words
