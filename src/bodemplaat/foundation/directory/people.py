"""What the directory says of people: who is added, changed, made inactive and removed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.utils import timezone

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.directory.models import DirectoryMember, DirectoryPerson
from bodemplaat.foundation.directory.queries import person_in_directory
from bodemplaat.foundation.directory.values import (
    DirectoryRefused,
    PersonInDirectory,
    SaidOfPerson,
    Wrong,
)
from bodemplaat.foundation.organisations.api import (
    PersonView,
    add_person,
    change_person,
    people_at_address,
    person_of,
    person_with_number,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, command
from bodemplaat.kernel import say

WITHOUT_POWER: Final = frozenset({Role.EMPLOYEE})
"""Roles that decide nothing about anybody else: all that the directory gives by itself."""
LANGUAGES: Final = ("nl", "en")
_LONGEST: Final = {
    "user_name": 254,
    "external_id": 254,
    "name": 120,
    "given_name": 120,
    "family_name": 120,
    "email": 254,
    "number": 20,
    "title": 120,
    "department": 120,
    "manager": 254,
}


@command
def save_person(*, actor: Actor, person: UUID | None, said: SaidOfPerson, at: datetime) -> PersonInDirectory:
    """Add a person that the directory tells of (``None``), or let a known one be as it says; all of it or nothing.

    Somebody of the organisation with the same address, who is not tied to the directory yet, is tied to it: nobody is
    there twice. An active person gets an account at their address; an inactive one is shut out at once. Saying the same
    again changes nothing. Raises ``DirectoryRefused``, and ``NotFound`` for a person that is not tied to the directory.
    """
    lock(actor)
    said = _tidied(said)
    rows = DirectoryPerson.records.of(actor).filter(organisation_id=actor.organisation_id)
    row = None if person is None else rows.locked().one(person_id=person)
    others = rows.exclude(person_id=person) if person else rows
    if others.filter(user_name__iexact=said.user_name).exists():
        raise DirectoryRefused(Wrong.TAKEN, say("Another person of the directory has this userName already."))
    if said.external_id and others.filter(external_id=said.external_id).exists():
        raise DirectoryRefused(
            Wrong.TAKEN, say("Another person of the directory has this externalId already.")
        )
    is_new = row is None
    try:
        if row is None:
            row = _tied(actor, said, at)
        before = person_of(actor=actor, person=row.person_id)
        now = _know(actor, before, said, at)
    except Refused as no:
        text = say("Somebody else here has this employeeNumber or this address already.")
        raise DirectoryRefused(Wrong.TAKEN, text) from no
    if is_new or now != before or _differs(row, said):
        _write(row, said, at)
        action = "directory.person_linked" if is_new else "directory.person_changed"
        record(actor, action, "person", row.person_id, row.organisation_id, at=at)
    _keep_account(actor, now, said, at, has_moved=now.email.lower() != before.email.lower())
    return person_in_directory(actor=actor, person=row.person_id)


@command
def remove_person(*, actor: Actor, person: UUID, at: datetime) -> None:
    """Untie a person who was removed from the directory: shut out at once, and without what its groups gave.

    The person stays in the register of the organisation, with what they did. Raises ``NotFound`` the second time.
    """
    lock(actor)
    rows = DirectoryPerson.records.of(actor).filter(organisation_id=actor.organisation_id)
    row = rows.locked().one(person_id=person)
    access.shut_account(actor=actor, person=person, at=at)
    of_groups = DirectoryMember.records.of(actor).filter(person_id=person)
    for role in set(of_groups.exclude(group__role="").values_list("group__role", flat=True)):
        access.take_role_away(actor=actor, person=person, role=Role(role), at=at)
    of_groups.delete()
    row.delete()
    record(actor, "directory.person_unlinked", "person", person, actor.organisation_id, at=at)


@command
def one_at_a_time(*, actor: Actor) -> None:
    """Wait until no other request writes for the actor's organisation; holds until the end of the transaction."""
    lock(actor)


def lock(actor: Actor) -> None:
    """Let one request at a time write for an organisation, so that the same person said twice at once is one person."""
    with connection.cursor() as cursor:
        key = f"bodemplaat.directory:{actor.organisation_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def has_power(actor: Actor, people: Collection[UUID], at: datetime) -> frozenset[UUID]:
    """Who of these people has a role or a function that decides about others, today or later."""
    roles = access.assignments_of(actor=actor, people=people, on=_day(at))
    return frozenset(
        person
        for person, assignments in roles.items()
        if any(each.role not in WITHOUT_POWER for each in assignments)
    )


