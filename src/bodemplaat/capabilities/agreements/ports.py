"""The page of deliveries, which a surface fills in: messages lead to it."""

from collections.abc import Callable
from typing import Final

_PAGES: Final[list[Callable[[], str]]] = []


def keep_deliveries_at(page: Callable[[], str]) -> None:
    """Say at which address deliveries stand; saying it again replaces it."""
    _PAGES[:] = [page]


def page_of_deliveries() -> str:
    """The address at which deliveries stand; empty where no surface has one."""
    return _PAGES[0]() if _PAGES else ""
