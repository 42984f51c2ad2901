"""A dispute with the supplier: nothing is paid and the clock of the service stands still, until a clerk lifts it."""

from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.dividing import hold_parts
from bodemplaat.capabilities.invoices.commands.paying import ask_if_due, hold_payment
from bodemplaat.capabilities.invoices.errors import CannotBeDisputed
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceAct, InvoiceState, PaymentState
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import say


@command
def dispute_invoice(*, actor: Actor, invoice: UUID, reason: str, at: datetime) -> None:
    """Stop an invoice: the supplier has to mend or explain something first, and ``reason`` says what.

    A payment that is in no batch is taken back, and a batch with it is not released. Whoever answers for the budget can go on
    deciding. Raises ``CannotBeDisputed`` for what is not registered, was refused, is disputed already, or is at the bank or paid, and
    for a credit note; ``NoReason``, ``NotForThisDesk`` and ``NotFound``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    why = reason_of(reason)
    check_can_be_disputed(row)
    is_sent = (
        row.payment != PaymentState.NONE and not hold_parts(actor, row, at)
        if row.division
        else row.payment == PaymentState.ASKED and hold_payment(actor, row, at) == "released"
    )
    if is_sent:
        raise CannotBeDisputed(say("Its payment is at the bank already. Ask the supplier to pay it back."))
    row.disputed_since = at
    row.save(update_fields=["disputed_since"])
    happened(actor, row, InvoiceAct.DISPUTED, at=at, words=why)


@command
def lift_dispute(*, actor: Actor, invoice: UUID, outcome: str, at: datetime) -> None:
    """Let the invoice go on, and say what came of it; its payment is asked for at once where its day has come.

    Raises ``CannotBeDisputed`` where nothing is disputed, ``NoReason``, ``NotForThisDesk`` and ``NotFound``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    why = reason_of(outcome)
    if row.disputed_since is None:
        raise CannotBeDisputed(say("Nothing of this invoice is disputed any more."))
    row.disputed_since = None
    row.save(update_fields=["disputed_since"])
    happened(actor, row, InvoiceAct.DISPUTE_LIFTED, at=at, words=why)
    if row.approval == Approval.APPROVED:
        ask_if_due(actor, row, at)


def check_can_be_disputed(row: ReceivedInvoice) -> None:
    """Raise ``CannotBeDisputed`` unless it can be."""
    if row.disputed_since is not None:
        raise CannotBeDisputed(say("This invoice is disputed already."))
    if row.state != InvoiceState.REGISTERED or row.approval == Approval.REFUSED:
        raise CannotBeDisputed(say("Only what is registered and not refused can be disputed."))
    if row.is_credit_note:
        raise CannotBeDisputed(say("A credit note is not paid, so there is nothing to stop."))
    if row.payment in (PaymentState.PAID, PaymentState.SETTLED):
        raise CannotBeDisputed(say("This invoice is paid already. Ask the supplier for a credit note."))
