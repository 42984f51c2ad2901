"""Lists by the page."""

from math import ceil

PAGE = 50
"""Rows on a page unless asked otherwise."""


def in_pages(count: int, page: int, size: int) -> tuple[int, int]:
    """How many pages of ``size`` there are, and the one that exists nearest to ``page``."""
    pages = max(1, ceil(count / size))
    return pages, min(max(page, 1), pages)
