"""What becomes of an e-mail to an address for invoices, which the capability of invoices fills in: it lies above this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from bodemplaat.formats.mail import Letter
from bodemplaat.foundation.tenancy.api import Actor


@dataclass(frozen=True, slots=True)
class InvoiceMail:
    """An e-mail for an organisation: what it says, the bytes of all of it, by what it is known again, and since when it is here.

    It ``may_be_answered`` by itself where the mail server proved who sent it, and no program did.
    """

    letter: Letter
    content: bytes
    key: str
    came_at: datetime
    may_be_answered: bool = False


class InvoiceTaker(Protocol):
    """Takes in what came by e-mail."""

    def judge(self, letter: Letter) -> Any:
        """What of the files of a letter may be an invoice, judged, outside any transaction; empty where nothing may be."""

    def take(
        self, *, actor: Actor, organisation: UUID, mail: InvoiceMail, judged: Any, at: datetime
    ) -> Sequence[UUID]:
        """Take in what was judged, in the caller's transaction, with the mail; raises ``Refused`` where the desk may not."""

    def remind(self, *, actor: Actor, organisation: UUID, mail: InvoiceMail, at: datetime) -> Sequence[UUID]:
        """Put a mail that brings no invoice with those that it names, in the caller's transaction; empty where it names none."""


_TAKERS: Final[list[InvoiceTaker]] = []


def take_invoices_with(taker: InvoiceTaker) -> None:
    """Say what takes in invoices; saying it again replaces it."""
    _TAKERS[:] = [taker]


def taker_of_invoices() -> InvoiceTaker:
    """What was named. Raises ``LookupError`` where nothing was."""
    if not _TAKERS:
        raise LookupError("nothing that takes in invoices was named: take_invoices_with")
    return _TAKERS[0]
