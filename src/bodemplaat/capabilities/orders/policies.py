"""Who writes, places and reads the orders of an organisation, and who notes what came."""

from datetime import date
from uuid import UUID

from bodemplaat.capabilities.orders.errors import NotForThisDesk
from bodemplaat.capabilities.orders.models import Order
from bodemplaat.foundation.organisations.api import Task, desk_provider, provisions_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Role


def orders_of_desk(actor: Actor) -> GuardedQuerySet[Order]:
    """The orders that the actor's own organisation writes; raises for anybody but a clerk."""
    if actor.role is not Role.SSC_CLERK:
        raise NotForThisDesk
    return Order.records.of(actor).filter(provider_id=actor.organisation_id)


def orders_at_home(actor: Actor) -> GuardedQuerySet[Order]:
    """The orders of the actor's own organisation, of whoever writes them."""
    return Order.records.of(actor).filter(organisation_id=actor.organisation_id)


def provider_for(actor: Actor, organisation: UUID, on: date) -> UUID:
    """Who writes the orders of an organisation on a day: whoever has the desk of finance, else itself.

    Raises ``NotForThisDesk`` for a person of any other organisation, and for who is no clerk.
    """
    provisions = provisions_of(actor=actor, organisation=organisation)
    provider = desk_provider(provisions, Task.DESK_FINANCE, on) or organisation
    if actor.role is not Role.SSC_CLERK or actor.organisation_id != provider:
        raise NotForThisDesk
    return provider
