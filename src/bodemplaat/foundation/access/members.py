"""The list of the organisations of a cooperation, with who administers each first and is invited."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access.closing import known_to_others
from bodemplaat.foundation.access.invitations import invite
from bodemplaat.foundation.access.models import PersonalAccount, RoleAssignment
from bodemplaat.foundation.access.powers import own_addresses
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.imports.api import Change, RowChange, Terms
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, command
from bodemplaat.kernel import say


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


def take_back(actor: Actor, rows: Sequence[RowChange], at: datetime) -> None:
    """Take back the accounts of first administrators, and let the trail of each new member say that it left.

    Raises ``Refused`` with the names of those who signed in by now.
    """
    added, people = organisations.added_with_administrators(rows)
    accounts = list(
        PersonalAccount.records.of(actor).filter(person_id__in=people).select_related("user", "person")
    )
    elsewhere = {
        each.user_id for each in accounts if known_to_others(each.user_id, organisation=each.organisation_id)
    }
    names = [each.person.name for each in accounts if each.user.last_login and each.user_id not in elsewhere]
    if names:
        raise Refused(
            say(
                "{count} {count:administrator has|administrators have} signed in by now: {names}. Let the organisation leave"
                " from a day instead, on its own page."
            ),
            count=len(names),
            names=", ".join(sorted(names)),
        )
    for account in accounts:
        account.delete()
        if account.user_id not in elsewhere:
            account.user.delete()
        record(actor, "account.shut", "person", account.person_id, account.organisation_id, at=at)
    details = {"until": timezone.localdate(at).isoformat()}
    for each in added:
        record(actor, "cooperation.left", "organisation", each, each, at=at, details=details)


MEMBERS: Final = organisations.members_list(
    assignment=RoleAssignment,
    administers=_administers,
    own=own_addresses,
    follow_up=follow_up,
    follows=frozenset({"audit.auditentry", PersonalAccount._meta.label_lower}),
    take_back=take_back,
)
