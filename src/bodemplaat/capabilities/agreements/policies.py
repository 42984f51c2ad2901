"""Who writes, reads and signs agreements, and why not you."""

from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.foundation.access.api import functions_of, holders_of_function
from bodemplaat.foundation.organisations.api import Part, cooperation_members, names_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, query
from bodemplaat.kernel import say

READERS: Final = (Role.CONTRACT_MANAGER, Role.CONTROLLER, Role.ADMINISTRATOR)
"""Who reads the agreements of their own organisation."""
WRITERS: Final = (Role.CONTRACT_MANAGER, Role.ADMINISTRATOR)
"""Who writes and offers them, at the provider."""
MANDATE: Final = "agreement_signer"
"""The named function of whoever may sign for an organisation; its administrator gives it."""


def check_may_read(actor: Actor) -> None:
    """Raise unless the actor's role reads agreements."""
    if actor.role not in READERS and not actor.is_system:
        raise Refused(
            say(
                "Agreements are for contract managers, controllers and administrators. You are signed in in another role."
            ),
            who_may=tuple(role.value for role in READERS),
        )


def check_is_party(actor: Actor, organisation: UUID, *, owes: bool) -> None:
    """Raise unless the actor acts for the side of a delivery whose turn it is."""
    check_may_read(actor)
    if actor.organisation_id == organisation:
        return
    if owes:
        raise Refused(say("Your organisation does not owe this delivery: the other side hands it over."))
    raise Refused(say("Your organisation hands this over itself: the other side says that it came."))


def check_may_write(actor: Actor, cooperation: UUID, on: date, customer: UUID | None = None) -> None:
    """Raise unless the actor writes for a provider in the cooperation, and the customer is one in it on the day."""
    members = cooperation_members(actor=actor, cooperation=cooperation)
    parts = {
        member.id: {
            part for part, since, until in member.parts if since <= on and (until is None or on < until)
        }
        for each in members
        for member in each.members
    }
    if not members or (customer is not None and customer not in parts):
        raise NotFound("cooperation" if not members else "organisation")
    if not actor.is_system and actor.role not in WRITERS:
        raise Refused(
            say(
                "Agreements are written by a contract manager or an administrator of the provider. You are signed in in"
                " another role."
            ),
            who_may=tuple(role.value for role in WRITERS),
        )
    if Part.PROVIDER not in parts.get(actor.organisation_id, ()):
        raise Refused(say("Your organisation provides nothing in this cooperation on that day."))
    if customer is not None and (customer == actor.organisation_id or Part.CUSTOMER not in parts[customer]):
        raise Refused(say("This organisation is no customer in the cooperation on that day."))


def has_mandate(actor: Actor, on: date) -> bool:
    """Whether the actor may sign for their organisation on a day."""
    if actor.person_id is None:
        return False
    functions = functions_of(actor=actor, person=actor.person_id, on=on)
    return any(function == MANDATE for function, _ in functions)


@query
def people_with_mandate(*, actor: Actor, on: date) -> tuple[str, ...]:
    """Who may sign for the actor's own organisation on a day, by name; two statements."""
    check_may_read(actor)
    people = holders_of_function(
        actor=actor, organisation=actor.organisation_id, function=MANDATE, unit=None, on=on
    )
    return tuple(sorted(names_of(actor=actor, people=people).values()))


def check_mandate(actor: Actor, on: date) -> None:
    """Raise unless the actor may sign for their organisation on a day."""
    if not has_mandate(actor, on):
        raise Refused(
            say(
                "Who signs has the mandate for it: the function “agreement signer”. An administrator of your organisation"
                " gives it to somebody else than themselves, on the page of that person."
            )
        )
