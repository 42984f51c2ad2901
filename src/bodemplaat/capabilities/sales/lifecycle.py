"""The life of an invoice of our own, as data."""

from typing import Final

from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.kernel import Lifecycle, Move

ISSUE: Final = "issue"
SALE: Final = Lifecycle(
    name="sales invoice",
    initial=SalesState.DRAFT,
    states=tuple(SalesState),
    moves=(Move(ISSUE, (SalesState.DRAFT,), SalesState.ISSUED),),
)
