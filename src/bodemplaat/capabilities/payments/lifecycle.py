"""The lives of a payment, of a batch and of an entry on a bank statement, as data."""

from bodemplaat.kernel import Lifecycle, Move

READY, BATCHED, RELEASED, PAID, RETURNED, WITHDRAWN = (
    "ready",
    "batched",
    "released",
    "paid",
    "returned",
    "withdrawn",
)

PAYMENT = Lifecycle(
    name="payment",
    initial=READY,
    states=(READY, BATCHED, RELEASED, PAID, RETURNED, WITHDRAWN),
    moves=(
        Move("batch", (READY,), BATCHED),
        Move("withdraw", (READY,), WITHDRAWN),
        Move("take_out", (BATCHED,), READY),
        Move("release", (BATCHED,), RELEASED),
        Move("pay", (RELEASED,), PAID),
        Move("return", (RELEASED, PAID), RETURNED),  # a bank debits first and gives back days later
    ),
)

LIVE = (READY, BATCHED, RELEASED, PAID)
"""While a payment is in one of these states its source cannot have another."""

IN_A_BATCH = (BATCHED, RELEASED, PAID, RETURNED)
"""In these states, and in no other, a payment names its batch."""

PREPARED, CANCELLED = "prepared", "cancelled"

BATCH = Lifecycle(
    name="payment batch",
    initial=PREPARED,
    states=(PREPARED, RELEASED, CANCELLED),
    moves=(
        Move("release", (PREPARED,), RELEASED),
        Move("cancel", (PREPARED,), CANCELLED),
    ),
)

WAITING, MATCHED, SETTLED = "waiting", "matched", "settled"

ENTRY = Lifecycle(
    name="statement entry",
    initial=WAITING,
    states=(WAITING, MATCHED, SETTLED),
    moves=(
        Move("match", (WAITING,), MATCHED),
        Move("settle", (WAITING,), SETTLED),
    ),
)
