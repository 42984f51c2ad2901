"""Groups of the directory. A group means nothing here until an administrator says that it is a role or a unit.

What gives no power happens by itself: the role of employee, and a place in a unit. What takes power away happens at
once. A role that decides about others waits until an administrator gives it (``asks``).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.directory.models import DirectoryGroup, DirectoryMember, DirectoryPerson
from bodemplaat.foundation.directory.people import WITHOUT_POWER, lock
from bodemplaat.foundation.directory.queries import group_in_directory
from bodemplaat.foundation.directory.values import DirectoryRefused, GroupInDirectory, SaidOfGroup, Wrong
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, Refused, Role, command
from bodemplaat.kernel import say

CAN_BE: Final = (
    Role.EMPLOYEE,
    Role.MANAGER,
    Role.CONTROLLER,
    Role.SSC_CLERK,
    Role.SSC_PAYER,
    Role.CONTRACT_MANAGER,
)
"""Roles that a group may be. Who administers is never decided by a directory: the administrator decides over it."""


@command
def save_group(*, actor: Actor, group: UUID | None, said: SaidOfGroup, at: datetime) -> GroupInDirectory:
    """Add a group that the directory tells of (``None``), or let a known one be as it says, with its members.

    Saying the same again changes nothing. Raises ``DirectoryRefused`` for a member who is not tied to the directory, and
    ``NotFound`` for a group that is not there.
    """
    lock(actor)
    organisation = actor.organisation_id
    name, external = " ".join(said.name.split()), said.external_id.strip()
    if not name or len(name) > 254 or len(external) > 254 or "\x00" in name + external:
        raise DirectoryRefused(
            Wrong.VALUE,
            say("displayName is empty or longer than 254 characters: correct it in the directory."),
        )
    rows = DirectoryGroup.records.of(actor).filter(organisation_id=organisation)
    row = None if group is None else rows.locked().one(id=group)
    others = rows.exclude(id=group) if group else rows
    taken = others.filter(external_id=external) if external else others.filter(name__iexact=name)
    if taken.exists():
        raise DirectoryRefused(
            Wrong.TAKEN, say("Another group of the directory has this externalId or this name already.")
        )
    wanted = _people(actor, said.members)
    if row is None:
        row = DirectoryGroup(organisation_id=organisation, made_at=at, version=0)
        action, has_changed, before = "directory.group_added", True, set[UUID]()
    else:
        action, has_changed = "directory.group_changed", (row.name, row.external_id) != (name, external)
        before = set(_members(actor, row).values_list("person_id", flat=True))
    if has_changed or before != wanted:
        row.name, row.external_id, row.changed_at, row.version = name, external, at, row.version + 1
        row.save()
        details = {"added": len(wanted - before), "removed": len(before - wanted)}
        record(actor, action, "directory_group", row.id, organisation, at=at, details=details)
    DirectoryMember.records.of(actor).bulk_create(
        DirectoryMember(organisation_id=organisation, group_id=row.id, person_id=person)
        for person in sorted(wanted - before)
    )
    _members(actor, row).filter(person_id__in=before - wanted).delete()
    _joined(actor, row, sorted(wanted - before), at)
    _left(actor, row, sorted(before - wanted), at)
    return group_in_directory(actor=actor, group=row.id)


@command
def remove_group(*, actor: Actor, group: UUID, at: datetime) -> None:
    """Remove a group, with what it gave its members. Raises ``NotFound`` the second time."""
    lock(actor)
    organisation = actor.organisation_id
    row = DirectoryGroup.records.of(actor).locked().one(id=group, organisation_id=organisation)
    members = sorted(_members(actor, row).values_list("person_id", flat=True))
    _members(actor, row).delete()
    _left(actor, row, members, at)
    row.delete()
    record(actor, "directory.group_removed", "directory_group", group, organisation, at=at)


@command
def say_what_group_is(
    *, actor: Actor, group: UUID, role: Role | None = None, unit: UUID | None = None, at: datetime
) -> None:
    """Let a group be a role or a unit, or nothing again; by an administrator. Holds for who is in it and who comes.

    Roles that decide about others still wait for an administrator, person by person. What members have already they keep.
    Raises ``Refused`` for a role that a group cannot be here.
    """
    organisation = actor.organisation_id
    organisations.check_may_arrange(actor=actor, organisation=organisation)
    lock(actor)
    row = DirectoryGroup.records.of(actor).locked().one(id=group, organisation_id=organisation)
    if role is not None and unit is not None:
        raise Refused(say("A group is a role or a unit, not both: choose one."))
    if role is not None and role not in roles_a_group_can_be(actor=actor):
        raise Refused(say("A group cannot be this role: choose another one."))
    if unit is not None:
        organisations.unit_of(actor=actor, unit=unit, on=timezone.localdate(at))
    if (row.role, row.unit_id) == (role.value if role else "", unit):
        return
    row.role, row.unit_id = role.value if role else "", unit
    row.save(update_fields=["role", "unit"])
    details = {"role": row.role, "id": str(unit or "")}
    record(actor, "directory.group_mapped", "directory_group", row.id, organisation, at=at, details=details)
    _joined(actor, row, sorted(_members(actor, row).values_list("person_id", flat=True)), at)


def roles_a_group_can_be(*, actor: Actor) -> tuple[Role, ...]:
    """The roles that a group can be at the actor's organisation: those of a provider at a provider only."""
    own = next(
        each for each in organisations.organisations_in_scope(actor=actor) if each.id == actor.organisation_id
    )
    of_a_provider = {Role.SSC_CLERK, Role.SSC_PAYER, Role.CONTRACT_MANAGER}
    return tuple(role for role in CAN_BE if own.kind == "provider" or role not in of_a_provider)


