"""A whole cooperation from files in one go: organisations, tasks, units, people, roles and whatever lists there are more."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import connection, transaction

from bodemplaat.foundation.access.commands import assign_role
from bodemplaat.foundation.access.invitations import invite
from bodemplaat.foundation.access.lists import PERSON
from bodemplaat.foundation.access.members import MEMBERS
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.powers import own_addresses
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.imports.api import (
    MOST_FILES,
    FileMistake,
    Filled,
    HandedIn,
    KnownFile,
    Mistake,
    UnsoundFiles,
    check_as_shown,
    fill_organisations,
    keep_to_begin,
    kept_to_begin,
    read_in_order,
    take_to_begin,
)
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, command, query
from bodemplaat.kernel import say

FOUNDED: Final = UUID("5f1f5c52-9c1c-4c0e-9a38-6f0e6d3c2b71")
"""Under it stand the ids of cooperations that files founded, by their names."""

MODEST: Final = frozenset({Role.ADMINISTRATOR.value, Role.EMPLOYEE.value})
"""Roles that whoever founds from a page has, or may have, at their own organisation: neither approves nor pays."""


@dataclass(frozen=True, slots=True)
class FoundedCooperation:
    """What was founded: its id, its members by name, and what each file brought."""

    id: UUID
    seat: UUID
    administrator: UUID
    """The person who administers the cooperation and the organisation at its seat."""
    members: Mapping[str, UUID]
    filled: Mapping[str, Filled]


def found_from_files(
    *, name: str, variant: str, files: Sequence[HandedIn], since: date, at: datetime
) -> FoundedCooperation:
    """Found a cooperation by the same lists as the pages take; its seat is the first line of the list of organisations.

    Whoever administers the seat administers the cooperation too; the administrator of each member is invited. For the
    platform alone, at its own machine. Raises ``UnsoundFiles`` with every mistake by file and line, and ``Refused`` when a
    cooperation of this name was founded here before: then nothing is stored.
    """
    # an id that follows from the name: the second lock hides other cooperations, and a key that is taken cannot be
    cooperation = uuid5(FOUNDED, " ".join(name.split()).casefold())
    seat = uuid5(cooperation, "seat")
    system = Actor.system(seat, cooperations=[cooperation])
    if organisations.cooperations_seated(actor=system):
        raise Refused(
            say(
                "“{name}” was founded here from files before, so nothing was stored. More goes in on its own pages, or found"
                " another one under another name."
            ),
            name=name,
        )
    known, mistakes = _read(files)
    of_members = [each for each in known if each.a_list.name == MEMBERS.name]
    with transaction.atomic():
        administrator = _begin(system, name, variant, of_members[0], since, at)
        filled, wrong = _fill(system, known, since, at)
        first = next(each for each in of_members[0].read.lines)
        if not first.text("administrator") or not first.text("email"):
            said = say("Fill in who administers the first organisation, and with it the cooperation.")
            mistakes = [
                *mistakes,
                FileMistake(
                    of_members[0].file.name, Mistake(first.number, organisations.WHO_ADMINISTERS, said)
                ),
            ]
        if mistakes or wrong:
            raise UnsoundFiles([*mistakes, *wrong])
        return FoundedCooperation(cooperation, seat, administrator, _members(actor=system), filled)


def _read(files: Sequence[HandedIn]) -> tuple[Sequence[KnownFile], Sequence[FileMistake]]:
    """The files in their order, and what is wrong with those of no known list. Raises ``UnsoundFiles`` without members."""
    known, mistakes = read_in_order(files)
    if any(each.read.lines for each in known if each.a_list.name == MEMBERS.name):
        return known, mistakes
    said = say("None of the files is a filled list of organisations: a cooperation begins with it.")
    mistakes = [*mistakes, FileMistake("", Mistake(0, "", said))]
    mistakes += [FileMistake(e.file.name, m) for e in known for m in e.read.mistakes]
    raise UnsoundFiles(mistakes)


def _fill(
    system: Actor, known: Sequence[KnownFile], since: date, at: datetime
) -> tuple[Mapping[str, Filled], Sequence[FileMistake]]:
    """Fill the lists of every member, as the platform at the seat; what each file brought, and what is wrong."""
    ids: dict[str, UUID] = {}

    def members() -> dict[str, UUID]:
        if len(ids) < 2:
            ids.update(_members(actor=system))
        return ids

    def member(written: str) -> Actor | None:
        by_name = {organisations.name_to_compare(each): identity for each, identity in members().items()}
        organisation = by_name.get(organisations.name_to_compare(written))
        return None if organisation is None else Actor.system(organisation, cooperations=system.cooperations)

    return fill_organisations(
        known,
        seat=system,
        member=member,
        members=lambda: sorted(members()),
        written={
            name
            for each in known
            if each.a_list.name == MEMBERS.name
            for line in each.read.lines
            for name in (
                line.text("organisation").casefold(),
                organisations.name_to_compare(line.text("organisation")),
            )
        },
        since=since,
        at=at,
    )


def _begin(system: Actor, name: str, variant: str, members: KnownFile, since: date, at: datetime) -> UUID:
    """The cooperation, its seat and who administers both; the files say the rest."""
    line = next((each for each in members.read.lines if each.text("organisation")), members.read.lines[0])
    seat = system.organisation_id
    known = {each.name.casefold(): each for each in organisations.known_municipalities()}
    name_of_seat = organisations.name_of_code(line.text("organisation"))
    own = known.get(organisations.name_to_compare(name_of_seat))
    kind = line.text("kind") or organisations.Kind.MUNICIPALITY.value
    is_known = own is not None and kind == organisations.Kind.MUNICIPALITY
    organisations.register_organisation(
        actor=system,
        organisation=seat,
        name=name_of_seat,
        kind=kind,
        cbs_code=own.cbs_code if own and is_known else "",
        oin=own.oin if own and is_known else "",
        inhabitants=own.inhabitants if own and is_known else None,
        town=line.text("town")[:35],
        at=at,
    )
    organisations.found_cooperation(
        actor=system, cooperation=next(iter(system.cooperations)), name=name, variant=variant, at=at
    )
    person = organisations.add_person(
        actor=system,
        organisation=seat,
        name=line.text("administrator") or name,
        email=line.text("email"),
        at=at,
    )
    for role in (Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR):
        assign_role(actor=system, person=person, role=role, since=line.day("since") or since, at=at)
    if line.text("email"):
        invite(actor=system, person=person, at=at)
    return person


@query
def _members(*, actor: Actor) -> dict[str, UUID]:
    return {
        member.name: member.id
        for each in organisations.cooperations_seated(actor=actor)
        for member in each.members
    }


# -- on the pages of the first administrator --------------------------------------------------------------------------


@query
def check_may_begin_with_files(*, actor: Actor) -> None:
    """Raise ``Refused`` for anyone but the first administrator of a site on which there is nobody and nothing else yet.

    Files fill every organisation, its roles and accounts to pay to. Once others work here, each fills their own.
    """
    seated = organisations.cooperations_seated(actor=actor)
    alone = [{member.id for member in each.members} <= {actor.organisation_id} for each in seated]
    if actor.role is not Role.COOPERATION_ADMINISTRATOR or alone != [True] or User.objects.count() != 1:
        raise Refused(
            say(
                "Only the first administrator begins with files, and only while nobody else has an account here and no other"
                " organisation takes part. Add organisations on their own page; each fills its own lists."
            )
        )


def preview_beginning(*, actor: Actor, files: Sequence[HandedIn], since: date, at: datetime) -> UUID:
    """What files of a whole cooperation would found, held for a day; returns the id that they share.

    Raises ``UnsoundFiles`` with every mistake by file and line: then nothing is stored at all; and ``Refused``.
    """
    check_may_begin_with_files(actor=actor)
    if len(files) > MOST_FILES:
        raise Refused(say("At most {most} files go together. Hand in fewer."), most=MOST_FILES)
    with transaction.atomic():
        filled = _filled(actor, files, since, at)
        transaction.set_rollback(True)
    return keep_to_begin(actor=actor, filled=filled, since=since, at=at)


def carry_out_beginning(*, actor: Actor, together: UUID, at: datetime) -> None:
    """Found what the preview showed, all of it or nothing.

    Raises ``Outdated`` when it would be something else by now (``renew_beginning``), ``UnsoundFiles``, ``Refused``, and
    ``NotFound`` for files that wait no longer.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('bodemplaat.setup', 0))")
        check_may_begin_with_files(actor=actor)
        seen = kept_to_begin(actor=actor, together=together)
        since, files = take_to_begin(actor=actor, together=together)
        filled = _filled(actor, files, since, at)
        check_as_shown(seen, filled)
        _note(actor=actor, at=at)


