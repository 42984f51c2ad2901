"""Addresses of a list: the same one with something changed, and what pressing the head of a column leads to."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class SortHead:
    """The head of a column that sorts: where it leads, and how it sorts now (``up``, ``down`` or empty)."""

    href: str
    sort: str


def address_with(present: QueryDict, **changes: str) -> str:
    """The query of the same list with these changes, from its first page; an empty value takes a parameter out."""
    query = present.copy()
    query.pop("page", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return f"?{query.urlencode()}"


def sort_head(present: QueryDict, name: str, sort: str, *, is_downwards_first: bool = False) -> SortHead:
    """Pressing a head sorts by it; pressing it again turns the order round."""
    now = {name: "up", f"-{name}": "down"}.get(sort, "")
    first = f"-{name}" if is_downwards_first else name
    turned = {"up": f"-{name}", "down": name}.get(now, first)
    return SortHead(address_with(present, sort=turned), now)
