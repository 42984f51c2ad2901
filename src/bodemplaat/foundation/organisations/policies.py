"""Who may arrange the structure, and that nobody arranges power for themselves."""

from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.foundation.organisations.models import Person
from bodemplaat.foundation.organisations.ports import Functions, functions_over_units
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import say


def check_may_arrange(*, actor: Actor, organisation: UUID) -> None:
    """Raise unless the actor is the organisation's administrator or the platform at set-up."""
    if organisation not in actor.scope:
        raise NotFound("organisation")
    if actor.is_system or (actor.role is Role.ADMINISTRATOR and actor.organisation_id == organisation):
        return
    raise Refused(
        say("Only an administrator of the organisation can change this. You are signed in in another role.")
    )


def check_puts_not_under_oneself(*, actor: Actor, manager: UUID | None, was: UUID | None = None) -> None:
    """Raise when the actor, in whatever job, would become a manager by their own hand; who was it already may stay."""
    if manager is not None and manager != was and manager in actor.people:
        raise Refused(NOT_UNDER_ONESELF)


def check_moves_not_under_oneself(*, actor: Actor, unit: UUID, was: UUID | None = None, since: date) -> None:
    """Raise when the actor would come to decide, by a function, about somebody whom they put in a unit."""
    if comes_under(functions_over_units(actor, since), unit, was):
        raise Refused(NOT_BY_FUNCTION)


def comes_under(functions: Functions, unit: UUID, was: UUID | None) -> bool:
    """Whether these functions reach somebody in a unit, and did not in the one they were in."""
    return unit != was and not functions(unit) <= (functions(was) if was is not None else frozenset())


def check_is_free(
    *, actor: Actor, organisation: UUID, email: str, number: str, but: UUID | None = None
) -> None:
    """Raise ``Refused`` when another person of an organisation has the number or the address."""
    people = Person.records.of(actor).filter(organisation_id=organisation)
    if but is not None:
        people = people.exclude(id=but)
    if number and (other := people.filter(number__iexact=number).first()):
        raise Refused(say("{name} has the number {number} already."), name=other.name, number=number)
    if email and (other := people.filter(email__iexact=email).first()):
        raise Refused(
            say("{name} has this address already. Each person needs one of their own."), name=other.name
        )


NOT_BY_FUNCTION: Final = say(
    "You hold a function for this unit, so you would decide about who comes to work in it. Nobody arranges that themselves: "
    "ask another administrator."
)
NOT_UNDER_ONESELF: Final = say(
    "Nobody makes themselves a manager: ask another administrator to do it, or choose a colleague."
)