def _tied(actor: Actor, said: SaidOfPerson, at: datetime) -> DirectoryPerson:
    """The row of somebody new to the directory: of a person who was here already, or of one who is added."""
    organisation = actor.organisation_id
    known = people_at_address(actor=actor, organisation=organisation, email=said.email) if said.email else ()
    if len(known) > 1:
        raise DirectoryRefused(
            Wrong.TAKEN,
            say("Several people here have this address. Let an administrator correct that first."),
        )
    numbered = person_with_number(actor=actor, organisation=organisation, number=said.number)
    if numbered is not None and numbered not in known:
        raise DirectoryRefused(
            Wrong.TAKEN,
            say(
                "Somebody here has this employeeNumber and another address. Let an administrator correct one of the two"
                " first."
            ),
        )
    if known:
        person = known[0].id
        if DirectoryPerson.records.of(actor).filter(person_id=person).exists():
            raise DirectoryRefused(
                Wrong.TAKEN, say("Another person of the directory has this address already.")
            )
    else:
        person = add_person(
            actor=actor,
            organisation=organisation,
            name=said.name or said.user_name[:120],
            email=said.email,
            number=said.number,
            language=said.language or LANGUAGES[0],
            at=at,
        )
    return DirectoryPerson(organisation_id=organisation, person_id=person, made_at=at, version=0)


def _know(actor: Actor, now: PersonView, said: SaidOfPerson, at: datetime) -> PersonView:
    """Let the register say of a person what the directory says; what it does not say stays. What is known then."""
    wanted = replace(
        now,
        name=said.name or now.name,
        email=said.email or now.email,
        number=said.number or now.number,
        language=said.language or now.language,
    )
    if wanted != now:
        change_person(
            actor=actor,
            person=now.id,
            name=wanted.name,
            email=wanted.email,
            number=wanted.number,
            language=wanted.language,
            at=at,
        )
    return wanted


def _keep_account(
    actor: Actor, known: PersonView, said: SaidOfPerson, at: datetime, *, has_moved: bool
) -> None:
    """Shut or open the account; one is made where there was none, and it follows an address that changed."""
    if not said.active:
        access.shut_account(actor=actor, person=known.id, at=at)
        return
    account = access.account_of(actor=actor, person=known.id)
    if account is None:
        if known.email:
            access.give_account_at_address(actor=actor, person=known.id, at=at)
        return
    access.open_account_again(actor=actor, person=known.id, at=at)
    if has_moved and known.email and not has_power(actor, [known.id], at):
        try:
            access.move_account(actor=actor, person=known.id, at=at)
        except Refused:
            return  # they keep signing in as before


def _differs(row: DirectoryPerson, said: SaidOfPerson) -> bool:
    return any(getattr(row, name) != getattr(said, name) for name in _KEPT)


_KEPT: Final = (
    "user_name",
    "external_id",
    "active",
    "given_name",
    "family_name",
    "email",
    "title",
    "department",
    "manager",
)


def _write(row: DirectoryPerson, said: SaidOfPerson, at: datetime) -> None:
    for name in _KEPT:
        setattr(row, name, getattr(said, name))
    row.changed_at, row.version = at, row.version + 1
    row.save()


def _tidied(said: SaidOfPerson) -> SaidOfPerson:
    """Without spaces around, with a name and an address where they follow. Raises ``DirectoryRefused`` for what cannot be."""
    texts = {name: " ".join(getattr(said, name).split()) for name in _LONGEST}
    if not texts["user_name"]:
        raise DirectoryRefused(Wrong.VALUE, say("userName is empty: fill it in."))
    if not texts["email"] and _is_address(texts["user_name"]):
        texts["email"] = texts["user_name"]
    texts["name"] = texts["name"] or " ".join(filter(None, (texts["given_name"], texts["family_name"])))
    for name, longest in _LONGEST.items():
        if len(texts[name]) > longest:
            raise DirectoryRefused(
                Wrong.VALUE,
                say("{attribute} is longer than {most} characters: shorten it."),
                attribute=_NAMES.get(name, name),
                most=longest,
            )
        if "\x00" in texts[name]:
            raise DirectoryRefused(Wrong.VALUE, say("A text holds a character that cannot be kept (NUL)."))
    if texts["email"] and not _is_address(texts["email"]):
        raise DirectoryRefused(
            Wrong.VALUE, say("The e-mail address is not one: correct it in the directory.")
        )
    language = said.language.replace("_", "-").split("-")[0].lower()
    wanted = {**texts, "language": language if language in LANGUAGES else ""}
    return replace(said, **wanted)  # type: ignore[arg-type]  # of the texts alone


_NAMES: Final = {
    "user_name": "userName",
    "external_id": "externalId",
    "name": "displayName",
    "given_name": "name.givenName",
    "family_name": "name.familyName",
    "email": "emails.value",
    "number": "employeeNumber",
}


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _day(at: datetime) -> date:
    return timezone.localdate(at)