def renew_beginning(*, actor: Actor, together: UUID, at: datetime) -> UUID:
    """Work out anew what the files that wait would found; returns their new id. Raises as ``preview_beginning``."""
    with transaction.atomic():
        since, files = take_to_begin(actor=actor, together=together)
        return preview_beginning(actor=actor, files=files, since=since, at=at)


@command
def _note(*, actor: Actor, at: datetime) -> None:
    (seated,) = organisations.cooperations_seated(actor=actor)
    record(actor, "cooperation.filled", "cooperation", seated.id, actor.organisation_id, at=at)


def _filled(actor: Actor, files: Sequence[HandedIn], since: date, at: datetime) -> Mapping[str, Filled]:
    """Fill the actor's cooperation from files. Raises ``UnsoundFiles``: the caller's transaction has to be taken back."""
    known, mistakes = _read(files)
    own, cooperation = _own(actor=actor)
    system = Actor.system(actor.organisation_id, cooperations=[cooperation])
    mistakes = [*mistakes, *_of_one_name(files), *_for_oneself(known, own, actor.organisation_name)]
    filled, wrong = _fill(system, known, since, at)
    if mistakes or wrong:
        raise UnsoundFiles([*mistakes, *wrong])
    return filled


@query
def _own(*, actor: Actor) -> tuple[frozenset[str], UUID]:
    (seated,) = organisations.cooperations_seated(actor=actor)
    return frozenset(own_addresses(actor)), seated.id


