"""For whom a service is: what the role of whoever asks tells of it."""

from collections.abc import Collection, Mapping
from typing import Final

from bodemplaat.foundation.tenancy.api import Role

ASKING: Final = frozenset({Role.EMPLOYEE, Role.MANAGER})
"""The roles in which somebody asks for themselves or their team, and not for their organisation."""
_ROLES: Final[Mapping[str, frozenset[Role]]] = {
    "manager": frozenset({Role.MANAGER}),
    "budget_holder": frozenset({Role.MANAGER}),
    "contract_manager": frozenset(),
    "customer": frozenset(),
    "supplier": frozenset(),
}
"""Which of them each requester is. Who is not named here may be any employee: the platform does not know who works where on what."""


def is_for(role: Role, requesters: Collection[str]) -> bool:
    """Whether a service for these requesters is for somebody in a role. Who acts for an organisation may ask for all of them."""
    return role not in ASKING or any(role in _ROLES.get(each, ASKING) for each in requesters)
