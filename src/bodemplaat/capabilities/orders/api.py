"""The door of orders.

A clerk writes an order (``draft_order``, ``change_order``) and asks whoever answers for the budget (``ask_for_order``), who decides
by the chain that invoices have (``approve_order``, ``return_order``, ``refuse_order``). What is approved is an obligation of the
budget until it is over. The clerk places it (``place_order``), somebody else notes what came (``note_receipt``,
``take_receipt_back``), and it is closed or cancelled when nothing more is waited for.

``orders_at_desk`` and ``order_view`` show them to a clerk, ``orders_to_decide`` to who decides, ``orders_to_receive`` to who receives.
"""

from bodemplaat.capabilities.ledger.api import BeyondBudget
from bodemplaat.capabilities.orders.commands.approving import approve_order, refuse_order, return_order
from bodemplaat.capabilities.orders.commands.handing_over import hand_over_orders
from bodemplaat.capabilities.orders.commands.matching import hold_order
from bodemplaat.capabilities.orders.commands.placing import cancel_order, close_order, place_order
from bodemplaat.capabilities.orders.commands.receiving import note_receipt, take_receipt_back
from bodemplaat.capabilities.orders.commands.writing import ask_for_order, change_order, draft_order
from bodemplaat.capabilities.orders.errors import (
    ChangedMeanwhile,
    NoReason,
    NotForThisDesk,
    NotNow,
    NotYoursToReceive,
    UnsoundOrder,
    UnsoundReceipt,
)
from bodemplaat.capabilities.orders.notifications import OrderMessages
from bodemplaat.capabilities.orders.ports import approve_and_book_with, match_with
from bodemplaat.capabilities.orders.queries.budget import budget_of_order, budget_of_order_to_decide
from bodemplaat.capabilities.orders.queries.lists import (
    LATE,
    ORDERS_UNDER_WAY,
    SORTS,
    UNDER_WAY,
    order_counts,
    order_ids,
    order_rows,
    orders_at_desk,
    orders_under_way,
)
from bodemplaat.capabilities.orders.queries.matching import open_orders_of, order_to_match
from bodemplaat.capabilities.orders.queries.orders import (
    order_to_decide,
    order_to_receive,
    order_view,
    orders_to_decide,
)
from bodemplaat.capabilities.orders.queries.receiving import orders_to_receive
from bodemplaat.capabilities.orders.reckoning.amounts import obliged_cents
from bodemplaat.capabilities.orders.values import (
    InvoicedOfLine,
    OrderContent,
    Ordered,
    OrderedFrom,
    OrderEventView,
    OrderFilter,
    OrderLineView,
    OrderPage,
    OrderRow,
    OrderStepView,
    OrderToMatch,
    OrderView,
    ReceiptView,
    ReceivedView,
)
from bodemplaat.capabilities.orders.vocabulary import (
    ACT_WORDS,
    FUNCTION_WORDS,
    MOST_LINES,
    STATE_WORDS,
    TO_INVOICE,
    VAT_WORDS,
    OrderAct,
    OrderMove,
    OrderState,
    VatKind,
)
from bodemplaat.foundation.access.api import NotYoursToDecide

__all__ = [
    "ACT_WORDS",
    "FUNCTION_WORDS",
    "LATE",
    "MOST_LINES",
    "ORDERS_UNDER_WAY",
    "SORTS",
    "STATE_WORDS",
    "TO_INVOICE",
    "UNDER_WAY",
    "VAT_WORDS",
    "BeyondBudget",
    "ChangedMeanwhile",
    "InvoicedOfLine",
    "NoReason",
    "NotForThisDesk",
    "NotNow",
    "NotYoursToDecide",
    "NotYoursToReceive",
    "OrderAct",
    "OrderContent",
    "OrderEventView",
    "OrderFilter",
    "OrderLineView",
    "OrderMessages",
    "OrderMove",
    "OrderPage",
    "OrderRow",
    "OrderState",
    "OrderStepView",
    "OrderToMatch",
    "OrderView",
    "Ordered",
    "OrderedFrom",
    "ReceiptView",
    "ReceivedView",
    "UnsoundOrder",
    "UnsoundReceipt",
    "VatKind",
    "approve_and_book_with",
    "approve_order",
    "ask_for_order",
    "budget_of_order",
    "budget_of_order_to_decide",
    "cancel_order",
    "change_order",
    "close_order",
    "draft_order",
    "hand_over_orders",
    "hold_order",
    "match_with",
    "note_receipt",
    "obliged_cents",
    "open_orders_of",
    "order_counts",
    "order_ids",
    "order_rows",
    "order_to_decide",
    "order_to_match",
    "order_to_receive",
    "order_view",
    "orders_at_desk",
    "orders_to_decide",
    "orders_to_receive",
    "orders_under_way",
    "place_order",
    "refuse_order",
    "return_order",
    "take_receipt_back",
]
