"""Who reads how a promise was kept, and why not you."""

from typing import Final
from uuid import UUID

from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import say

READERS: Final = (Role.CONTROLLER, Role.CONTRACT_MANAGER)
"""Who reads figures: of their own organisation as a customer, and of every customer that it serves."""


def check_may_read(actor: Actor) -> None:
    """Raise unless the actor reads figures against norms."""
    if actor.role not in READERS:
        raise Refused(
            say(
                "How norms are kept is read by controllers and contract managers. You are signed in in another role."
            ),
            who_may=tuple(role.value for role in READERS),
        )


def may_open(*, actor: Actor, customer: UUID) -> bool:
    """Whether a reader of figures may open the cases behind them: the controller of whose cases they are."""
    return actor.role is Role.CONTROLLER and actor.organisation_id == customer
