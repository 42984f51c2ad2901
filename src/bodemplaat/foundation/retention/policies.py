"""Who decides about keeping and destroying: the controller and the administrator of the organisation itself."""

from typing import Final

from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import say

KEEPERS: Final = (Role.CONTROLLER, Role.ADMINISTRATOR)


def check_may_keep(actor: Actor) -> None:
    """Raise ``Refused`` unless the actor keeps the records of their own organisation."""
    if actor.role not in KEEPERS:
        raise Refused(
            say(
                "What is kept and what is destroyed is decided by the controller and the administrator. You are signed in"
                " in another role."
            )
        )
