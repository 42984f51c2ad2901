"""What is known of payments and blocks before a statement is read, and what it changes: values. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.payments.reckoning.lines import Line
from bodemplaat.kernel import say

WHY = {
    "unknown": say("No payment of ours carries this reference."),
    "names_nothing": say("It names no payment: the bank gives no reference with it."),
    "other_amount": say("The amount is not that of the payment it names."),
    "other_account": say("The payment it names goes from another account."),
    "paid_already": say("The payment it names was paid already."),
    "not_sent": say("The payment it names was not sent to the bank."),
    "returned_already": say("The payment it names came back already."),
    "not_all_open": say("It names a batch of which some payments were settled in another way."),
    "batch_other_amount": say(
        "It names a batch of ours, but the amount is not what its open payments come to."
    ),
    "batch_undone": say(
        "The bank gives back money of a batch, but not what all its payments come to. Find out which came back."
    ),
    "ids_other_amount": say("It names several payments of ours that together do not come to this amount."),
    "ambiguous": say(
        "It is part of a batch of ours, but more than one payment, or none, has this account and amount."
    ),
    "returned_less": say(
        "The bank gives this payment back and keeps {difference_cents}, as a fee for example. The payment still counts as "
        "paid: link it as sent back when that is right, and book what was kept."
    ),
    "reversal_direction": say(
        "The bank marks this as undoing a payment that was paid, but it left the account once more. Ask the bank."
    ),
    "paid_twice": say(
        "Careful: the payment it names was freed as never carried out, and has been put up for payment again. It may be "
        "paid twice. Stop the new payment, or ask the receiver for the money back."
    ),
    "paid_over": say(
        "Careful: the payment it names was freed as never carried out, and the one in its place came back or was taken "
        "back. Look at what it was for before that is paid again, then say that this amount paid it."
    ),
    "freed_alike": say(
        "Careful: it names nothing, but it comes to exactly what was freed of a batch as never carried out. If it is that "
        "batch, say so here, before what is in its place is paid."
    ),
    "booked_again": say(
        "Careful: the payment it names came back, and left the account again after that. What it was for may be paid "
        "twice: stop a payment in its place, then say here that this amount paid it."
    ),
    "batch_freed": say(
        "Careful: it names a batch of which payments were freed as never carried out, and which of them it pays is not "
        "certain. Ask the bank before what is in their place is paid."
    ),
}
"""Why an entry waits for a person. ``{difference_cents}`` is what the amount differs from the payment it names."""


LOUD = frozenset({"paid_twice", "paid_over", "batch_freed", "freed_alike", "booked_again"})
"""The reasons for which something may be paid twice: told at once, not in the list alone."""


@dataclass(slots=True)
class Place:
    """The payment that a source has at this moment; all its payments share it."""

    live: "Known | None" = None


@dataclass(slots=True)
class Known:
    """A payment as far as a statement can change it; ``state`` and ``paid_on`` follow the lines as they are read."""

    id: UUID
    source_type: str
    source_id: UUID
    cents: int
    state: str
    paid_on: date | None
    iban: str
    released_on: date | None
    returned_on: date | None
    account: UUID | None
    """The account its batch pays it from; ``None`` while it is in none."""
    is_refused: bool = False
    """Whether the bank answered to the payment file that it will not carry it out."""
    place: Place | None = None
    """Where what took its place after it was freed stands; ``None`` while no payment of its source was."""


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """A block with its payments."""

    id: UUID
    account: UUID
    members: tuple[Known, ...]

    def of(self, *states: str) -> list[Known]:
        """Its payments in one of these states."""
        return [each for each in self.members if each.state in states]


def total(payments: Iterable[Known]) -> int:
    """Their sum in cents."""
    return sum(each.cents for each in payments)


@dataclass(frozen=True, slots=True)
class Match:
    """A line that was placed: on one payment, or on a block of which it settles ``covers`` payments."""

    line: Line
    payment: UUID | None
    block: UUID | None = None
    covers: int = 1


@dataclass(slots=True)
class Decisions:
    """What a statement changes."""

    matched: list[Match] = field(default_factory=list)
    waiting: list[tuple[Line, UUID | None, str]] = field(default_factory=list)
    """Line, the payment it names, a key of ``WHY``."""
    repeated: list[Line] = field(default_factory=list)
    paid: list[tuple[UUID, date]] = field(default_factory=list)
    debited: list[tuple[UUID, date]] = field(default_factory=list)
    """Returned payments whose debit is in a statement only now: they stay returned."""
    returned: list[tuple[UUID, Line]] = field(default_factory=list)
    withdrawn: list[UUID] = field(default_factory=list)
    """Payments that were asked for in the place of freed ones which the bank did carry out after all."""
    early: list[tuple[Line, str, date]] = field(default_factory=list)
    """Lines on a day on which they cannot be: ``before_release`` or ``before_payment``, and of when that is."""