def _of_one_name(files: Sequence[HandedIn]) -> Iterator[FileMistake]:
    for name, count in Counter(each.name for each in files).items():
        if count > 1:
            said = say("Several files have this name. Give each a name of its own.")
            yield FileMistake(name, Mistake(0, "", said))


def _for_oneself(known: Sequence[KnownFile], own: Collection[str], own_name: str) -> Iterator[FileMistake]:
    """Lines with which somebody gives themselves another organisation, a role or a function."""
    here = organisations.name_to_compare(own_name)
    numbers = {
        (line.text("whose").casefold(), line.text("number").casefold())
        for each in known
        if each.a_list.name == "people"
        for line in each.read.lines
        if line.text("email").casefold() in own and line.text("number")
    }
    for each in known:
        for line in each.read.lines:
            whose, person = line.text("whose").casefold(), line.text("person").casefold()
            is_here = organisations.name_to_compare(whose or own_name) == here
            if each.a_list.name == MEMBERS.name and line.text("email").casefold() in own:
                name = organisations.name_of_code(line.text("organisation"))
                if organisations.name_to_compare(name) != here:
                    said = say(
                        "Nobody makes themselves the administrator of a new organisation: fill in somebody else."
                    )
                    yield FileMistake(
                        each.file.name, Mistake(line.number, organisations.WHO_ADMINISTERS, said)
                    )
            if (
                each.a_list.name in {"roles", "functions"}
                and (person in own or (whose, person) in numbers)
                and not (is_here and line.text("role") in MODEST)
            ):
                said = say(
                    "Beside administrator and employee of your own organisation nobody gives themselves a role or function."
                    " Leave this line out: another administrator gives it later."
                )
                yield FileMistake(each.file.name, Mistake(line.number, PERSON, said))
