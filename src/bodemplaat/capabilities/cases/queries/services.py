"""Which services are asked for as a general case, and what their forms let one choose from."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import (
    GENERAL,
    FieldKind,
    Form,
    Known,
    NotForYou,
    OfferedView,
    is_for,
    services_for,
)
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.ledger.api import cost_centres
from bodemplaat.foundation.organisations.api import (
    DESK_OF_LIST,
    Task,
    desk_provider,
    people_of,
    provisions_of,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, query


def desk_of(process: str) -> Task:
    """The desk of the list that a process is in: where its services are asked for, if the customer has that desk apart."""
    return DESK_OF_LIST[division.process(process).list]


def desk_for(actor: Actor, customer: UUID, process: str, on: date) -> UUID | None:
    """Who takes what a customer asks for of a process on a day: the desk of its list, else the one for all the rest."""
    return desk_provider(provisions_of(actor=actor, organisation=customer), desk_of(process), on)


@query
def services_to_ask_for(*, actor: Actor, customer: UUID, on: date) -> tuple[OfferedView, ...]:
    """What somebody of a customer can ask for as a general case on a day, by code; a fixed number of statements."""
    every = services_for(actor=actor, customer=customer, on=on)
    return tuple(
        each
        for each in every
        if begun_here(each) and is_for({actor.role}, each.content) and works_for(actor, each, customer, on)
    )


@query
def service_to_ask_for(*, actor: Actor, customer: UUID, service: UUID, on: date) -> OfferedView:
    """One of ``services_to_ask_for``; raises ``NotForYou`` for one that is for others there, and ``NotFound`` for any other."""
    offered = service_for(actor, service, customer, on)
    if not begun_here(offered) or not works_for(actor, offered, customer, on):
        raise NotFound("service")
    check_is_for({actor.role}, offered)
    return offered


@query
def may_ask_for(*, actor: Actor, offered: OfferedView, on: date) -> bool:
    """Whether somebody can ask for a service that their organisation is offered on a day, as a general case."""
    return (
        begun_here(offered)
        and is_for({actor.role}, offered.content)
        and works_for(actor, offered, actor.organisation_id, on)
    )


@query
def choices_for(*, actor: Actor, form: Form, customer: UUID, on: date) -> Known:
    """What the form of a service lets somebody of a customer choose from."""
    return known_for(actor, form, customer, on)


def service_for(actor: Actor, service: UUID, customer: UUID, on: date) -> OfferedView:
    """A service that is offered to a customer on a day; raises ``NotFound``."""
    for each in services_for(actor=actor, customer=customer, on=on, service=service):
        return each
    raise NotFound("service")


def check_is_for(roles: Collection[Role], offered: OfferedView) -> None:
    """Raise ``NotForYou`` where a service is for others than somebody with these roles."""
    if not is_for(roles, offered.content):
        raise NotForYou(offered.content)


def begun_here(offered: OfferedView) -> bool:
    """Whether a service is a general case, not one with pages of its own."""
    return offered.content.case_type == GENERAL and not offered.page


def works_for(actor: Actor, offered: OfferedView, customer: UUID, on: date) -> bool:
    """Whether a customer asks for a service at its provider on a day: it is its own, or it has the desk for it."""
    provider = offered.provider_id
    return provider == customer or desk_for(actor, customer, offered.content.process, on) == provider


def known_for(actor: Actor, form: Form, customer: UUID, on: date) -> Known:
    """The people and cost centres to choose from, read only where the form asks for them."""
    kinds = {each.kind for field in form.fields for each in (field, *field.columns)}
    people = people_of(actor=actor, organisation=customer) if FieldKind.PERSON in kinds else ()
    centres = (
        cost_centres(actor=actor, organisation=customer, on=on) if FieldKind.COST_CENTRE in kinds else ()
    )
    return Known(
        people={str(each.id): each.name for each in people},
        cost_centres={each.code: each.name for each in centres},
    )
