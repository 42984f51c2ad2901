"""Frozen values of this room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.mailbox.vocabulary import OPEN, MailState, Reason


@dataclass(frozen=True, slots=True)
class AddressView:
    """An address of a provider; without a customer it is for all that it serves, without a service for invoices."""

    id: UUID
    address: str
    service: UUID | None
    service_code: str
    customer: UUID | None
    customer_name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class MailRow:
    """A message in a list."""

    id: UUID
    sender: str
    sender_name: str
    subject: str
    state: MailState
    reason: Reason | None
    came_at: datetime
    files: int

    @property
    def is_open(self) -> bool:
        """Whether a clerk can still say what becomes of it."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class MailView:
    """A message, opened by a clerk. ``is_whole`` while all of it is kept, so that it can still go into a case.

    ``case`` is the case that it went into, or to whose address it was sent; ``people`` those who sign in with its sender's
    address, by the id and name of each, with the organisation.
    """

    row: MailRow
    text: str
    quoted_from: int
    files: tuple[str, ...]
    address: str
    service: UUID | None
    customer: UUID | None
    case: UUID | None
    case_number: str
    is_whole: bool
    is_for_invoices: bool
    people: tuple[tuple[UUID, UUID, str], ...]
    decided_at: datetime | None
    decided_by_name: str
    words: str
