"""Who looks after what comes in by e-mail, and who says at which addresses."""

from typing import Final

from django.conf import settings

from bodemplaat.capabilities.cases.api import NotOfTheDesk
from bodemplaat.foundation.organisations.api import WorkOfProvider
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

ADDRESSES: Final = WorkOfProvider(
    roles=(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER),
    in_another_role=say(
        "Addresses are arranged by an administrator or a contract manager of the provider. You are signed in in"
        " another role."
    ),
    provides_nothing=say("Your organisation provides nothing, so nobody mails to its desk."),
)
"""Who arranges at which addresses a desk is mailed to."""
ARRANGERS: Final = ADDRESSES.roles


def is_mail_read() -> bool:
    """Whether this installation reads e-mail at all."""
    return bool(settings.MAIL_FOLDER)


def check_desk(actor: Actor) -> None:
    """Raise unless the actor works at the desk."""
    if actor.role is not Role.SSC_CLERK:
        raise NotOfTheDesk
