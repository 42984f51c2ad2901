"""What has still to come, for whoever notes what came: what is ordered and how much, and no prices."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from bodemplaat.capabilities.orders.mapping import row_of
from bodemplaat.capabilities.orders.models import Order, ReceivedLine
from bodemplaat.capabilities.orders.policies import orders_at_home, orders_of_desk
from bodemplaat.capabilities.orders.values import OrderRow
from bodemplaat.capabilities.orders.vocabulary import TO_RECEIVE
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Role, query


def orders_in_reach(actor: Actor) -> GuardedQuerySet[Order]:
    """The orders of which the actor may note what came: those of their desk for a clerk, else of their own organisation."""
    return orders_of_desk(actor) if actor.role is Role.SSC_CLERK else orders_at_home(actor)


@query
def orders_to_receive(*, actor: Actor, on: date) -> tuple[OrderRow, ...]:
    """What is placed and did not come whole, within the actor's reach, what is expected first first."""
    rows = orders_in_reach(actor).filter(state__in=TO_RECEIVE).select_related("organisation")
    return tuple(row_of(row, on) for row in rows.order_by("expected_on", "number")[:500])


def is_to_be_received_by_another(actor: Actor, row: Order, on: date) -> bool:
    """Whether the actor, in whatever job, placed it."""
    return row.placed_by is not None and row.placed_by in ({actor.person_id} | set(actor.people))


def received_by_line(actor: Actor, orders: Collection[UUID]) -> Mapping[UUID, Decimal]:
    """How much came of each line of these orders; one statement."""
    rows = ReceivedLine.records.of(actor).filter(receipt__order_id__in=list(orders)).order_by()
    return dict(rows.values_list("line_id").annotate(came=Sum("quantity")))
