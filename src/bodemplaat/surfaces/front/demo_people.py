"""Who can sign in to the demo, by cooperation and organisation: for the page and for the table on the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bodemplaat.foundation.access.api import actors_of_accounts, open_accounts
from bodemplaat.foundation.organisations.api import cooperations_of
from bodemplaat.foundation.tenancy.api import Role


@dataclass(slots=True)
class DemoPerson:
    """Somebody to sign in as, with the roles in which they can act; the last is the one they start in."""

    email: str
    name: str
    roles: list[Role] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DemoCooperation:
    """A cooperation with those who can sign in, by organisation; in the order in which the accounts were made."""

    name: str
    organisations: Mapping[str, tuple[DemoPerson, ...]]
    is_open: bool = True
    """Whether its people are shown at once: of many cooperations only those of the first are."""


def demo_people(on: date) -> tuple[DemoCooperation, ...]:
    """Everyone who can come in; somebody who works at two organisations stands at the one where they start.

    One statement for the people, and one for the name of each cooperation.
    """
    emails = {account.id: account.email for account in open_accounts()}
    people: dict[int, DemoPerson] = {}
    at: dict[int, tuple[frozenset[UUID], str]] = {}
    names: dict[frozenset[UUID], str] = {}
    for actor in actors_of_accounts(on=on):
        if actor.user_id not in emails:
            continue
        user = actor.user_id
        person = people.setdefault(user, DemoPerson(emails[user], actor.person_name))
        if actor.role not in person.roles:
            person.roles.append(actor.role)
        at[user] = actor.cooperations, actor.organisation_name
        if actor.cooperations not in names:
            names[actor.cooperations] = ", ".join(cooperations_of(actor=actor).values())
    groups: dict[frozenset[UUID], dict[str, list[DemoPerson]]] = {}
    for user, person in people.items():
        cooperations, organisation = at[user]
        groups.setdefault(cooperations, {}).setdefault(organisation, []).append(person)
    return tuple(
        DemoCooperation(
            names[key],
            {organisation: tuple(each) for organisation, each in organisations.items()},
            is_open=number == 0 or len(groups) <= 2,
        )
        for number, (key, organisations) in enumerate(groups.items())
    )