def _people(actor: Actor, members: Iterable[str]) -> set[UUID]:
    try:
        wanted = {UUID(member) for member in members}
    except ValueError:
        wanted = {UUID(int=0)}
    rows = DirectoryPerson.records.of(actor).filter(
        organisation_id=actor.organisation_id, person_id__in=wanted
    )
    known = set(rows.values_list("person_id", flat=True))
    if known != wanted:
        raise DirectoryRefused(
            Wrong.VALUE, say("A member of the group is no person of the directory: send the person first.")
        )
    return known


def _members(actor: Actor, row: DirectoryGroup) -> GuardedQuerySet[DirectoryMember]:
    return DirectoryMember.records.of(actor).filter(group_id=row.id)


def _joined(actor: Actor, row: DirectoryGroup, people: Iterable[UUID], at: datetime) -> None:
    today = timezone.localdate(at)
    for person in people:
        if person in actor.people:
            continue  # nobody gives themselves anything: another administrator does
        if row.role and Role(row.role) in WITHOUT_POWER:
            assignments = access.assignments_of(actor=actor, people=[person], on=today)[person]
            if not any(each.role is Role(row.role) for each in assignments):
                access.assign_role(actor=actor, person=person, role=Role(row.role), since=today, at=at)
        if row.unit_id:
            place_in_unit(actor, person, row.unit_id, at)


def _left(actor: Actor, row: DirectoryGroup, people: Iterable[UUID], at: datetime) -> None:
    if not row.role:
        return
    for person in people:
        elsewhere = DirectoryMember.records.of(actor).filter(person_id=person, group__role=row.role)
        if not elsewhere.exists():
            access.take_role_away(actor=actor, person=person, role=Role(row.role), at=at)


def place_in_unit(actor: Actor, person: UUID, unit: UUID, at: datetime) -> None:
    """Let somebody work in a unit from today: their one employment goes on there, or one begins without a manager.

    Somebody with several employments, or with one that is still to begin, stays where they are.
    """
    today = timezone.localdate(at)
    jobs = organisations.employments_of_people(actor=actor, people=[person], on=today, still_to_come=True)
    own = jobs.get(person, ())
    try:
        if not own:
            organisations.add_employment(
                actor=actor,
                organisation=actor.organisation_id,
                person=person,
                unit=unit,
                manager=None,
                since=today,
                at=at,
            )
        elif len(own) == 1 and own[0].since <= today and own[0].unit_id != unit:
            organisations.change_employment(
                actor=actor,
                employment=own[0].id,
                unit=unit,
                manager=own[0].manager_id,
                job_title=own[0].job_title,
                iban=own[0].iban,
                since=today,
                at=at,
            )
    except (Refused, NotFound):
        return  # the unit has ended: the page of the connection shows who is in which group
