"""What is written on the timeline of an order and in the audit trail: together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bodemplaat.capabilities.orders.models import Order, OrderEvent
from bodemplaat.capabilities.orders.vocabulary import OrderAct
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, write_at_end

APPROVAL_ASKED: Final = "order.approval_asked"
"""Carries ``order``, the ``people`` who can decide (ids), ``name`` of the supplier and ``number``."""


def happened(
    actor: Actor,
    row: Order,
    act: OrderAct,
    *,
    at: datetime,
    words: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one event down, in the caller's transaction. The words stay with the order: the trail lacks them."""
    event = OrderEvent(
        organisation_id=row.organisation_id,
        order=row,
        at=at,
        act=act,
        person_id=actor.person_id,
        person_name=actor.person_name,
        role=actor.role.value,
        words=words,
    )
    write_at_end(actor, [event])
    record(actor, act, "order", row.id, row.organisation_id, at=at, details=details)
