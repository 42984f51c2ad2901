"""What tests read from a page, and the forms they send as a browser would."""

import html
import re
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


class _Fields(HTMLParser):
    """The values of the fields in the middle of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "input" and name and found.get("type") not in ("file", "checkbox", "submit"):
            self.values[name] = found.get("value") or ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in found:
            self.values[self.select] = found.get("value") or ""


def fields(page: Any) -> dict[str, str]:
    """Everything that is filled in on the page."""
    parser = _Fields()
    parser.feed(_middle(page))
    return parser.values


def text(page: Any) -> str:
    """The words on a page, without tags, as somebody reads them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", _middle(page))).split())


def _middle(page: Any) -> str:
    content: str = page.content.decode()
    return content.partition("<main")[2].partition("</main>")[0] or content


def url(name: str, *args: UUID) -> str:
    """The address of a page of self-service."""
    return reverse(f"selfservice:{name}", args=args)


def press(client: Client, page_url: str, button: str, value: str = "yes", **typed: Any) -> HttpResponse:
    """Open a page, type over what stands there, and press a button."""
    filled = fields(client.get(page_url))
    return client.post(page_url, {**filled, **typed, button: value})  # type: ignore[return-value]
