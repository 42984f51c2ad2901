"""Keeping what stands on invoices: of the organisation itself, and of its customers."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.sales.errors import UnsoundSale
from bodemplaat.capabilities.sales.models import BillingParty
from bodemplaat.capabilities.sales.policies import check_seller
from bodemplaat.capabilities.sales.reckoning.checking import check_details
from bodemplaat.capabilities.sales.reckoning.tidying import tidied_details
from bodemplaat.capabilities.sales.values import PartyDetails
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import names_of_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say


@command
def keep_own_details(*, actor: Actor, details: PartyDetails, at: datetime) -> UUID:
    """Say what stands on every invoice of the actor's organisation from now on.

    Whoever changes the account issues no invoice themselves. Raises ``UnsoundSale`` and ``NotYourInvoices``.
    """
    check_seller(actor)
    row = BillingParty.records.of(actor).filter(organisation_id=actor.organisation_id, is_own=True)
    there = row.locked().first() or BillingParty(organisation_id=actor.organisation_id, is_own=True)
    return _keep(actor, there, details, at)


@command
def keep_customer(
    *,
    actor: Actor,
    details: PartyDetails,
    about: UUID | None = None,
    customer: UUID | None = None,
    at: datetime,
) -> UUID:
    """Keep a customer of the actor's organisation: a new one, or (``customer``) one that is there.

    ``about`` is the organisation of a cooperation that it is. Raises ``UnsoundSale``, ``NotYourInvoices``, ``NotFound``, and
    ``Refused`` for an organisation that is a customer already.
    """
    check_seller(actor)
    here = BillingParty.records.of(actor).filter(organisation_id=actor.organisation_id)
    if customer is not None:
        row = here.locked().one(id=customer, is_own=False)
    else:
        if about is not None and about not in names_of_partners(actor=actor, organisations=[about]):
            raise NotFound("organisation")
        if about is not None and here.filter(about_id=about).exists():
            raise Refused(say("This organisation is a customer already. Change its details."))
        row = BillingParty(organisation_id=actor.organisation_id, about_id=about)
    return _keep(actor, row, details, at)


def _keep(actor: Actor, row: BillingParty, details: PartyDetails, at: datetime) -> UUID:
    tidy = tidied_details(details)
    findings = check_details(tidy, is_own=row.is_own)
    if findings:
        raise UnsoundSale(findings)
    if tidy.account != row.account:
        row.account_by = actor.person_id
    for name, value in asdict(tidy).items():
        setattr(row, name, value)
    row.save()
    details_of_act = {"own": row.is_own}
    record(
        actor,
        "billing_party.kept",
        "billing_party",
        row.id,
        actor.organisation_id,
        at=at,
        details=details_of_act,
    )
    return row.id
