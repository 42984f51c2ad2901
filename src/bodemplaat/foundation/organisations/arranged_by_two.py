"""What an administrator of an organisation proposes about how it is arranged, and a second person of it decides on."""

from typing import Final

from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

ARRANGES: Final = frozenset({Role.ADMINISTRATOR, Role.CONTROLLER})
"""Who sees such proposals and decides on those of others."""


class ArrangedByTwo(ProposalKind):
    """A kind that another administrator, or a controller, of the same organisation decides on."""

    sides = (
        Side(
            "second",
            ARRANGES,
            say(
                "Another administrator or a controller of the organisation decides on this. You are signed in in another role."
            ),
        ),
    )
    taken = say("This waits for a second person already.")
    own = say("Nobody decides on their own proposal: ask another administrator or a controller to do it.")

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any administrator of the organisation may."""
        check_may_arrange(actor=actor, organisation=proposal.organisation_id)
