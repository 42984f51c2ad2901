"""What the room above says about orders: who decides from which amount on, and as what they are booked once they are invoiced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.engines.approval import ChainStep
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro

Steps = Callable[[Actor, UUID, Euro, date], Sequence[ChainStep]]


@dataclass(frozen=True, slots=True)
class Follows:
    """The steps for an order of an organisation of so much with VAT on a day, and the purpose on which its costs are posted."""

    steps: Steps
    purpose: str


_FOLLOWS: Final[list[Follows]] = []


def approve_and_book_with(*, steps: Steps, purpose: str) -> None:
    """Say by which steps orders are approved and as what they are booked; saying it again replaces it."""
    _FOLLOWS[:] = [Follows(steps, purpose)]


def follows() -> Follows:
    """What was said. Raises ``LookupError`` where nothing was."""
    if not _FOLLOWS:
        raise LookupError("nobody said how orders are approved: approve_and_book_with")
    return _FOLLOWS[0]
