"""Who makes and reads the invoices of an organisation: its own clerks and controllers."""

from typing import Final

from bodemplaat.capabilities.sales.errors import NotYourInvoices
from bodemplaat.capabilities.sales.models import SalesInvoice
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Role

SELLERS: Final = (Role.SSC_CLERK, Role.CONTROLLER)
"""Who drafts, issues and reads the invoices of their own organisation."""


def check_seller(actor: Actor) -> None:
    """Raise unless the actor makes the invoices of their own organisation."""
    if not actor.is_system and actor.role not in SELLERS:
        raise NotYourInvoices


def sales_of(actor: Actor) -> GuardedQuerySet[SalesInvoice]:
    """The invoices of the actor's own organisation; raises for anybody who does not make them."""
    check_seller(actor)
    return SalesInvoice.records.of(actor).filter(organisation_id=actor.organisation_id)
