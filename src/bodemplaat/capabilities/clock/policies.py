"""Who says when a provider is open, and why not you."""

from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.foundation.organisations.api import WorkOfProvider, check_works_for_provider
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

KEEPING_HOURS: Final = WorkOfProvider(
    roles=(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER),
    in_another_role=say(
        "Opening hours are written by an administrator or a contract manager of the provider. You are signed"
        " in in another role."
    ),
    provides_nothing=say(
        "Your organisation provides nothing in this cooperation, so no term hangs on its hours."
    ),
)
"""Who writes the opening hours of their own organisation."""
KEEPERS: Final = KEEPING_HOURS.roles


def check_may_keep(actor: Actor, cooperation: UUID, on: date) -> None:
    """Raise unless the actor keeps the hours of an organisation that provides in the cooperation."""
    check_works_for_provider(actor=actor, work=KEEPING_HOURS, cooperation=cooperation, on=on)
