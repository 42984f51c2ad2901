"""The list itself: what a file of people does, and the list as it stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, cast
from uuid import UUID

from bodemplaat.foundation.imports.api import Change, ImportedList, Line, Plan, Terms, Value
from bodemplaat.foundation.organisations.employee_accounts import note_changed_accounts
from bodemplaat.foundation.organisations.lists.people.columns import COLUMNS
from bodemplaat.foundation.organisations.lists.people.comparing import compare
from bodemplaat.foundation.organisations.lists.people.ending import check_managers, end_the_others
from bodemplaat.foundation.organisations.lists.people.overlay import Overlay
from bodemplaat.foundation.organisations.lists.people.recognising import recognise
from bodemplaat.foundation.organisations.lists.people.standing import Standing
from bodemplaat.foundation.organisations.lists.people.undoing import check_undo
from bodemplaat.foundation.organisations.lists.people.wanting import wanted_of
from bodemplaat.foundation.organisations.lists.units import announce, may_arrange
from bodemplaat.foundation.organisations.models import Employment, Person
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say


def plan_people(actor: Actor, organisation: UUID, lines: Sequence[Line], terms: Terms) -> Plan:
    """What a file of people does."""
    overlay = Overlay(actor, Standing.read(actor, organisation), terms)
    recognise(overlay, lines)
    for line, wanted in tuple(wanted_of(overlay)):
        compare(overlay, line, wanted)
    if terms.is_complete:
        end_the_others(overlay)
    check_managers(overlay)
    return overlay.plan


def current_people(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """Who is employed on a day or will be, by name: the last employment of each."""
    standing = Standing.read(actor, organisation)
    lines: list[Mapping[str, Value]] = []
    for someone in standing.people.values():
        jobs = [job for job in standing.jobs.get(someone.id, []) if job.lasts_after(on)]
        if not jobs:
            continue
        job = jobs[-1]
        manager = standing.people.get(job.manager) if job.manager else None
        lines.append(
            {
                "number": someone.number,
                "name": someone.name,
                "email": someone.email,
                "unit": standing.units[job.unit][0],
                "manager": (manager.number or manager.email) if manager else "",
                "job": job.job,
                "iban": job.iban,
                "since": job.begun,
                "until": job.until,
                "language": someone.language,
            }
        )
    return lines


def first_employments(change: Change) -> Sequence[tuple[UUID, date]]:
    """Who begins to work here by a change of this list, and from which day; nobody where an employment goes on otherwise."""
    jobs = [row for row in change.rows if row.model is Employment]
    if any(row.before is not None for row in jobs):
        return ()
    return [(cast(UUID, row.after["person_id"]), cast(date, row.after["valid_from"])) for row in jobs][:1]


PEOPLE: Final = ImportedList(
    name="people",
    title=say("People"),
    columns=COLUMNS,
    models=(Person, Employment),
    plan=plan_people,
    current=current_people,
    check=may_arrange,
    afterwards=announce,
    check_undo=check_undo,
    follow_up=note_changed_accounts,
    order=20,
    completes=say("This is the complete list: somebody who is not in it leaves"),
)
