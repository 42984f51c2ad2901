"""A clerk places what is approved with its supplier, and ends what nothing more is waited for."""

from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.orders import lifecycle
from bodemplaat.capabilities.orders.errors import NoReason, NotNow
from bodemplaat.capabilities.orders.events import happened
from bodemplaat.capabilities.orders.models import Order, OrderStep
from bodemplaat.capabilities.orders.policies import orders_of_desk
from bodemplaat.capabilities.orders.vocabulary import OrderAct, OrderMove
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def place_order(*, actor: Actor, order: UUID, words: str = "", at: datetime) -> None:
    """Note that the supplier has the order, and how. Raises ``NotNow`` for what is not approved, or is placed."""
    row = orders_of_desk(actor).locked().one(id=order)
    _check(row, OrderMove.PLACE)
    row.state = lifecycle.ORDER.after(row.state, OrderMove.PLACE)
    row.placed_at, row.placed_by = at, actor.person
    row.save(update_fields=["state", "placed_at", "placed_by"])
    happened(actor, row, OrderAct.PLACED, at=at, words=words.strip()[:500])


@command
def cancel_order(*, actor: Actor, order: UUID, reason: str, at: datetime) -> None:
    """Take an order back before anything came. Raises ``NotNow`` and ``NoReason``."""
    _over(actor, order, OrderMove.CANCEL, OrderAct.CANCELLED, reason, at)


@command
def close_order(*, actor: Actor, order: UUID, reason: str, at: datetime) -> None:
    """Wait for nothing more of an order: nothing of it is an obligation any more. Raises as ``cancel_order``."""
    _over(actor, order, OrderMove.CLOSE, OrderAct.CLOSED, reason, at)


def _over(actor: Actor, order: UUID, move: OrderMove, act: OrderAct, words: str, at: datetime) -> None:
    why = words.strip()[:500]
    if not why:
        raise NoReason
    row = orders_of_desk(actor).locked().one(id=order)
    _check(row, move)
    for each in OrderStep.records.of(actor).filter(order_id=row.id, round=row.round):
        each.lapse(actor)
    row.state, row.over_at = lifecycle.ORDER.after(row.state, move), at
    row.save(update_fields=["state", "over_at"])
    happened(actor, row, act, at=at, words=why)


def _check(row: Order, move: OrderMove) -> None:
    if move not in lifecycle.ORDER.allowed(row.state):
        raise NotNow
