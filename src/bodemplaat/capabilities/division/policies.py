"""Who may do what with a cut, and why not you."""

from typing import Final
from uuid import UUID

from bodemplaat.capabilities.division.models import CutVersion
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import say

MAKERS: Final = (
    Role.CONTRACT_MANAGER,
    Role.CONTROLLER,
    Role.ADMINISTRATOR,
    Role.COOPERATION_ADMINISTRATOR,
)
"""Who draws up, proposes and adopts a cut, at the organisation at which the cooperation is seated."""
READERS: Final = MAKERS
"""Who reads the cut, at every member."""


def check_may_read(actor: Actor) -> None:
    """Raise ``Refused`` unless the actor's role reads cuts."""
    if actor.role not in READERS and not actor.is_system:
        raise Refused(
            say(
                "The division of work is for contract managers, controllers and administrators. You are signed in in another"
                " role."
            )
        )


def may_make(actor: Actor, seat: UUID | None) -> bool:
    """Whether the actor draws up the cuts of a cooperation seated there."""
    return actor.organisation_id == seat and (actor.role in MAKERS or actor.is_system)


def check_may_make(actor: Actor, seat: UUID | None) -> None:
    """Raise ``Refused`` unless the actor draws up the cuts of a cooperation seated there."""
    if not may_make(actor, seat):
        raise Refused(
            say(
                "The division of work is drawn up where the cooperation is administered, by a contract manager, a controller or"
                " an administrator there. Tell them what you want changed."
            )
        )


def check_second_person(actor: Actor, row: CutVersion) -> None:
    """Raise ``Refused`` for the human being who proposed it, and for the platform, which decides nothing."""
    if actor.person_id is None:
        raise Refused(say("The platform adopts nothing: two people do."))
    if row.proposed_by in actor.people | {actor.person}:
        raise Refused(
            say(
                "You proposed this division yourself. Somebody else adopts it: another contract manager, controller or"
                " administrator of {organisation}."
            ),
            organisation=actor.organisation_name,
        )


def check_may_consent(actor: Actor, row: CutVersion) -> None:
    """Raise ``Refused`` unless the actor is a controller of a customer, and not the human being who proposed it."""
    if actor.role is not Role.CONTROLLER or actor.person_id is None:
        raise Refused(
            say("A controller of your organisation agrees to it. You are signed in in another role.")
        )
    if row.proposed_by in actor.people | {actor.person}:
        raise Refused(
            say("You proposed this division yourself: another controller of your organisation agrees.")
        )
