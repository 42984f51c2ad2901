"""What was known of people and units, from the moment it was written on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from bodemplaat.foundation.organisations.models import (
    Person,
    Unit,
)
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
    """What a unit was from a moment on; ``parent_name`` as that unit is called now."""

    at: datetime
    name: str
    parent_name: str
    until: date | None


@query
def person_over_time(*, actor: Actor, person: UUID) -> tuple[PersonVersion, ...]:
    """What was known of a person, each version from the moment it was written, latest first."""
    rows = _history(actor, Person).filter(pgh_obj_id=person).exclude(pgh_label="delete")
    columns = ("pgh_created_at", "name", "email", "number", "language")
    return tuple(PersonVersion(*row) for row in rows.order_by("-pgh_id").values_list(*columns))


@query
def unit_over_time(*, actor: Actor, unit: UUID) -> tuple[UnitVersion, ...]:
    """What a unit was, each version from the moment it was written, latest first."""
    rows = _history(actor, Unit).filter(pgh_obj_id=unit).exclude(pgh_label="delete").order_by("-pgh_id")
    versions = list(rows.values_list("pgh_created_at", "name", "parent_id", "valid_until"))
    parents = Unit.records.of(actor).filter(id__in={row[2] for row in versions if row[2]})
    names = dict(parents.values_list("id", "name"))
    return tuple(UnitVersion(at, name, names.get(parent, ""), until) for at, name, parent, until in versions)


def _history(actor: Actor, model: Any) -> Any:
    return apps.get_model("organisations", f"{model.__name__}History").records.of(actor)
