"""Who makes, releases and reads bills: controllers, of the provider all and of a customer their own."""

from typing import Final
from uuid import UUID

from bodemplaat.capabilities.billing.errors import NotYourBills
from bodemplaat.foundation.organisations.api import CooperationView, Part, cooperation_members
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role

BILLERS: Final = (Role.CONTROLLER,)
"""Who makes and releases runs at the provider, and reads the bills of their own organisation at a customer."""


def check_biller(actor: Actor) -> None:
    """Raise unless the actor's role reads bills."""
    if not actor.is_system and actor.role not in BILLERS:
        raise NotYourBills


def cooperations_billed(actor: Actor) -> tuple[CooperationView, ...]:
    """The cooperations in which the actor's organisation provides or ever did, by name."""
    return tuple(
        each
        for each in cooperation_members(actor=actor)
        for member in each.members
        if member.id == actor.organisation_id and any(part == Part.PROVIDER for part, _, _ in member.parts)
    )


def check_bills_in(actor: Actor, cooperation: UUID) -> CooperationView:
    """The cooperation; raises unless a controller of a provider in it acts."""
    check_biller(actor)
    for each in cooperations_billed(actor):
        if each.id == cooperation:
            return each
    raise NotFound("cooperation")
