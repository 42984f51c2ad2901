"""A whole cooperation from files in one go: organisations, tasks, units, people, roles and whatever lists there are more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from bodemplaat.foundation.access.commands import assign_role
from bodemplaat.foundation.access.invitations import invite
from bodemplaat.foundation.access.members import MEMBERS
from bodemplaat.foundation.imports.api import (
    FileMistake,
    Filled,
    HandedIn,
    KnownFile,
    Mistake,
    UnsoundFiles,
    fill_organisations,
    read_in_order,
    to_nobody,
)
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query
from bodemplaat.kernel import say

FOUNDED: Final = UUID("5f1f5c52-9c1c-4c0e-9a38-6f0e6d3c2b71")
"""Under it stand the ids of cooperations that files founded, by their names."""


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
    known, mistakes = read(files)
    of_members = [each for each in known if each.a_list.name == MEMBERS.name]
    with transaction.atomic():
        administrator = _begin(system, name, variant, of_members[0], since, at)
        filled, wrong = fill(system, known, since, at)
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


def read(files: Sequence[HandedIn]) -> tuple[Sequence[KnownFile], Sequence[FileMistake]]:
    """The files in their order, and what is wrong with those of no known list. Raises ``UnsoundFiles`` without members."""
    known, mistakes = read_in_order(files)
    if any(each.read.lines for each in known if each.a_list.name == MEMBERS.name):
        return known, mistakes
    said = say("None of the files is a filled list of organisations: a cooperation begins with it.")
    mistakes = [*mistakes, FileMistake("", Mistake(0, "", said))]
    mistakes += [FileMistake(e.file.name, m) for e in known for m in e.read.mistakes]
    raise UnsoundFiles(mistakes)


def fill(
    system: Actor,
    known: Sequence[KnownFile],
    since: date,
    at: datetime,
    tell: Callable[[str, int], None] = to_nobody,
    *,
    is_rehearsed: bool = False,
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
        tell=tell,
        is_rehearsed=is_rehearsed,
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
