"""Who decides on an order now: worked out as for every chain, from who can act on the day."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.orders.models import Order, OrderStep
from bodemplaat.capabilities.orders.policies import orders_at_home
from bodemplaat.capabilities.orders.vocabulary import FALLBACK, OrderState
from bodemplaat.engines.approval import Addressed
from bodemplaat.foundation.access.api import Chain
from bodemplaat.foundation.tenancy.api import Actor

CHAIN: Final = Chain[Order, OrderStep](
    steps=OrderStep,
    of="order",
    prepared_by="written_by",
    state="state",
    asked=OrderState.ASKED,
    fallback=FALLBACK,
)


def waiting_for(actor: Actor, on: date) -> Mapping[UUID, Addressed]:
    """The orders of the actor's own organisation that wait for this person now."""
    return CHAIN.waiting_for(actor, orders_at_home(actor).order_by("written_at", "id"), on)
