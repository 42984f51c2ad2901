"""Kinds of lines that rooms above post: each room registers its own, and an organisation chooses an account for it; and books
elsewhere, to which a connector hands entries over.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from bodemplaat.capabilities.ledger.reckoning.elsewhere import (
    AccountThere,
    LineThere,
    MoveThere,
    OutgoingEntry,
)
from bodemplaat.capabilities.ledger.values import Obligation, Purpose
from bodemplaat.foundation.tenancy.api import Actor

Obligations = Callable[[Actor, int, date], Iterable[Obligation]]
_OBLIGATIONS: Final[dict[str, Obligations]] = {}
_PURPOSES: Final[dict[str, Purpose]] = {}


def register_purposes(*purposes: Purpose) -> None:
    """Make kinds of lines known, in the order in which they are shown; the same code again replaces it."""
    for each in purposes:
        _PURPOSES[each.code] = each


def known_purposes() -> tuple[Purpose, ...]:
    """Every kind of line, in the order in which they were registered."""
    return tuple(_PURPOSES.values())


def purpose_of(code: str) -> Purpose | None:
    """A kind of line by its code, if a room registered it."""
    return _PURPOSES.get(code)


def register_obligations(name: str, obligations: Obligations) -> None:
    """Say what a room above approved that costs later: for the organisation of an actor, in a year up to a day."""
    _OBLIGATIONS[name] = obligations


def known_obligations(actor: Actor, year: int, until: date) -> Iterable[Obligation]:
    """All of what rooms above approved that costs later."""
    return [each for obligations in _OBLIGATIONS.values() for each in obligations(actor, year, until)]


class LedgerAdapter(Protocol):
    """Books of one organisation in another system. Each call is done there wholly or not at all.

    A draft counts for nothing there. It is posted only after it was noted here how it is known there, so that whatever is lost
    on the way is at most a draft, and that is known again by our id.
    """

    def prepare(self, year: int, accounts: Sequence[AccountThere]) -> None:
        """Make what entries of a year need and is not there; done again it changes nothing. Before any of the others."""

    def moves(self) -> Sequence[MoveThere]:
        """Every entry of ours that is there, drafts too, in the order in which they came."""

    def draft(self, entries: Sequence[OutgoingEntry]) -> Mapping[UUID, str]:
        """Make drafts; answers how each is known there."""

    def post(self, references: Sequence[str]) -> Mapping[str, str]:
        """Post drafts, leaving what is posted as it is; answers the number of each."""

    def drop(self, references: Sequence[str]) -> None:
        """Throw drafts away."""

    def lines(self) -> Iterable[LineThere]:
        """Every posted line of the year, of whoever made it."""
