"""The life of an invoice up to the moment at which it is taken in, as data."""

from typing import Final

from bodemplaat.capabilities.invoices.vocabulary import InvoiceMove, InvoiceState
from bodemplaat.kernel import Lifecycle, Move

WAITING: Final = InvoiceState.WAITING
OVER: Final = (InvoiceState.REGISTERED, InvoiceState.SENT_BACK)
"""The states in which nobody has to look at what was found any more."""

INVOICE: Final = Lifecycle(
    name="invoice",
    initial=WAITING,
    states=tuple(InvoiceState),
    moves=(
        Move(InvoiceMove.REGISTER, (WAITING,), InvoiceState.REGISTERED),
        Move(InvoiceMove.SEND_BACK, (WAITING,), InvoiceState.SENT_BACK),
    ),
)
