"""What stands on invoices, and who may be a customer."""

from collections.abc import Mapping
from uuid import UUID

from bodemplaat.capabilities.sales.mapping import details_of, party_view
from bodemplaat.capabilities.sales.models import BillingParty
from bodemplaat.capabilities.sales.policies import check_seller
from bodemplaat.capabilities.sales.values import PartyDetails, PartyView
from bodemplaat.foundation.organisations.api import member_names
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def own_details(*, actor: Actor) -> PartyDetails | None:
    """What stands on every invoice of the actor's organisation; ``None`` before somebody filled it in."""
    check_seller(actor)
    row = BillingParty.records.of(actor).filter(organisation_id=actor.organisation_id, is_own=True).first()
    return details_of(row) if row else None


@query
def is_for_another(*, actor: Actor, drafted_by: UUID | None) -> bool:
    """Whether somebody else issues this: the actor drafted it, or changed the own account last."""
    if actor.person_id is None:
        return False
    own = BillingParty.records.of(actor).filter(organisation_id=actor.organisation_id, is_own=True).first()
    mine = actor.people | {actor.person_id}
    return drafted_by in mine or (own is not None and own.account_by in mine)


@query
def customers(*, actor: Actor) -> tuple[PartyView, ...]:
    """Those that the actor's organisation sends invoices to, by name."""
    check_seller(actor)
    rows = BillingParty.records.of(actor).filter(organisation_id=actor.organisation_id, is_own=False)
    return tuple(party_view(row) for row in rows.order_by("name", "id"))


@query
def customer(*, actor: Actor, customer: UUID) -> PartyView:
    """One of them; raises ``NotFound``."""
    check_seller(actor)
    rows = BillingParty.records.of(actor)
    return party_view(rows.one(id=customer, organisation_id=actor.organisation_id, is_own=False))


@query
def customer_about(*, actor: Actor, organisation: UUID) -> PartyView | None:
    """The customer that is this organisation of a cooperation; ``None`` where nobody said what stands on invoices to it."""
    check_seller(actor)
    rows = BillingParty.records.of(actor).filter(organisation_id=actor.organisation_id, is_own=False)
    row = rows.filter(about_id=organisation).first()
    return None if row is None else party_view(row)


@query
def organisations_to_invoice(*, actor: Actor) -> Mapping[UUID, str]:
    """The organisations of the actor's cooperations that are no customer yet, by name."""
    check_seller(actor)
    here = actor.organisation_id
    rows = BillingParty.records.of(actor).filter(organisation_id=here, about__isnull=False)
    there = {*rows.values_list("about_id", flat=True), here}
    members = member_names(actor=actor)
    return dict(
        sorted(((each, name) for each, name in members.items() if each not in there), key=lambda it: it[1])
    )
