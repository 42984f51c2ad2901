"""What a clerk decides about an invoice that waits: it is taken in all the same, or it goes back to the supplier."""

from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.suppliers import used_by
from bodemplaat.capabilities.invoices.errors import AlreadyDecided, CannotBeRegistered, NoReason
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.knowing import wait_for_number
from bodemplaat.capabilities.invoices.queries.lists import same_registered
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceAct, InvoiceMove, InvoiceState
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import say

LONGEST_WORDS = 500


@command
def register_invoice(*, actor: Actor, invoice: UUID, words: str, at: datetime) -> None:
    """Take in an invoice that waits, with the reason why what was found does not stop it.

    Raises ``NoReason``, ``AlreadyDecided``, ``CannotBeRegistered`` for a file without a readable invoice and for one that is
    registered already in another file, ``NotForThisDesk`` and ``NotFound``.
    """
    row = _to_decide(actor, invoice)
    if row.state != lifecycle.WAITING:
        raise AlreadyDecided
    if row.reading_id is None:
        raise CannotBeRegistered(
            say("There is no invoice in this file that can be read, so nothing of it can be taken in.")
        )
    wait_for_number(row.organisation_id, row.number_key)
    if same_registered(actor, row):
        raise CannotBeRegistered(
            say("This invoice is registered already, from another file. It is taken in once.")
        )
    row.supplier_id = used_by(actor, row, at)
    _decide(actor, row, InvoiceMove.REGISTER, InvoiceAct.REGISTERED, words, at)


@command
def send_invoice_back(*, actor: Actor, invoice: UUID, words: str, at: datetime) -> None:
    """Note that the supplier was told what is wrong with an invoice, and how: another one is to come. Raises as above."""
    _decide(actor, _to_decide(actor, invoice), InvoiceMove.SEND_BACK, InvoiceAct.SENT_BACK, words, at)


def _to_decide(actor: Actor, invoice: UUID) -> ReceivedInvoice:
    row = invoices_of_desk(actor).locked().one(id=invoice)
    if row.state != lifecycle.WAITING and row.approval != Approval.REFUSED:
        raise AlreadyDecided
    if row.state == InvoiceState.SENT_BACK:
        raise AlreadyDecided
    return row


def _decide(
    actor: Actor, row: ReceivedInvoice, move: InvoiceMove, act: InvoiceAct, words: str, at: datetime
) -> None:
    reason = words.replace("\x00", "").strip()[:LONGEST_WORDS]
    if not reason:
        raise NoReason
    row.state, row.decided_at = lifecycle.INVOICE.after(row.state, move), at
    row.save(update_fields=["state", "decided_at", "supplier"])
    happened(actor, row, act, at=at, words=reason)
