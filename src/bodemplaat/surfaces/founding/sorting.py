"""Heads of a table that sort it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Head:
    """Where pressing a head leads, and how the table is sorted by it now: ``up``, ``down`` or not."""

    href: str
    sort: str


def heads_of(request: HttpRequest, names: Sequence[str], sort: str) -> Mapping[str, Head]:
    """A head per column; pressing the one that sorts turns it round, and the first page is shown again."""
    heads = {}
    for name in names:
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = f"-{name}" if sort == name else name
        is_up, is_down = sort == name, sort == f"-{name}"
        heads[name] = Head(f"?{query.urlencode()}", "up" if is_up else "down" if is_down else "")
    return heads
