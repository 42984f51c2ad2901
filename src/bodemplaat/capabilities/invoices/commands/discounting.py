"""Discounts for paying early: typed over by a clerk where the invoice offers them in words, and aimed at when it is paid."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.paying import ask_if_due
from bodemplaat.capabilities.invoices.errors import UnsoundDiscount
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.aiming import aim
from bodemplaat.capabilities.invoices.queries.discounts import can_have_discount
from bodemplaat.capabilities.invoices.reckoning.discount import MOST_OFFERS, Offer
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceAct, PaymentState
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import Euro, say


@command
def note_discount(
    *, actor: Actor, invoice: UUID, until: date, amount: Euro, reason: str, at: datetime
) -> None:
    """Note that a supplier takes less when the money is there on a day; what is approved is paid in time for it.

    Raises ``UnsoundDiscount`` for what is not to be paid, a payment that was asked for already, a day that cannot be met any
    more, and an amount that is none; ``NoReason``, ``NotForThisDesk`` and ``NotFound``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    why, offer = reason_of(reason), Offer(until, amount.cents, actor.person_name[:120])
    check_can_be_noted(row)
    if offer.pay_on < timezone.localdate(at):
        raise UnsoundDiscount(
            say("This day cannot be met any more: a bank needs a bank day to bring the money there.")
        )
    if not 0 < offer.cents < (row.payable or 0):
        raise UnsoundDiscount(say("The discount is less than what is to be paid, and more than nothing."))
    if len(row.discounts) >= MOST_OFFERS:
        raise UnsoundDiscount(say("There are enough discounts on this invoice already."))
    row.discounts = [*row.discounts, offer.plain()]
    row.save(update_fields=["discounts"])
    details = {"cents": offer.cents, "until": until.isoformat()}
    happened(actor, row, InvoiceAct.DISCOUNT_NOTED, at=at, words=why, details=details)
    if row.approval == Approval.APPROVED:
        aim(row, timezone.localdate(at))
        row.save(update_fields=["pay_on", "discount_until"])
        ask_if_due(actor, row, at)


def check_can_be_noted(row: ReceivedInvoice) -> None:
    """Raise ``UnsoundDiscount`` unless a discount on it can change what is paid."""
    if not can_have_discount(row):
        raise UnsoundDiscount(say("Only an invoice that is registered and to be paid has a discount."))
    if row.division:
        raise UnsoundDiscount(say("This invoice is paid in parts, and no discount is taken off parts."))
    if row.payment != PaymentState.NONE:
        raise UnsoundDiscount(say("Its payment was asked for already."))
