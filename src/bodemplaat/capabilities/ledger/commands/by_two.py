"""What a controller asks for about the books and a second person of the same organisation decides on."""

from typing import Final

from bodemplaat.capabilities.ledger.policies import SECOND, check_may_keep
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

DECIDES: Final = Side(
    "second",
    frozenset(SECOND),
    say(
        "Another controller or an administrator of the organisation decides on this. You are signed in in another role."
    ),
)


OWN: Final = say("Nobody decides on their own proposal: ask another controller or an administrator to do it.")


class KeptByTwo(ProposalKind):
    """A kind that another controller, or an administrator, of the same organisation decides on."""

    sides = (DECIDES,)
    own = OWN

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any controller of the organisation may."""
        check_may_keep(actor)
