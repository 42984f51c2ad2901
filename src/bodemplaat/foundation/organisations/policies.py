"""Who may arrange the structure, and that nobody arranges power for themselves."""

from typing import Final
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


def check_puts_not_under_oneself(*, actor: Actor, manager: UUID | None, was: UUID | None = None) -> None:
    """Raise when the actor, in whatever job, would become a manager by their own hand; who was it already may stay."""
    if manager is not None and manager != was and manager in actor.people:
        raise Refused(NOT_UNDER_ONESELF)


NOT_UNDER_ONESELF: Final = say(
    "Nobody makes themselves a manager: ask another administrator to do it, or choose a colleague."
)
