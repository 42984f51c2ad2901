"""The life of a claim, as data; that of a step in its chain is of every chain."""

from typing import Final

from bodemplaat.capabilities.claims.vocabulary import ClaimState
from bodemplaat.kernel import IllegalMove, Lifecycle, Move

DRAFT, IN_APPROVAL, RETURNED, APPROVED = (
    ClaimState.DRAFT,
    ClaimState.IN_APPROVAL,
    ClaimState.RETURNED,
    ClaimState.APPROVED,
)
PAID, BOUNCED, REJECTED, WITHDRAWN = (
    ClaimState.PAID,
    ClaimState.BOUNCED,
    ClaimState.REJECTED,
    ClaimState.WITHDRAWN,
)

CLAIM = Lifecycle(
    name="claim",
    initial=DRAFT,
    states=tuple(ClaimState),
    moves=(
        Move("submit", (DRAFT, RETURNED), IN_APPROVAL),
        Move("approve", (IN_APPROVAL,), APPROVED),
        Move("return", (IN_APPROVAL, APPROVED, BOUNCED), RETURNED),
        Move("reject", (IN_APPROVAL,), REJECTED),
        Move("withdraw", (DRAFT, RETURNED, IN_APPROVAL), WITHDRAWN),
        # a bank may carry out after all what was freed, while the claim is back at its employee
        Move("pay", (APPROVED, BOUNCED, RETURNED), PAID),
        Move("bounce", (APPROVED, PAID), BOUNCED),
        Move("pay_again", (BOUNCED,), APPROVED),
    ),
)

CHANGEABLE: Final = (DRAFT, RETURNED)
"""The states in which a claim lies with its employee, who fills it in."""


def check_may_be_changed(state: str) -> None:
    """Raise ``IllegalMove`` unless what a claim says may be changed in this state."""
    if state not in CHANGEABLE:
        raise IllegalMove(lifecycle=CLAIM.name, state=state, move="change", allowed=CLAIM.allowed(state))
