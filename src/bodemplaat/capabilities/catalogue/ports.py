"""The one door by which a capability offers a service with pages of its own, instead of the general case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bodemplaat.kernel import Said

GENERAL: Final = "general"
"""The case type of a service without pages of its own."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a capability offers: its case type, its name, and what gives the address where somebody begins."""

    case_type: str
    name: Said
    page: Callable[[], str]


_OFFERS: Final[dict[str, Offer]] = {}


def offer(*, case_type: str, name: Said, page: Callable[[], str]) -> None:
    """Make a capability's own service known; offering the same case type again replaces it."""
    _OFFERS[case_type] = Offer(case_type, name, page)


def offers() -> Mapping[str, Offer]:
    """What is offered, by case type."""
    return dict(_OFFERS)
