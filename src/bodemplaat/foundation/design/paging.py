"""Pages of a list whose rows come from a door, one page at a time, drawn by ``<c-pager>``."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

FURTHEST: Final = 10_000
"""The last page anybody may ask for, so that no address makes the database skip millions of rows."""


class CountedPaginator(Paginator):  # type: ignore[type-arg]  # generic for the type checker only
    """A paginator of a known number of rows, of which it holds one page."""

    def __init__(self, count: int, size: int) -> None:
        super().__init__((), size)
        self._count = count

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self._count


def small_number(written: str) -> int | None:
    """A whole number from an address or a hidden field, zero to a thousand million; ``None`` for anything else.

    Python refuses to read thousands of figures, and figures of other scripts are no page numbers.
    """
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= 9 else None


def page_number(request: HttpRequest) -> int:
    """The page that ``?page=`` asks for, counted from one; what is no number there is the first."""
    number = small_number(request.GET.get("page", ""))
    return 1 if number is None else min(max(number, 1), FURTHEST)


def rows_before(request: HttpRequest, size: int) -> int:
    """How many rows come before the page that was asked for."""
    return (page_number(request) - 1) * size


def page_of(rows: Sequence[Any], *, count: int, size: int, number: int) -> Page[Any]:
    """A page of ``size`` rows out of ``count``; a number past the end stands at the last page."""
    paginator = CountedPaginator(count, size)
    return Page(rows, min(number, max(paginator.num_pages, 1)), paginator)
