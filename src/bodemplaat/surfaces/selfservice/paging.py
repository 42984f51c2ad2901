"""Pages of a list whose rows come from a door, one page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from bodemplaat.capabilities.claims.api import ClaimPage

FURTHEST = 10_000


class Counted(Paginator):  # type: ignore[type-arg]  # generic for the type checker only
    """A paginator that knows its count and is given its rows."""

    def __init__(self, count: int, per_page: int) -> None:
        super().__init__((), per_page)
        self.known = count

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.known


def number_of(request: HttpRequest) -> int:
    """The page that was asked for, counted from one; anything else is the first."""
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), FURTHEST) if asked.isdecimal() and len(asked) < 8 else 1


def start_of(request: HttpRequest, rows: int) -> int:
    """The number of rows before the page that was asked for."""
    return (number_of(request) - 1) * rows


def claims_page(request: HttpRequest, page: ClaimPage, rows: int) -> "Page[Any]":
    """What the pager draws."""
    paginator = Counted(page.count, rows)
    number = min(number_of(request), max(paginator.num_pages, 1))
    return Page(page.rows, number, paginator)
