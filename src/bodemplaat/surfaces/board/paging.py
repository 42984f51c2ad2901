"""Pages of a list whose rows come from a door, one page at a time."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

FURTHEST: Final = 100_000


class Counted(Paginator):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A paginator that knows its count and is given its rows."""

    def __init__(self, count: int, per_page: int) -> None:
        super().__init__((), per_page)
        self.known = count

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.known


def start_of(request: HttpRequest, rows: int) -> int:
    """The number of rows before the page that was asked for."""
    return (_number(request) - 1) * rows


def page_of(request: HttpRequest, rows: Sequence[Any], count: int, per_page: int) -> Page[Any]:
    """What the pager draws."""
    paginator = Counted(count, per_page)
    return Page(rows, min(_number(request), max(paginator.num_pages, 1)), paginator)


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), FURTHEST) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
