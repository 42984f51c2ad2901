"""The places in the top bar and in the person's menu. Each surface registers its own when its app is ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from django.urls import NoReverseMatch, reverse

MOST_IN_BAR: Final = 5
"""Places with words in the top bar: more than these wrap it to a second line at 1,280 pixels."""


class Place(Enum):
    """Where a link stands."""

    BAR = "bar"
    """In the top bar: the few places that a role works in."""
    PERSON = "person"
    """In the menu under one's own name: settings, sign-in means, another role."""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A place that somebody may go to.

    ``label`` is a lazy translation; ``roles`` are role values such as ``"manager"``, empty for every role and for an
    account without one; lower ``order`` stands first; ``count`` tells how much waits there for the actor who looks;
    ``compact`` shows the icon alone, for one that everybody knows.
    """

    label: Any
    url_name: str
    roles: frozenset[str] = frozenset()
    order: int = 100
    icon: str = ""
    place: Place = Place.BAR
    count: Callable[[Any], int] | None = None
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A place as drawn on one page."""

    label: str
    href: str
    icon: str
    current: bool
    count: int = 0
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The top bar in one line: places with words, the rest of them under "more", and those shown by their icon."""

    places: tuple[Link, ...]
    more: tuple[Link, ...]
    compact: tuple[Link, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nowhere to go."""
        return not (self.places or self.compact)


_ITEMS: Final[dict[str, NavigationItem]] = {}


def register(*items: NavigationItem) -> None:
    """Add places; registering the same ``url_name`` again replaces it, so a reload does no harm."""
    for item in items:
        _ITEMS[item.url_name] = item


def links(*, role: str, path: str, place: Place = Place.BAR, actor: Any = None) -> list[Link]:
    """The places of a role in order; the one whose address is the longest beginning of ``path`` is current.

    A place whose URL is not included in this installation is left out; without an actor nothing is counted.
    """
    opens = sorted(
        (item for item in _ITEMS.values() if _open(item, role, place)),
        key=lambda item: (item.order, item.url_name),
    )
    places = list(_reachable(opens))
    ahead = [href for _, href in places if path == href or (href != "/" and path.startswith(href))]
    current = max(ahead, key=len, default=None)
    return [
        Link(str(item.label), href, item.icon, href == current, _count(item, actor), item.compact)
        for item, href in places
    ]


def bar(places: Iterable[Link]) -> Bar:
    """The places divided over the bar: all with words where they fit, else all but the last under "more"."""
    each = tuple(places)
    worded = tuple(link for link in each if not link.compact)
    first = len(worded) if len(worded) <= MOST_IN_BAR else MOST_IN_BAR - 1
    return Bar(worded[:first], worded[first:], tuple(link for link in each if link.compact))


def _count(item: NavigationItem, actor: Any) -> int:
    return item.count(actor) if item.count is not None and actor is not None else 0


def _open(item: NavigationItem, role: str, place: Place) -> bool:
    return item.place is place and (not item.roles or role in item.roles)


def _reachable(items: Iterable[NavigationItem]) -> Iterable[tuple[NavigationItem, str]]:
    for item in items:
        try:
            yield item, reverse(item.url_name)
        except NoReverseMatch:
            continue
