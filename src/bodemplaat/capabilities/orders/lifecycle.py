"""The life of an order, as data."""

from typing import Final

from bodemplaat.capabilities.orders.vocabulary import OrderMove, OrderState
from bodemplaat.kernel import Lifecycle, Move

_COMES: Final = (OrderState.PLACED, OrderState.PARTLY, OrderState.RECEIVED)

ORDER: Final = Lifecycle(
    name="order",
    initial=OrderState.DRAFT,
    states=tuple(OrderState),
    moves=(
        Move(OrderMove.ASK, (OrderState.DRAFT,), OrderState.ASKED),
        Move(OrderMove.RETURN, (OrderState.ASKED,), OrderState.DRAFT),
        Move(OrderMove.REFUSE, (OrderState.ASKED,), OrderState.CANCELLED),
        Move(OrderMove.APPROVE, (OrderState.ASKED,), OrderState.APPROVED),
        Move(OrderMove.PLACE, (OrderState.APPROVED,), OrderState.PLACED),
        Move(OrderMove.RECEIVE_PART, _COMES, OrderState.PARTLY),
        Move(OrderMove.RECEIVE_ALL, _COMES, OrderState.RECEIVED),
        Move(OrderMove.RECEIVE_NOTHING, _COMES, OrderState.PLACED),
        Move(OrderMove.CLOSE, _COMES, OrderState.CLOSED),
        Move(
            OrderMove.CANCEL,
            (OrderState.DRAFT, OrderState.ASKED, OrderState.APPROVED, OrderState.PLACED),
            OrderState.CANCELLED,
        ),
    ),
)
