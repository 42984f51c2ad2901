"""What the room above says about orders: who decides, as what they are booked, what was invoiced of them, and who hears of receipts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.orders.values import InvoicedOfLine
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


Invoiced = Callable[[Collection[UUID], UUID], Mapping[UUID, InvoicedOfLine]]
"""What was invoiced of each line of orders of an organisation, read by the platform at work for it."""
Changed = Callable[[UUID, UUID, datetime], None]
"""What follows when something came of an order of an organisation, or was taken back; in the transaction that notes it."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What was invoiced, and who is told of receipts."""

    invoiced: Invoiced
    changed: Changed


_MATCHING: Final[list[Matching]] = []


def match_with(*, invoiced: Invoiced, changed: Changed) -> None:
    """Say what was invoiced of orders, and what follows when something came; saying it again replaces it."""
    _MATCHING[:] = [Matching(invoiced, changed)]


def invoiced_of(orders: Collection[UUID], organisation: UUID) -> Mapping[UUID, InvoicedOfLine]:
    """What was invoiced of each line of these orders; nothing where nobody matches."""
    return _MATCHING[0].invoiced(orders, organisation) if _MATCHING and orders else {}


def tell_of_receipt(organisation: UUID, order: UUID, at: datetime) -> None:
    """Let who matches know that something came of an order, or was taken back."""
    for each in _MATCHING:
        each.changed(organisation, order, at)
