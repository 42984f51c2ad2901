"""Asking that a supplier is paid, taking that back, and what keeps anybody from asking: the same of an invoice and of a part of one."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.errors import CannotBePaid
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.paying import item_of
from bodemplaat.capabilities.invoices.vocabulary import SOURCE, Approval
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro, IllegalMove, say


def check_may_be_paid(row: ReceivedInvoice) -> None:
    """Raise ``CannotBePaid`` unless an invoice is approved and not disputed."""
    if row.approval != Approval.APPROVED:
        raise CannotBePaid(say("Only an invoice that is approved is paid."))
    if row.disputed_since is not None:
        raise CannotBePaid(say("This invoice is disputed: lift the dispute before it is paid."))


def check_can_be_asked(payment: str, iban: str, accounts: Collection[str]) -> None:
    """Raise ``CannotBePaid`` for what was asked or paid already, and for an account that cannot be paid to."""
    if "ask" not in lifecycle.PAYMENT.allowed(payment):
        raise CannotBePaid(say("Its payment was asked for already, or it is paid. It is never paid twice."))
    if iban not in accounts:
        raise CannotBePaid(
            say("The account cannot be paid to now. Have it confirmed in the register of suppliers first.")
        )


def request_payment(
    system: Actor,
    row: ReceivedInvoice,
    *,
    source: UUID,
    cents: int,
    iban: str,
    remittance: str,
    reference: str,
    not_before: date | None,
    at: datetime,
) -> None:
    """Ask for so much of an invoice, as the platform of the organisation that owes it; ``source`` is it, or a part of it.

    Raises ``CannotBePaid`` for what the room of payments refuses.
    """
    request = payments.PaymentRequest(
        organisation=row.organisation_id,
        source_type=SOURCE,
        source_id=source,
        amount=Euro(cents),
        creditor_name=row.supplier_name,
        creditor_iban=iban,
        remittance=remittance,
        reference=reference,
        item=item_of(row.id, row.number, row.supplier_name),
        not_before=not_before,
    )
    try:
        payments.request_payments(actor=system, requests=[request], at=at)
    except payments.PaymentError as error:
        raise CannotBePaid(error.findings[0].said, *error.findings, **error.findings[0].values) from None


def take_back_request(system: Actor, source: UUID, accounts: Collection[str], at: datetime) -> str:
    """Take back what was asked, is in no batch and goes to none of these accounts; answers how far it was: ``ready`` was taken back."""
    payment = payments.payment_of(actor=system, source_type=SOURCE, source_id=source)
    if payment is None or payment.creditor_iban in accounts:
        return ""
    if payment.state == "ready":
        try:
            payments.withdraw_payment(actor=system, payment=payment.payment_id, at=at)
        except IllegalMove:
            return "batched"  # a payer put it in a batch just now
    return payment.state
