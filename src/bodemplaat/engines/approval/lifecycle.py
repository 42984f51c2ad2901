"""The life of a step in a chain, as data."""

from typing import Final

from bodemplaat.kernel import Lifecycle, Move

PENDING, OPEN, DONE, STEP_RETURNED, STEP_REJECTED, LAPSED = (
    "pending",
    "open",
    "approved",
    "returned",
    "rejected",
    "lapsed",
)

STEP: Final = Lifecycle(
    name="step",
    initial=PENDING,
    states=(PENDING, OPEN, DONE, STEP_RETURNED, STEP_REJECTED, LAPSED),
    moves=(
        Move("open", (PENDING,), OPEN),
        Move("approve", (OPEN,), DONE),
        Move("return", (OPEN,), STEP_RETURNED),
        Move("reject", (OPEN,), STEP_REJECTED),
        Move("lapse", (PENDING, OPEN), LAPSED),
    ),
)
