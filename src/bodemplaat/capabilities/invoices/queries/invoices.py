"""One invoice, as a clerk opens it."""

from datetime import date
from uuid import UUID

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.mapping import OF_US, event_of, findings_kept, row_of
from bodemplaat.capabilities.invoices.models import InvoiceEvent, ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk, suppliers_of_desk
from bodemplaat.capabilities.invoices.queries.registered import standing_of_account
from bodemplaat.capabilities.invoices.values import InvoiceAccount, InvoiceView
from bodemplaat.capabilities.invoices.vocabulary import (
    PICTURES,
    TYPED,
    Approval,
    Channel,
    InvoiceMove,
    InvoiceState,
    PaymentState,
)
from bodemplaat.foundation.documents.api import documents_with
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def invoice_view(*, actor: Actor, invoice: UUID) -> InvoiceView:
    """An invoice of the actor's desk; raises ``NotFound`` for any other and ``NotForThisDesk`` for who is no clerk."""
    return opened(actor, invoices_of_desk(actor).select_related("organisation", "document").one(id=invoice))


def opened(actor: Actor, row: ReceivedInvoice) -> InvoiceView:
    """The same of a row that the actor may read, with its organisation and document."""
    events = InvoiceEvent.records.of(actor).filter(invoice_id=row.id).order_by("at", "written_at")
    findings = findings_kept(row.findings)
    known = tuple(each for each in findings if each.code.startswith(OF_US))
    moves = [InvoiceMove(move) for move in lifecycle.INVOICE.allowed(row.state)]
    listed = row_of(row)
    if row.reading_id is None or listed.is_duplicate:
        moves = [each for each in moves if each is not InvoiceMove.REGISTER]
    if row.state == InvoiceState.REGISTERED and row.approval != Approval.REFUSED:
        moves = []
    return InvoiceView(
        row=listed,
        channel=Channel(row.channel),
        document=documents_with(actor=actor, ids=[row.document_id])[row.document_id],
        reading=row.reading_id,
        supplier_email=row.supplier_email,
        step=row.step,
        syntax=row.syntax,
        carrier=row.carrier,
        rule_sets=tuple(row.rule_sets),
        findings=tuple(each for each in findings if not each.code.startswith(OF_US)),
        known=known,
        timeline=tuple(event_of(each) for each in events),
        moves=tuple(moves),
        may_dispute=can_be_disputed(row),
        may_type_over=can_be_typed_over(row),
    )


def can_be_typed_over(row: ReceivedInvoice) -> bool:
    """Whether a clerk types it over from its picture: one that carries no e-invoice, also once more while it waits."""
    is_picture = row.document.media_type in PICTURES
    return (
        row.state == InvoiceState.WAITING and is_picture and (row.reading_id is None or row.syntax == TYPED)
    )


def can_be_disputed(row: ReceivedInvoice) -> bool:
    """Whether there is something to stop: what is registered and owed, and not paid."""
    return (
        row.state == InvoiceState.REGISTERED
        and row.approval != Approval.REFUSED
        and not row.is_credit_note
        and row.payment != PaymentState.PAID
        and row.disputed_since is None
    )


@query
def account_of_invoice(*, actor: Actor, invoice: UUID, on: date) -> InvoiceAccount:
    """To which account an invoice of the actor's desk is to be paid, and whether it can be on a day. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    standing, payable_from = standing_of_account(actor, row, on)
    is_kept = suppliers_of_desk(actor).filter(id=row.supplier_id).exists() if row.supplier_id else False
    return InvoiceAccount(
        row.supplier_id if is_kept else None, row.pay_to or row.supplier_account, standing, payable_from
    )
