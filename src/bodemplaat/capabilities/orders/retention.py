"""How long orders are kept: seven years from the end of the year in which one was closed or cancelled, as invoices are."""

from datetime import date
from typing import Final

from bodemplaat.capabilities.orders.vocabulary import OVER
from bodemplaat.foundation.retention.api import Dossier, Papers, Part, Rows, since
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Closed, or cancelled."""
    return since(rows.filter(state__in=OVER, over_at__isnull=False), "over_at")


ORDERS: Final = Dossier(
    code="orders",
    name=say("Orders with what came of them"),
    model="orders.Order",
    closed=_closed,
    parts=(
        Part("orders.OrderEvent", "order"),
        Part("orders.ReceivedLine", "receipt__order"),
        Part("orders.Receipt", "order"),
        Part("orders.OrderLine", "order"),
        Part("orders.OrderStep", "order"),
    ),
    papers=(Papers("orders.Receipt", "order", "document"),),
)
KINDS: Final = (ORDERS,)
