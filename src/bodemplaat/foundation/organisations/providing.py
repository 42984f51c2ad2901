"""Who does what for their own organisation because it provides in a cooperation, and why not you."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bodemplaat.foundation.organisations.provisions import providers_among_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import Said


@dataclass(frozen=True, slots=True)
class WorkOfProvider:
    """Work that some roles do for the organisation that provides, with what anyone else is told (marked text)."""

    roles: tuple[Role, ...]
    in_another_role: Said
    provides_nothing: Said


def provides_somewhere(*, actor: Actor, on: date) -> bool:
    """Whether the actor's organisation provides in a cooperation of theirs on a day."""
    return actor.organisation_id in providers_among_partners(actor=actor, on=on)


def check_works_for_provider(
    *, actor: Actor, work: WorkOfProvider, cooperation: UUID | None = None, on: date
) -> None:
    """Raise ``Refused`` unless the actor does this work for an organisation that provides on a day.

    Raises ``NotFound`` for a cooperation that the actor may not see. The platform may do it at set-up.
    """
    if cooperation is not None and cooperation not in actor.cooperations:
        raise NotFound("cooperation")
    if actor.is_system:
        return
    if actor.role not in work.roles:
        raise Refused(work.in_another_role, who_may=tuple(role.value for role in work.roles))
    if not provides_somewhere(actor=actor, on=on):
        raise Refused(work.provides_nothing)
