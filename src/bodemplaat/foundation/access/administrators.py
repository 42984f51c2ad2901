"""Who administers a cooperation: named and ended by another who does, never the last and never oneself."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.foundation.access.models import RoleAssignment
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import person_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, Refused, Role, command, query
from bodemplaat.kernel import say


@dataclass(frozen=True, slots=True)
class CooperationAdministrator:
    """Somebody who administers the cooperations seated at an organisation, or will; ``until`` is the first day without."""

    assignment_id: UUID
    person_id: UUID
    name: str
    email: str
    since: date
    until: date | None


@query
def cooperation_administrators(*, actor: Actor, on: date) -> tuple[CooperationAdministrator, ...]:
    """Who administers the cooperation from a day on, by name; for whoever does so themselves."""
    _check(actor)
    rows = _held(actor).filter(Q(valid_until=None) | Q(valid_until__gt=on)).select_related("person")
    return tuple(
        CooperationAdministrator(
            row.id, row.person_id, row.person.name, row.person.email, row.valid_from, row.valid_until
        )
        for row in rows.order_by("person__name", "valid_from", "id")
    )


@command
def name_cooperation_administrator(*, actor: Actor, person: UUID, since: date, at: datetime) -> UUID:
    """Let a colleague of the seat administer the cooperation too, from a day on.

    Raises ``Refused`` for oneself, for who does so already, and for anyone who does not administer it; ``NotFound`` for
    somebody of another organisation.
    """
    _check(actor)
    row = person_of(actor=actor, person=person)
    if person in actor.people:
        raise Refused(say("Nobody changes their own roles or functions: ask another administrator to do it."))
    assignments = _held(actor).filter(Q(valid_until=None) | Q(valid_until__gt=since), person_id=person)
    if assignments.exists():
        raise Refused(say("This person administers the cooperation already."))
    assignment = RoleAssignment.records.of(actor).create(
        organisation_id=row.organisation_id,
        person_id=row.id,
        role=Role.COOPERATION_ADMINISTRATOR.value,
        valid_from=since,
    )
    details = {"role": Role.COOPERATION_ADMINISTRATOR.value, "since": since.isoformat()}
    record(actor, "role.assigned", "person", person, row.organisation_id, at=at, details=details)
    return assignment.id


@command
def end_cooperation_administrator(*, actor: Actor, assignment: UUID, until: date, at: datetime) -> None:
    """Let somebody administer the cooperation no longer from a day on; one that is still to begin is removed.

    Raises ``Refused`` for oneself, for a day that has passed, and for the last: on every later day somebody must be there.
    """
    _check(actor)
    rows = list(
        _held(actor).locked().order_by("id")
    )  # all of them: two who end each other wait for one another
    row = next((each for each in rows if each.id == assignment), None)
    if row is None:
        raise NotFound("role")
    if row.person_id in actor.people:
        raise Refused(say("Nobody changes their own roles or functions: ask another administrator to do it."))
    if until < timezone.localdate(at):
        raise Refused(say("Choose today or a later day."))
    stay = [
        each for each in rows if each.id != row.id and each.valid_from <= until and each.valid_until is None
    ]
    if not stay:
        raise Refused(
            say(
                "Somebody has to administer the cooperation. Name another administrator first, without an end."
            )
        )
    if until <= row.valid_from:
        row.delete()
    else:
        row.valid_until = until
        row.save(update_fields=["valid_until"])
    details = {"role": row.role, "until": until.isoformat()}
    record(actor, "role.ended", "person", row.person_id, row.organisation_id, at=at, details=details)


def _check(actor: Actor) -> None:
    if actor.role is not Role.COOPERATION_ADMINISTRATOR:
        raise Refused(say("Only an administrator of the cooperation can do this."))


def _held(actor: Actor) -> GuardedQuerySet[RoleAssignment]:
    rows = RoleAssignment.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.filter(role=Role.COOPERATION_ADMINISTRATOR.value)
