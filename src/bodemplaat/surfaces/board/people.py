"""The people of the organisation: who works where, for whom, in which roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import stuck_claims
from bodemplaat.foundation.access.api import AssignmentView, assignments_of, page
from bodemplaat.foundation.design.api import ROLE_LABELS, on_day, page_number, page_of, rows_before
from bodemplaat.foundation.organisations.api import (
    EmploymentView,
    employments_of_people,
    people_found,
    unit_names_on,
)
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.surfaces.board.wording import function_name

ROWS = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list; units and managers of every employment that holds on the day."""

    id: UUID
    name: str
    units: str
    managers: str
    roles: tuple[str, ...]
    functions: tuple[str, ...]


@require_GET
@page(Role.ADMINISTRATOR)
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list on a day, by name, searched; of today everybody, of another day who was or will be employed."""
    text, today = request.GET.get("q", "")[:100], timezone.localdate()
    chosen_day = on_day(request, today)
    descending = request.GET.get("sort") == "-name"
    people, count = people_found(
        actor=actor,
        organisation=actor.organisation_id,
        on=None if chosen_day.is_today else chosen_day.day,
        text=text,
        descending=descending,
        start=rows_before(request, ROWS),
        count=ROWS,
    )
    ids = [person.id for person in people]
    work = employments_of_people(actor=actor, people=ids, on=chosen_day.day)
    assignments = assignments_of(actor=actor, people=ids, on=chosen_day.day)
    units = unit_names_on(actor=actor, organisation=actor.organisation_id, on=chosen_day.day)
    rows = [
        _row(
            person.id,
            person.name,
            work.get(person.id, ()),
            units,
            [a for a in assignments[person.id] if a.since <= chosen_day.day],
        )
        for person in people
    ]
    then = {} if chosen_day.is_today else {"day": chosen_day.day.isoformat()}
    context = {
        "text": text,
        "asked": chosen_day,
        "name_head": f"?{urlencode({'q': text, **then, 'sort': 'name' if descending else '-name'})}",
        "name_sort": "down" if descending else "up",
        "stuck": len(stuck_claims(actor=actor, organisation=actor.organisation_id, on=today)),
        "rows": rows,
        "is_alone": not text and chosen_day.is_today and bool(ids) and set(ids) <= actor.people,
        "page": page_of(rows, count=count, size=ROWS, number=page_number(request)),
    }
    return render(request, "board/people.html", context)


def _row(
    person: UUID,
    name: str,
    work: tuple[EmploymentView, ...],
    unit_names: Mapping[UUID, str],
    assignments: list[AssignmentView],
) -> PersonRow:
    return PersonRow(
        id=person,
        name=name,
        units=", ".join(unit_names[each.unit_id] for each in work),
        managers=", ".join(each.manager_name for each in work if each.manager_name),
        roles=tuple(str(ROLE_LABELS[a.role.value]) for a in assignments if a.role is not None),
        functions=tuple(
            ", ".join(filter(None, (function_name(a.function), a.unit_name)))
            for a in assignments
            if a.function
        ),
    )
