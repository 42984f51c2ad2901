"""The life of an invoice up to the moment at which it is taken in, as data."""

from typing import Final

from bodemplaat.capabilities.invoices.vocabulary import (
    Approval,
    ByTwoState,
    InvoiceMove,
    InvoiceState,
    PaymentState,
)
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
        Move(InvoiceMove.SEND_BACK, (WAITING, InvoiceState.REGISTERED), InvoiceState.SENT_BACK),
    ),
)

BY_TWO: Final = Lifecycle(
    name="asked for by two",
    initial=ByTwoState.ASKED,
    states=tuple(ByTwoState),
    moves=(
        Move("confirm", (ByTwoState.ASKED,), ByTwoState.CONFIRMED),
        Move("refuse", (ByTwoState.ASKED,), ByTwoState.REFUSED),
        Move("withdraw", (ByTwoState.ASKED,), ByTwoState.WITHDRAWN),
        Move("lapse", (ByTwoState.ASKED,), ByTwoState.LAPSED),
        Move("end", (ByTwoState.CONFIRMED,), ByTwoState.ENDED),
    ),
)
"""Accounts of suppliers, and the time that is waited before they are paid to."""

APPROVAL: Final = Lifecycle(
    name="approval of an invoice",
    initial=Approval.NONE,
    states=tuple(Approval),
    moves=(
        Move("ask", (Approval.NONE, Approval.RETURNED), Approval.ASKED),
        Move("approve", (Approval.ASKED,), Approval.APPROVED),
        Move("return", (Approval.ASKED,), Approval.RETURNED),
        Move("refuse", (Approval.ASKED,), Approval.REFUSED),
    ),
)
"""Of what is registered. One that was refused goes back to its supplier."""

PAYMENT: Final = Lifecycle(
    name="payment of an invoice",
    initial=PaymentState.NONE,
    states=tuple(PaymentState),
    moves=(
        Move("ask", (PaymentState.NONE, PaymentState.RETURNED), PaymentState.ASKED),
        Move("take_back", (PaymentState.ASKED,), PaymentState.NONE),
        # a bank may carry out what was thought lost, and gives back what it paid
        Move("pay", tuple(each for each in PaymentState if each != PaymentState.PAID), PaymentState.PAID),
        Move(
            "pay_partly",
            tuple(each for each in PaymentState if each != PaymentState.PARTLY),
            PaymentState.PARTLY,
        ),
        Move("settle", (PaymentState.NONE, PaymentState.RETURNED), PaymentState.SETTLED),
        Move(
            "return",
            tuple(each for each in PaymentState if each != PaymentState.RETURNED),
            PaymentState.RETURNED,
        ),
    ),
)
"""Of what is approved; of one that is paid in parts it follows from theirs."""
