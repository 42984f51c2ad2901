"""Pages of a list whose rows come from a door, one page at a time, drawn by ``<c-pager>``."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

FURTHEST: Final = 10_000
"""The last page anybody may ask for, so that no address makes the database skip millions of rows."""


class CountedPaginator(Paginator):  # type: ignore[type-arg]  # generic for the type checker only
    """A paginator that is told how many rows there are instead of holding them."""

    def __init__(self, count: int, size: int) -> None:
        super().__init__((), size)
        self._count = count

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self._count


def page_number(request: HttpRequest) -> int:
    """The page that ``?page=`` asks for, counted from one; what is no number there is the first."""
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= len(str(FURTHEST))
    return min(max(int(asked), 1), FURTHEST) if is_number else 1


def rows_before(request: HttpRequest, size: int) -> int:
    """How many rows come before the page that was asked for."""
    return (page_number(request) - 1) * size


def page_of(rows: Sequence[Any], *, count: int, size: int, number: int) -> Page[Any]:
    """A page of ``size`` rows out of ``count``; a number past the end stands at the last page."""
    paginator = CountedPaginator(count, size)
    return Page(rows, min(number, max(paginator.num_pages, 1)), paginator)
