"""Who asks: a person, in one role, at one organisation, and the organisations whose records that role may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Self
from uuid import UUID


class Role(Enum):
    """What hat a person wears. There is no superuser among them, on purpose."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    SSC_CLERK = "ssc_clerk"
    SSC_PAYER = "ssc_payer"
    CONTROLLER = "controller"
    CONTRACT_MANAGER = "contract_manager"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"
    """The platform's own work (worker, import, set-up). No approval accepts it."""

    @property
    def serves_customers(self) -> bool:
        """Whether the role, held at a provider, reaches the records of the provider's customers."""
        return self in {Role.SSC_CLERK, Role.SSC_PAYER, Role.CONTRACT_MANAGER}


@dataclass(frozen=True, slots=True)
class Actor:
    """The start of every query and the first argument of every command.

    ``organisation_id`` is where the role is held; ``scope`` holds the organisations whose tenant rows it may
    reach (its own, and for the staff of a provider those of the customers served); ``cooperations`` those whose
    structure it may see. ``theme`` is how its organisation's pages look. ``person_id`` and ``user_id`` are ``None`` for ``Role.SYSTEM`` only.
    """

    role: Role
    organisation_id: UUID
    scope: frozenset[UUID]
    cooperations: frozenset[UUID] = frozenset()
    person_id: UUID | None = None
    user_id: int | None = None
    assignment_id: UUID | None = None
    person_name: str = field(default="", compare=False)
    organisation_name: str = field(default="", compare=False)
    theme: str = field(default="", compare=False)
    people: frozenset[UUID] = field(default_factory=frozenset, compare=False)
    """Everybody who signs in with this account, at whatever organisation: the same human being. Empty for the system."""

    @classmethod
    def system(cls, *organisations: UUID, cooperations: Iterable[UUID] = ()) -> Self:
        """The platform itself, working for these organisations only. The first is the one it acts at."""
        return cls(
            role=Role.SYSTEM,
            organisation_id=organisations[0],
            scope=frozenset(organisations),
            cooperations=frozenset(cooperations),
        )

    @property
    def is_system(self) -> bool:
        """Whether no person stands behind this actor."""
        return self.role is Role.SYSTEM

    @property
    def person(self) -> UUID:
        """The person's id; raises ``LookupError`` for the system, which is nobody."""
        if self.person_id is None:
            raise LookupError("the system is not a person")
        return self.person_id
