"""For whom a service is: what the role of whoever asks tells of it, or the roles that were named where no role tells."""

from collections.abc import Collection, Mapping
from functools import reduce
from typing import Final

from bodemplaat.capabilities.catalogue.reckoning.content import Content
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import Said, say

ASKING: Final = frozenset({Role.EMPLOYEE, Role.MANAGER})
"""The roles in which somebody asks for themselves or their team, and not for their organisation."""
READING: Final = frozenset({Role.SSC_CLERK, Role.CONTROLLER, Role.CONTRACT_MANAGER, Role.SYSTEM})
"""Who deals with what is offered, or speaks about it for an organisation: all of it is for them, also where roles are named."""
_ASKED_BY: Final[Mapping[str, frozenset[Role]]] = {
    "employee": ASKING,
    "manager": frozenset({Role.MANAGER}),
    "budget_holder": frozenset({Role.MANAGER}),
}
"""Which of those who ask for themselves each requester is. No role tells who works in a department or leads a project, so a
service for them is for nobody in such a role until the service names it."""

_WHOM: Final[Mapping[str, Said]] = {
    "employee": say("employees"),
    "manager": say("managers"),
    "personnel": say("the personnel department"),
    "finance": say("the finance department"),
    "contract_manager": say("contract managers"),
    "budget_holder": say("budget holders"),
    "project_leader": say("project leaders"),
    "supplier": say("suppliers of the municipality"),
    "customer": say("the organisation itself"),
    "ssc_payer": say("payers"),
    "controller": say("controllers"),
    "administrator": say("administrators"),
}


def is_for(roles: Collection[Role], content: Content) -> bool:
    """Whether a service is for somebody who has one of these roles. Who acts for an organisation may ask for all that names none."""
    if READING.intersection(roles):
        return True
    if content.roles:
        return any(role.value in content.roles for role in roles)
    return any(
        role not in ASKING or any(role in _ASKED_BY.get(each, frozenset()) for each in content.requesters)
        for role in roles
    )


def for_whom(content: Content) -> Said:
    """For whom a service is, in marked words: the roles that it names, or else who can ask for it."""
    words = [_WHOM[each] for each in (content.roles or content.requesters)]
    return reduce(lambda all_before, each: say("{first} or {other}", first=all_before, other=each), words)
