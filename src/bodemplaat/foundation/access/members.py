"""The list of the organisations of a cooperation, with who administers each first and is invited."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.foundation.access.invitations import invite
from bodemplaat.foundation.access.models import RoleAssignment
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.imports.api import Change, RowChange, Terms
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role, command


def _administers(terms: Terms, member: UUID, person: UUID, since: date) -> RowChange:
    columns = {
        "organisation_id": member,
        "person_id": person,
        "role": Role.ADMINISTRATOR.value,
        "valid_from": since,
        "valid_until": None,
    }
    return RowChange(RoleAssignment, terms.id("administrates", member), None, columns)


def follow_up(actor: Actor, changes: Sequence[Change], at: datetime) -> None:
    """Each member's own trail tells what it takes part as; the administrator of a new one is invited."""
    for each in organisations.changed_members(changes):
        _take_part(actor=Actor.system(each.id, cooperations=actor.cooperations), member=each, at=at)


@command
def _take_part(*, actor: Actor, member: organisations.ChangedMember, at: datetime) -> None:
    own, person = member.id, member.administrator
    if member.is_new:
        record(actor, "organisation.registered", "organisation", own, own, at=at)
    record(actor, "cooperation.joined", "organisation", own, own, at=at)
    if person is not None:
        record(actor, "person.added", "person", person, own, at=at)
        details = {"role": Role.ADMINISTRATOR.value}
        record(actor, "role.assigned", "person", person, own, at=at, details=details)
        invite(actor=actor, person=person, at=at)


MEMBERS: Final = organisations.members_list(
    assignment=RoleAssignment, administers=_administers, follow_up=follow_up
)
