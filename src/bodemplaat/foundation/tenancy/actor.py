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
    COOPERATION_ADMINISTRATOR = "coop_administrator"
    """Adds organisations to a cooperation that is seated at the own organisation. Sees no claims, approves nothing."""
    SYSTEM = "system"
    """The platform's own work (worker, import, set-up). No approval accepts it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The start of every query and the first argument of every command.

    ``organisation_id`` is where the role is held; ``scope`` holds the organisations whose tenant rows it may
    reach (its own, and for the staff of a provider those of the customers of the role's task); ``partly`` those of them
    of whose cases it sees only what its own organisation handles: a customer that went to another provider, and for
    who provides nothing at home its own. ``desk_partly`` is the same for the cases at the desk, whose task may have another
    provider. ``cooperations`` are those whose structure it may see. ``theme`` is how its
    organisation's pages look. ``person_id`` and ``user_id`` are ``None`` for ``Role.SYSTEM`` only.
    """

    role: Role
    organisation_id: UUID
    scope: frozenset[UUID]
    partly: frozenset[UUID] = frozenset()
    desk_partly: frozenset[UUID] = frozenset()
    cooperations: frozenset[UUID] = frozenset()
    person_id: UUID | None = None
    user_id: int | None = None
    assignment_id: UUID | None = None
    person_name: str = field(default="", compare=False)
    organisation_name: str = field(default="", compare=False)
    theme: str = field(default="", compare=False)
    people: frozenset[UUID] = field(default_factory=frozenset, compare=False)
    """Everybody who signs in with this account, at whatever organisation: the same human being. Empty for the system."""
    through: str = field(default="", compare=False)
    """What the platform works on behalf of, as the trail names it, where it is not the platform itself (``scim``, ``client``)."""

    @classmethod
    def system(cls, *organisations: UUID, cooperations: Iterable[UUID] = (), through: str = "") -> Self:
        """The platform itself, working for these organisations only. The first is the one it acts at."""
        return cls(
            role=Role.SYSTEM,
            organisation_id=organisations[0],
            scope=frozenset(organisations),
            cooperations=frozenset(cooperations),
            through=through,
        )

    @property
    def served(self) -> frozenset[UUID]:
        """The organisations whose cases this role sees whole: for the staff of a provider, those it serves today."""
        return self.scope - self.partly

    @property
    def served_at_desk(self) -> frozenset[UUID]:
        """The organisations whose cases at the desk this role sees whole."""
        return self.scope - self.desk_partly

    @property
    def homes(self) -> frozenset[UUID]:
        """The organisations in whose name it handles cases: where the role is held; for the system all it works for whole."""
        return self.served if self.is_system else frozenset({self.organisation_id})

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
