"""Who says when a provider is open, and why not you."""

from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.foundation.organisations.api import providers_among_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import say

KEEPERS: Final = (Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
"""Who writes the opening hours of their own organisation."""


def check_may_keep(actor: Actor, cooperation: UUID, on: date) -> None:
    """Raise unless the actor keeps the hours of an organisation that provides in the cooperation."""
    if cooperation not in actor.cooperations:
        raise NotFound("cooperation")
    if actor.is_system:
        return
    if actor.role not in KEEPERS:
        raise Refused(
            say(
                "Opening hours are written by an administrator or a contract manager of the provider. You are signed"
                " in in another role."
            ),
            who_may=tuple(role.value for role in KEEPERS),
        )
    if actor.organisation_id not in providers_among_partners(actor=actor, on=on):
        raise Refused(
            say("Your organisation provides nothing in this cooperation, so no term hangs on its hours.")
        )
