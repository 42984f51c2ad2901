"""Whoever begins to work at an organisation can claim there: the role of employee comes with the first employment.

It gives no power over anybody else's work, so nobody has to think of it; other roles are given by an administrator.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.foundation.access.commands import assign_role
from bodemplaat.foundation.access.lists import ROLE, ROLES
from bodemplaat.foundation.access.models import RoleAssignment
from bodemplaat.foundation.audit.api import record_many
from bodemplaat.foundation.imports.api import Change, Fact, Line, Plan, RowChange, Terms
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role, command

EMPLOYEE: Final = Role.EMPLOYEE.value


def plan_people(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of people does, with the role of employee for everybody whose first employment is in it."""
    plan = organisations.PEOPLE_LIST.plan(actor, organisation, lines, terms)
    rows = RoleAssignment.records.of(actor).filter(organisation_id=organisation, role=EMPLOYEE)
    had = set(rows.values_list("person_id", flat=True))
    for number, change in enumerate(plan.changes):
        for person, since in organisations.first_employments(change):
            if person in had:
                continue
            columns = {
                "organisation_id": organisation,
                "person_id": person,
                "role": EMPLOYEE,
                "valid_from": since,
                "valid_until": None,
            }
            row = RowChange(RoleAssignment, terms.id("employee", person), None, columns)
            plan.changes[number] = replace(
                change,
                rows=[*change.rows, row],
                facts=[*change.facts, Fact(ROLE, None, ROLES[EMPLOYEE])],
            )
    return plan


def _follow_up(actor: Actor, changes: Sequence[Change], at: datetime) -> None:
    organisations.PEOPLE_LIST.follow_up(actor, changes, at)
    filled_in = [
        (UUID(str(row.after["person_id"])), UUID(str(row.after["organisation_id"])), {"role": EMPLOYEE})
        for change in changes
        for row in change.rows
        if row.model is RoleAssignment
    ]
    record_many(actor, "role.assigned", "person", filled_in, at=at)


PEOPLE: Final = replace(
    organisations.PEOPLE_LIST,
    models=(*organisations.PEOPLE_LIST.models, RoleAssignment),
    plan=plan_people,
    follow_up=_follow_up,
)


@command
def employ_somebody(
    *,
    actor: Actor,
    organisation: UUID,
    name: str,
    email: str,
    number: str,
    language: str,
    unit: UUID,
    manager: UUID | None,
    since: date,
    job_title: str,
    iban: str,
    at: datetime,
) -> UUID:
    """Add a person with an employment, who can claim from its first day; answers the person. Raises as the two do."""
    person = organisations.employ_somebody(
        actor=actor,
        organisation=organisation,
        name=name,
        email=email,
        number=number,
        language=language,
        unit=unit,
        manager=manager,
        since=since,
        job_title=job_title,
        iban=iban,
        at=at,
    )
    let_claim(actor=actor, person=person, since=since, at=at)
    return person


@command
def let_claim(*, actor: Actor, person: UUID, since: date, at: datetime) -> None:
    """Give somebody whose employment begins the role of employee, unless they ever had it: an end was meant."""
    if not RoleAssignment.records.of(actor).filter(person_id=person, role=EMPLOYEE).exists():
        assign_role(actor=actor, person=person, role=Role.EMPLOYEE, since=since, at=at)
