"""Holding an order while invoices are compared with it."""

from uuid import UUID

from bodemplaat.capabilities.orders.models import Order
from bodemplaat.foundation.tenancy.api import Actor, joining_command


@joining_command
def hold_order(*, actor: Actor, order: UUID) -> None:
    """Let whoever notes what came of an order, or compares another invoice with it, wait until this is over.

    Before any invoice is held. Raises ``NotFound`` for one of another organisation.
    """
    Order.records.of(actor).locked().one(id=order, organisation_id=actor.organisation_id)
