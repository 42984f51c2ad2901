"""What was known of people and units, from the moment it was written on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from bodemplaat.foundation.organisations.models import ALWAYS, Person, Unit
from bodemplaat.foundation.organisations.unit_states import state_on, states_of
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class PersonVersion:
    """What was known of a person from a moment on."""

    at: datetime
    name: str
    email: str
    number: str
    language: str


@dataclass(frozen=True, slots=True)
class UnitVersion:
    """What a unit is from a day on, ``None`` for always; ``parent_name`` as that unit is called then."""

    since: date | None
    name: str
    parent_name: str


@query
def person_over_time(*, actor: Actor, person: UUID) -> tuple[PersonVersion, ...]:
    """What was known of a person, each version from the moment it was written, latest first."""
    rows = _history(actor, Person).filter(pgh_obj_id=person).exclude(pgh_label="delete")
    columns = ("pgh_created_at", "name", "email", "number", "language")
    return tuple(PersonVersion(*row) for row in rows.order_by("-pgh_id").values_list(*columns))


@query
def unit_over_time(*, actor: Actor, unit: UUID) -> tuple[UnitVersion, ...]:
    """What a unit was, is and will be, the latest day first; three queries."""
    row = Unit.records.of(actor).one(id=unit)
    states = states_of(actor, Unit.records.of(actor).filter(organisation_id=row.organisation_id))
    return tuple(
        UnitVersion(
            None if max(each.since, row.valid_from) == ALWAYS else max(each.since, row.valid_from),
            each.name,
            state_on(states[each.parent_id], each.since).name if each.parent_id in states else "",
        )
        for each in reversed(states[unit])
    )


def _history(actor: Actor, model: Any) -> Any:
    return apps.get_model("organisations", f"{model.__name__}History").records.of(actor)
