"""Whom to call, answered for a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from bodemplaat.foundation.contacts.models import Contact, Side
from bodemplaat.foundation.organisations.api import (
    DESKS,
    Served,
    Task,
    names_of_partners,
    provisions_among_partners,
)
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody to call. ``customer_name`` is empty for a contact of all customers."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    task: Task
    side: Side
    customer_id: UUID | None
    customer_name: str
    name: str
    phone: str
    email: str
    deputy_name: str
    deputy_phone: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to call about a task of one customer: at its provider, and at the customer itself."""

    task: Task
    customer_id: UUID
    customer_name: str
    provider_id: UUID
    provider_name: str
    supply: tuple[ContactView, ...]
    demand: tuple[ContactView, ...]


@query
def contacts_of(*, actor: Actor, on: date) -> tuple[ContactView, ...]:
    """The contacts of the actor's own organisation that have not ended by a day, by task and side."""
    rows = Contact.records.of(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=on), organisation_id=actor.organisation_id
    )
    return _views(actor, list(rows.order_by("task", "side", "name", "id")))


def _serves(actor: Actor, provision: Served) -> bool:
    """Whether the actor's role reaches a customer whole, or the actor's organisation has one desk of several there."""
    customer = provision.customer_id
    if provision.task not in DESKS:
        return customer in actor.served
    is_own = provision.provider_id == actor.organisation_id and customer in actor.scope
    return is_own or customer in actor.served_at_desk


@query
def whom_to_call(*, actor: Actor, on: date) -> tuple[Answer, ...]:
    """For every task of one's own organisation, and of those that one's role serves, whom to call on a day.

    A provider's contact for one customer goes before that for all. The customer's own contact is shown to who provides
    for it and to who works there. Three queries.
    """
    provisions = [
        each
        for each in provisions_among_partners(actor=actor, on=on)
        if each.customer_id == actor.organisation_id or _serves(actor, each)
    ]
    rows = Contact.records.among_partners(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on
    )
    views = _views(actor, list(rows.order_by("name", "id")))
    answers = []
    for each in provisions:
        supply = [
            view
            for view in views
            if view.side is Side.SUPPLY
            and (view.organisation_id, view.task) == (each.provider_id, each.task)
            and view.customer_id in (None, each.customer_id)
        ]
        own = [view for view in supply if view.customer_id is not None]
        demand = [
            view
            for view in views
            if view.side is Side.DEMAND and (view.organisation_id, view.task) == (each.customer_id, each.task)
        ]
        answers.append(
            Answer(
                each.task,
                each.customer_id,
                each.customer_name,
                each.provider_id,
                each.provider_name,
                tuple(own or supply),
                tuple(demand),
            )
        )
    return tuple(answers)


def _views(actor: Actor, rows: list[Contact]) -> tuple[ContactView, ...]:
    named = {row.organisation_id for row in rows} | {row.customer_id for row in rows if row.customer_id}
    names = names_of_partners(actor=actor, organisations=named) if named else {}
    return tuple(
        ContactView(
            id=row.id,
            organisation_id=row.organisation_id,
            organisation_name=names.get(row.organisation_id, ""),
            task=Task(row.task),
            side=Side(row.side),
            customer_id=row.customer_id,
            customer_name=names.get(row.customer_id, "") if row.customer_id else "",
            name=row.name,
            phone=row.phone,
            email=row.email,
            deputy_name=row.deputy_name,
            deputy_phone=row.deputy_phone,
            since=row.valid_from,
            until=row.valid_until,
        )
        for row in rows
    )
