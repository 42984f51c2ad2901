"""Who takes in the invoices of an organisation, and who reads them."""

from datetime import date
from uuid import UUID

from bodemplaat.capabilities.invoices.errors import NotForThisDesk
from bodemplaat.capabilities.invoices.models import ReceivedInvoice, Supplier
from bodemplaat.foundation.organisations.api import Task, desk_provider, provisions_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Role


def check_desk(actor: Actor) -> None:
    """Raise unless the actor works at a desk."""
    if actor.role is not Role.SSC_CLERK:
        raise NotForThisDesk


def invoices_of_desk(actor: Actor) -> GuardedQuerySet[ReceivedInvoice]:
    """The invoices that the actor's own organisation takes in; raises for anybody but a clerk."""
    check_desk(actor)
    return ReceivedInvoice.records.of(actor).filter(provider_id=actor.organisation_id)


def suppliers_of_desk(actor: Actor) -> GuardedQuerySet[Supplier]:
    """The suppliers that the actor's own organisation keeps; raises for anybody but a clerk."""
    check_desk(actor)
    return Supplier.records.of(actor).filter(provider_id=actor.organisation_id)


def provider_for(actor: Actor, organisation: UUID, on: date) -> UUID:
    """Who takes in the invoices of an organisation on a day: whoever has the desk of finance, else itself.

    Raises ``NotForThisDesk`` for a person of any other organisation, and for who is no clerk.
    """
    provisions = provisions_of(actor=actor, organisation=organisation)
    provider = desk_provider(provisions, Task.DESK_FINANCE, on) or organisation
    if not actor.is_system:
        check_desk(actor)
        if actor.organisation_id != provider:
            raise NotForThisDesk
    return provider
