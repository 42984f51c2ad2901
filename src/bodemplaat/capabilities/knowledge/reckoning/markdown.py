"""An answer as HTML: CommonMark by markdown-it, cleaned by nh3, so that nothing runs and nothing is fetched from elsewhere."""

import re
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
_MARKS: Final = re.compile(r"[*_`#>|\[\]]|\(\S*://\S*\)")


def html_of(text: str) -> str:
    """Safe HTML. Tags in the text are shown as text; links lead to http, https, mailto, tel or a page of this site."""
    drawn = _HEADING.sub(lambda found: found[1] + _LOWER[found[2]] + found[3], _READER.render(text))
    return nh3.clean(
        drawn,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def plain_of(text: str, most: int = 160) -> str:
    """The beginning of an answer without its marks, in one line of at most ``most`` characters."""
    plain = " ".join(_MARKS.sub("", text).split())
    return plain if len(plain) <= most else plain[: most - 1].rsplit(" ", 1)[0] + "…"
