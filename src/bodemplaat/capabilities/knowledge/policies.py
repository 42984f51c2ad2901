"""Who writes answers, who reads which, and why not you."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.knowledge.reckoning.content import (
    AUDIENCES,
    CONTROLLER,
    EMPLOYEE,
    MANAGER,
    REPLY,
)
from bodemplaat.foundation.organisations.api import (
    WorkOfProvider,
    check_works_for_provider,
    providers_among_partners,
)
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

WRITING_ANSWERS: Final = WorkOfProvider(
    roles=(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER, Role.SSC_CLERK),
    in_another_role=say(
        "Answers are written by a clerk, a contract manager or an administrator of the service centre. You are"
        " signed in in another role."
    ),
    provides_nothing=say(
        "Your organisation provides nothing in this cooperation, so it has no answers to give."
    ),
)
"""Who writes, publishes and looks over answers of their own organisation."""
EDITORS: Final = WRITING_ANSWERS.roles
REVIEWED_BEFORE: Final = timedelta(days=14)
"""How long before its day an answer stands in the queue of those to look over, and its owner is told."""


def check_may_edit(actor: Actor, on: date, cooperation: UUID | None = None) -> None:
    """Raise unless the actor writes answers of an organisation that provides (in the cooperation, where one is named)."""
    check_works_for_provider(actor=actor, work=WRITING_ANSWERS, cooperation=cooperation, on=on)


def may_edit(actor: Actor, on: date) -> bool:
    """Whether the actor writes answers of an organisation that provides."""
    return actor.role in EDITORS and actor.organisation_id in providers_among_partners(actor=actor, on=on)


def audiences_of(actor: Actor, providers: frozenset[UUID]) -> frozenset[str]:
    """For whom the answers are that an actor reads; people of a provider read all of their own, ``providers`` are those.

    What is kept to be sent is read in the box of a reply alone (``replies_read``).
    """
    if actor.is_system or (actor.organisation_id in providers and actor.role is not Role.EMPLOYEE):
        return frozenset(AUDIENCES) - {REPLY}
    more = {
        Role.MANAGER: {MANAGER},
        Role.CONTROLLER: {MANAGER, CONTROLLER},
        Role.ADMINISTRATOR: {MANAGER, CONTROLLER},
        Role.CONTRACT_MANAGER: {MANAGER, CONTROLLER},
    }
    return frozenset({EMPLOYEE} | more.get(actor.role, set()))
