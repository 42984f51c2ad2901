"""On which day an approved invoice is paid: the last one in time, or the last one that meets a discount."""

from datetime import date

from django.utils import timezone

from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.discount import best_offer, offers_kept
from bodemplaat.capabilities.invoices.reckoning.paying import last_day_to_pay


def aim(row: ReceivedInvoice, today: date) -> None:
    """Set on which day it is paid and for which discount; the caller saves the row. A discount is what lets it be paid before its day.

    One that is paid in parts keeps the day of its next part, and no discount is taken off parts.
    """
    if row.division:
        row.discount_until = None
        return
    last = last_day_to_pay(timezone.localdate(row.received_at))
    offer = None if row.is_collected else best_offer(offers_kept(row.discounts), today)
    row.discount_until = offer.until if offer else None
    row.pay_on = min(last, offer.pay_on) if offer else last
