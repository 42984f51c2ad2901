"""What a clerk reads of discounts for paying early."""

from datetime import date
from uuid import UUID

from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.reckoning.discount import missed, offers_kept
from bodemplaat.capabilities.invoices.values import DiscountView, OfferView
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceState, PaymentState
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@query
def discount_view(*, actor: Actor, invoice: UUID, on: date) -> DiscountView | None:
    """The discounts of an invoice of the actor's desk; ``None`` where none can be. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    if not can_have_discount(row):
        return None
    offers = offers_kept(row.discounts)
    return DiscountView(
        offers=tuple(OfferView(each.until, each.pay_on, Euro(each.cents), each.by) for each in offers),
        aims_at=row.discount_until,
        used=Euro(row.discount_cents) if row.discount_cents else None,
        is_missed=missed(offers, row.discount_cents, row.paid_on, on),
        may_note=row.payment == PaymentState.NONE and not row.division,
    )


def can_have_discount(row: ReceivedInvoice) -> bool:
    """Whether it is to be paid from here, so that less can be paid."""
    is_registered = row.state == InvoiceState.REGISTERED and row.approval != Approval.REFUSED
    is_owed = row.currency == "EUR" and (row.payable or 0) > 0 and not row.is_collected
    return is_registered and is_owed and not row.is_credit_note
