"""States, acts and kinds of VAT of an order: as codes and as words."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bodemplaat.capabilities.cases.api import Words


class OrderState(StrEnum):
    """How an order stands."""

    DRAFT = "draft"
    """It is being written, or came back with a question."""
    ASKED = "asked"
    """It waits for whoever answers for the budget."""
    APPROVED = "approved"
    """It may be placed, and is an obligation of the budget."""
    PLACED = "placed"
    """The supplier has it."""
    PARTLY = "partly"
    """A part of it came."""
    RECEIVED = "received"
    """All of it came."""
    CLOSED = "closed"
    """Nothing is waited for any more, and nothing of it is an obligation."""
    CANCELLED = "cancelled"
    """It was refused, or taken back before anything came."""


OBLIGED: Final = (OrderState.APPROVED, OrderState.PLACED, OrderState.PARTLY, OrderState.RECEIVED)
"""Of these what is ordered is an obligation of the budget."""
TO_RECEIVE: Final = (OrderState.PLACED, OrderState.PARTLY)
TO_INVOICE: Final = (OrderState.PLACED, OrderState.PARTLY, OrderState.RECEIVED)
OVER: Final = (OrderState.CLOSED, OrderState.CANCELLED)


class OrderMove(StrEnum):
    """What is done with an order."""

    ASK = "ask"
    RETURN = "return"
    REFUSE = "refuse"
    APPROVE = "approve"
    PLACE = "place"
    RECEIVE_PART = "receive_part"
    RECEIVE_ALL = "receive_all"
    RECEIVE_NOTHING = "receive_nothing"
    """What was noted as received is taken back, whole."""
    CLOSE = "close"
    CANCEL = "cancel"


class OrderAct(StrEnum):
    """What is written on the timeline of an order and in the trail."""

    DRAFTED = "order.drafted"
    CHANGED = "order.changed"
    ASKED = "order.asked"
    STEP_APPROVED = "order.step_approved"
    APPROVED = "order.approved"
    ASKED_BACK = "order.asked_back"
    REFUSED = "order.refused"
    PLACED = "order.placed"
    RECEIVED = "order.received"
    TAKEN_BACK = "order.receipt_taken_back"
    CLOSED = "order.closed"
    CANCELLED = "order.cancelled"
    WENT_OVER = "order.went_over"


class VatKind(StrEnum):
    """Which VAT a line of an order has: a rate of the law on the day, or why none is counted."""

    GENERAL = "general"
    REDUCED = "reduced"
    NONE = "none"
    """Zero rate, exempt or outside the tax."""
    SHIFTED = "shifted"
    """The municipality owes it itself (btw verlegd)."""


STATE_WORDS: Mapping[OrderState, Words] = {
    OrderState.DRAFT: Words(pgettext_lazy("order", "Draft"), "neutral", "edit"),
    OrderState.ASKED: Words(_("Waits for approval"), "warning", "clock"),
    OrderState.APPROVED: Words(pgettext_lazy("order", "Approved"), "info", "check"),
    OrderState.PLACED: Words(pgettext_lazy("order", "Placed"), "info", "arrow-right"),
    OrderState.PARTLY: Words(_("Partly received"), "warning", "clock"),
    OrderState.RECEIVED: Words(pgettext_lazy("order", "Received"), "success", "check"),
    OrderState.CLOSED: Words(pgettext_lazy("order", "Closed"), "neutral", "lock"),
    OrderState.CANCELLED: Words(pgettext_lazy("order", "Cancelled"), "neutral", "close"),
}
ACT_WORDS: Mapping[OrderAct, Words] = {
    OrderAct.DRAFTED: Words(pgettext_lazy("order", "Written"), "info", "edit"),
    OrderAct.CHANGED: Words(pgettext_lazy("order", "Changed"), "info", "edit"),
    OrderAct.ASKED: Words(_("Asked to approve"), "info", "clock"),
    OrderAct.STEP_APPROVED: Words(_("Approved by one of the chain"), "success", "check"),
    OrderAct.APPROVED: Words(pgettext_lazy("order", "Approved"), "success", "check-circle"),
    OrderAct.ASKED_BACK: Words(_("Back to the clerk with a question"), "warning", "return"),
    OrderAct.REFUSED: Words(pgettext_lazy("order", "Refused"), "danger", "close"),
    OrderAct.PLACED: Words(_("Placed with the supplier"), "info", "arrow-right"),
    OrderAct.RECEIVED: Words(_("Receipt noted"), "success", "inbox"),
    OrderAct.TAKEN_BACK: Words(_("Receipt taken back"), "warning", "return"),
    OrderAct.CLOSED: Words(pgettext_lazy("order", "Closed"), "neutral", "lock"),
    OrderAct.CANCELLED: Words(pgettext_lazy("order", "Cancelled"), "neutral", "close"),
    OrderAct.WENT_OVER: Words(_("Went over to another provider"), "info", "arrow-right"),
}
VAT_WORDS: Mapping[VatKind, Any] = {
    VatKind.GENERAL: _("General rate"),
    VatKind.REDUCED: _("Reduced rate"),
    VatKind.NONE: _("No VAT (zero rate, exempt or outside the tax)"),
    VatKind.SHIFTED: _("Reverse charge"),
}
FUNCTION_WORDS: Mapping[str, Any] = {"budget_holder": _("Budget holder"), "director": _("Director")}
FALLBACK: Final = "fallback_approver"
"""The function that decides where nobody else can."""
MOST_LINES: Final = 100
MOST_QUANTITY: Final = Decimal(1_000_000)
MOST_PRICE: Final = Decimal(100_000_000)
