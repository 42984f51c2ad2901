"""The life of a claim and of a step in its chain, as data."""

from bodemplaat.kernel import Lifecycle, Move

DRAFT, IN_APPROVAL, RETURNED, APPROVED = "draft", "in_approval", "returned", "approved"
PAID, BOUNCED, REJECTED, WITHDRAWN = "paid", "bounced", "rejected", "withdrawn"

CLAIM = Lifecycle(
    name="claim",
    initial=DRAFT,
    states=(DRAFT, IN_APPROVAL, RETURNED, APPROVED, PAID, BOUNCED, REJECTED, WITHDRAWN),
    moves=(
        Move("submit", (DRAFT, RETURNED), IN_APPROVAL),
        Move("approve", (IN_APPROVAL,), APPROVED),
        Move("return", (IN_APPROVAL, APPROVED, BOUNCED), RETURNED),
        Move("reject", (IN_APPROVAL,), REJECTED),
        Move("withdraw", (DRAFT, RETURNED, IN_APPROVAL), WITHDRAWN),
        Move("pay", (APPROVED,), PAID),
        Move("bounce", (APPROVED, PAID), BOUNCED),
        Move("pay_again", (BOUNCED,), APPROVED),
    ),
)

PENDING, OPEN, DONE, STEP_RETURNED, STEP_REJECTED, LAPSED = (
    "pending",
    "open",
    "approved",
    "returned",
    "rejected",
    "lapsed",
)

STEP = Lifecycle(
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
