"""Addresses of a list: the same one with something changed, and what pressing the head of a column leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict
from django.utils.translation import gettext

from bodemplaat.foundation.design.told import reader_language
from bodemplaat.presentation import notation

StateT = TypeVar("StateT", bound=str)


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


def state_chips(
    present: QueryDict,
    current: str,
    labels: Mapping[StateT, object],
    counts: Mapping[StateT, int] | None = None,
) -> list[tuple[str, str, bool]]:
    """A chip per state of a list, after one for all: its label, with how many there are where that is counted; its address; whether it is the current one."""
    chips = [(gettext("All"), address_with(present, state=""), not current)]
    for state, label in labels.items():
        shown = str(label)
        if counts is not None:
            shown = f"{shown} ({notation.number(counts.get(state, 0), reader_language())})"
        chips.append((shown, address_with(present, state=state), state == current))
    return chips


def sort_head(present: QueryDict, name: str, sort: str, *, is_downwards_first: bool = False) -> SortHead:
    """Pressing a head sorts by it; pressing it again turns the order round."""
    now = {name: "up", f"-{name}": "down"}.get(sort, "")
    first = f"-{name}" if is_downwards_first else name
    turned = {"up": f"-{name}", "down": name}.get(now, first)
    return SortHead(address_with(present, sort=turned), now)
