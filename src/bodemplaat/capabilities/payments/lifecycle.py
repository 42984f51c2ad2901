"""The lives of a payment, of a batch and of an entry on a bank statement, as data."""

from bodemplaat.kernel import Lifecycle, Move

READY, BATCHED, RELEASED, PAID, RETURNED, WITHDRAWN, FREED = (
    "ready",
    "batched",
    "released",
    "paid",
    "returned",
    "withdrawn",
    "freed",
)

PAYMENT = Lifecycle(
    name="payment",
    initial=READY,
    states=(READY, BATCHED, RELEASED, PAID, RETURNED, WITHDRAWN, FREED),
    moves=(
        Move("batch", (READY,), BATCHED),
        Move("withdraw", (READY,), WITHDRAWN),
        Move("take_out", (BATCHED,), READY),
        Move("release", (BATCHED,), RELEASED),
        Move("free", (RELEASED,), FREED),  # the bank says no, or nothing; its source gets another payment
        # a bank may carry out what was thought lost, and book again what came back
        Move("pay", (RELEASED, FREED, RETURNED), PAID),
        Move(
            "return", (RELEASED, PAID, FREED), RETURNED
        ),  # a bank debits first and returns the money days later
    ),
)

LIVE = (READY, BATCHED, RELEASED, PAID)
"""While a payment is in one of these states its source cannot have another."""

IN_A_BATCH = (BATCHED, RELEASED, PAID, RETURNED, FREED)
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

ASKED, CONFIRMED, DECLINED = "asked", "confirmed", "declined"

CORRECTION = Lifecycle(
    name="correction",
    initial=ASKED,
    states=(ASKED, CONFIRMED, DECLINED),
    moves=(
        Move("confirm", (ASKED,), CONFIRMED),
        Move("decline", (ASKED,), DECLINED),
    ),
)

REFUSED = "refused"

ACCOUNT_CHANGE = Lifecycle(
    name="account change",
    initial=ASKED,
    states=(ASKED, CONFIRMED, REFUSED, WITHDRAWN),
    moves=(
        Move("confirm", (ASKED,), CONFIRMED),
        Move("refuse", (ASKED,), REFUSED),
        Move("withdraw", (ASKED,), WITHDRAWN),
    ),
)
