"""The addresses of a desk, and what they may lead to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import GENERAL, Content, services_of
from bodemplaat.capabilities.mailbox.models import MailAddress
from bodemplaat.capabilities.mailbox.policies import ADDRESSES
from bodemplaat.capabilities.mailbox.values import AddressView
from bodemplaat.foundation.organisations.api import (
    DESKS,
    check_works_for_provider,
    names_of_partners,
    served_by,
)
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class ServiceByMail:
    """A service that is a general case; ``asks`` whether its form has something that must be filled in."""

    code: str
    content: Content
    asks: bool


@query
def mail_addresses(*, actor: Actor, on: date) -> tuple[AddressView, ...]:
    """The addresses of the actor's organisation that lead somewhere, by name; raises ``Refused`` for who does not arrange them."""
    check_works_for_provider(actor=actor, work=ADDRESSES, on=on)
    rows = MailAddress.records.of(actor).filter(organisation_id=actor.organisation_id, ended_at=None)
    rows = rows.select_related("service").order_by("address")
    names = customers_of(actor=actor, on=on)
    return tuple(
        AddressView(
            id=row.id,
            address=row.address,
            service=row.service_id,
            service_code=row.service.code if row.service else "",
            customer=row.customer_id,
            customer_name=names.get(row.customer_id, "") if row.customer_id else "",
            made_at=row.made_at,
        )
        for row in rows
    )


@query
def address_for_invoices(*, actor: Actor, customer: UUID) -> str:
    """Where suppliers mail the invoices of a customer of the actor's organisation; empty where nowhere. As the platform."""
    rows = MailAddress.records.of(actor).filter(
        organisation_id=actor.organisation_id, customer_id=customer, service=None, ended_at=None
    )
    return rows.order_by("address").values_list("address", flat=True).first() or ""


@query
def services_by_mail(*, actor: Actor, on: date, with_questions: bool = False) -> Mapping[UUID, ServiceByMail]:
    """The published services of one's organisation to which one can write; ``with_questions`` also those that ask for more."""
    every = {
        row.id: ServiceByMail(row.code, row.content, any(field.required for field in row.content.form.fields))
        for row in services_of(actor=actor, on=on)
        if row.shown_number is not None and row.content.case_type == GENERAL
    }
    return {id_: each for id_, each in every.items() if with_questions or not each.asks}


@query
def customers_of(*, actor: Actor, on: date) -> Mapping[UUID, str]:
    """The names of those whom the desk of the actor's organisation serves on a day, by id; itself among them."""
    here = actor.organisation_id
    served = served_by(actor=actor, organisation=here, tasks=DESKS, on=on) | {here}
    names = names_of_partners(actor=actor, organisations=served)
    return dict(sorted(names.items(), key=lambda each: each[1]))
