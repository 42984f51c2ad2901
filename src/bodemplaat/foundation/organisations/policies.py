"""Who may arrange the structure."""

from uuid import UUID

from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import say


def check_may_arrange(*, actor: Actor, organisation: UUID) -> None:
    """Raise unless the actor is the organisation's administrator or the platform at set-up."""
    if organisation not in actor.scope:
        raise NotFound("organisation")
    if actor.is_system or (actor.role is Role.ADMINISTRATOR and actor.organisation_id == organisation):
        return
    raise Refused(
        say("Only an administrator of the organisation can change this. You are signed in in another role.")
    )
