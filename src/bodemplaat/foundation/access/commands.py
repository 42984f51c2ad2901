"""Giving and taking roles, functions and substitutes."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.foundation.access.models import (
    FunctionAssignment,
    PersonalAccount,
    RoleAssignment,
    Substitution,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange, person_of, who_can_act_changed
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, command
from bodemplaat.kernel import say


@command
def give_account(*, actor: Actor, person: UUID, user: int, at: datetime) -> None:
    """Let an account sign in as a person."""
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if user == actor.user_id:
        raise Refused(say("Nobody signs in as another person: ask another administrator to do it."))
    PersonalAccount.records.of(actor).create(
        organisation_id=row.organisation_id, person_id=row.id, user_id=user
    )
    record(actor, "account.given", "person", person, row.organisation_id, at=at)


@command
def assign_role(*, actor: Actor, person: UUID, role: Role, since: date, at: datetime) -> UUID:
    """Give a person a role at their organisation. Raises ``Refused`` for one's own roles: four eyes."""
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    _check_not_oneself(actor, person)
    if role is Role.SYSTEM:
        raise Refused(say("The platform's own role cannot be given to a person."))
    check_not_of_the_cooperation(actor, role.value)
    same_role = RoleAssignment.records.of(actor).filter(person_id=row.id, role=role.value)
    if same_role.filter(Q(valid_until=None) | Q(valid_until__gt=since)).exists():
        raise Refused(say("This person has that role already. Let it end first, or choose a later day."))
    assignment = RoleAssignment.records.of(actor).create(
        organisation_id=row.organisation_id, person_id=row.id, role=role.value, valid_from=since
    )
    _note_begun(actor, assignment, "role.assigned", {"role": role.value}, at)
    return assignment.id


@command
def end_role(*, actor: Actor, assignment: UUID, until: date, at: datetime) -> None:
    """Let a role end; ``until`` is the first day without it. Raises ``Refused`` for one's own roles: four eyes."""
    row = RoleAssignment.records.of(actor).locked().one(id=assignment)
    check_not_of_the_cooperation(actor, row.role)
    _end(actor, row, "role.ended", {"role": row.role}, until, at)


@command
def assign_function(
    *, actor: Actor, person: UUID, function: str, unit: UUID | None = None, since: date, at: datetime
) -> UUID:
    """Give a person a named function, for one unit or for the whole organisation."""
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    _check_not_oneself(actor, person)
    assignment = FunctionAssignment.records.of(actor).create(
        organisation_id=row.organisation_id,
        person_id=row.id,
        function=function,
        unit_id=unit,
        valid_from=since,
    )
    _note_begun(actor, assignment, "function.assigned", {"function": function}, at)
    return assignment.id


@command
def end_function(*, actor: Actor, assignment: UUID, until: date, at: datetime) -> None:
    """Let a named function end; ``until`` is the first day without it. Raises as ``end_role``."""
    row = FunctionAssignment.records.of(actor).locked().one(id=assignment)
    _end(actor, row, "function.ended", {"function": row.function}, until, at)


@command
def name_substitute(
    *, actor: Actor, absent: UUID, substitute: UUID, since: date, until: date, at: datetime
) -> UUID:
    """Let one colleague stand in for another; by the absent person, or by an administrator who is not the substitute.

    ``until`` is the first day back. A chain may form; who decides in the end is worked out per claim, so that it
    never comes back to the claimant.
    """
    row = person_of(actor=actor, person=absent)
    other = person_of(actor=actor, person=substitute)
    if other.organisation_id != row.organisation_id:
        raise NotFound("person")
    if actor.person_id != absent:
        check_may_arrange(actor=actor, organisation=row.organisation_id)
    if actor.person_id != absent and substitute in actor.people:
        raise Refused(
            say(
                "Nobody lets themselves stand in for a colleague: that colleague or another administrator does."
            )
        )
    if absent == substitute or actor.people >= {absent, substitute}:
        raise Refused(say("Choose a colleague: nobody can stand in for themselves."))
    if until <= since:
        raise Refused(say("The first day back must come after the first day away."))
    substitution = Substitution.records.of(actor).create(
        organisation_id=row.organisation_id,
        absent_id=row.id,
        substitute_id=other.id,
        valid_from=since,
        valid_until=until,
    )
    record(
        actor,
        "substitute.named",
        "person",
        absent,
        row.organisation_id,
        at=at,
        details={
            "substitute": str(substitute),
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
    )
    who_can_act_changed(actor=actor, organisation=row.organisation_id, days=[since, until], at=at)
    return substitution.id


@command
def end_substitution(*, actor: Actor, substitution: UUID, at: datetime) -> None:
    """Take a substitution back: from the Dutch day of ``at`` it no longer holds; one not yet begun is removed.

    Raises ``Refused`` for one that has ended: what held then stays as it was.
    """
    row = Substitution.records.of(actor).locked().one(id=substitution)
    if actor.person_id != row.absent_id:
        check_may_arrange(actor=actor, organisation=row.organisation_id)
    today = timezone.localdate(at)
    if row.valid_until is not None and row.valid_until <= today:
        raise Refused(say("This substitution has ended already."))
    if today > row.valid_from:
        row.valid_until = today
        row.save(update_fields=["valid_until"])
    else:
        row.delete()
    record(actor, "substitute.ended", "person", row.absent_id, row.organisation_id, at=at)
    who_can_act_changed(actor=actor, organisation=row.organisation_id, days=[timezone.localdate(at)], at=at)


def _check_not_oneself(actor: Actor, person: UUID) -> None:
    if person in actor.people:
        raise Refused(say("Nobody changes their own roles or functions: ask another administrator to do it."))


def check_not_of_the_cooperation(actor: Actor, role: str) -> None:
    """Whoever administers one organisation does not decide who administers the cooperation."""
    if role == Role.COOPERATION_ADMINISTRATOR.value and not actor.is_system:
        raise Refused(say("Who administers the cooperation is not decided by one organisation."))


def _check_ends_after(since: date, until: date) -> None:
    if until <= since:
        raise Refused(
            say("It can end after {since_day} at the earliest, the day it began."),
            since_day=since.isoformat(),
        )


def _note_begun(
    actor: Actor,
    assignment: RoleAssignment | FunctionAssignment,
    action: str,
    details: dict[str, object],
    at: datetime,
) -> None:
    organisation = assignment.organisation_id
    record(actor, action, "person", assignment.person_id, organisation, at=at, details=details)
    if not actor.is_system:
        who_can_act_changed(actor=actor, organisation=organisation, days=[assignment.valid_from], at=at)


def _end(
    actor: Actor,
    assignment: RoleAssignment | FunctionAssignment,
    action: str,
    details: dict[str, object],
    until: date,
    at: datetime,
) -> None:
    check_may_arrange(actor=actor, organisation=assignment.organisation_id)
    _check_not_oneself(actor, assignment.person_id)
    _check_ends_after(assignment.valid_from, until)
    assignment.valid_until = until
    assignment.save(update_fields=["valid_until"])
    organisation = assignment.organisation_id
    record(actor, action, "person", assignment.person_id, organisation, at=at, details=details)
    who_can_act_changed(actor=actor, organisation=organisation, days=[until], at=at)
