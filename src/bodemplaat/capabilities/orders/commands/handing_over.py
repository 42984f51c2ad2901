"""What becomes of orders when the task of the desk goes over to another provider: as with invoices."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.orders.events import happened
from bodemplaat.capabilities.orders.models import Order
from bodemplaat.capabilities.orders.vocabulary import OVER, OrderAct
from bodemplaat.foundation.organisations.api import Task, desk_days, going_over, provider_on, provisions_of
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def hand_over_orders(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    """Let the provider of the day take over the orders that an earlier one may not finish or read any more; answers how many.

    Doing it twice changes nothing.
    """
    on = timezone.localdate(at)
    provisions = desk_days(provisions_of(actor=actor, organisation=organisation), Task.DESK_FINANCE)
    current = provider_on(provisions, on)
    if current is None:
        return 0
    orders = Order.records.of(actor).filter(organisation_id=organisation)
    handed_over = 0
    for earlier in going_over(provisions, on, stays_with=(organisation,)):
        theirs = orders.filter(provider_id=earlier.provider)
        if earlier.settled:
            handed_over += theirs.filter(state__in=OVER).update(provider_id=current)
        if earlier.open:
            for row in theirs.exclude(state__in=OVER).locked().order_by("id"):
                row.provider_id = current
                row.save(update_fields=["provider_id"])
                happened(actor, row, OrderAct.WENT_OVER, at=at)
                handed_over += 1
    return handed_over
