"""What is asked of units."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from bodemplaat.foundation.organisations.models import (
    ALWAYS,
    Employment,
    Unit,
    holds_on,
)
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query


@dataclass(frozen=True, slots=True)
class UnitView:
    """An organisational unit; ``since`` is ``None`` where it has always been there, ``until`` where no end is known."""

    id: UUID
    organisation_id: UUID
    code: str
    name: str
    parent_id: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in a list: what it is part of, and how many people work in it on the day."""

    unit: UnitView
    parent_name: str
    people: int


@query
def units_of(
    *, actor: Actor, organisation: UUID | None = None, on: date | None = None
) -> tuple[UnitView, ...]:
    """Units of one organisation, or of all in scope, by name; those that are there on a day, or all that ever were."""
    rows = Unit.records.of(actor).order_by("name", "id")
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    if on is not None:
        rows = rows.filter(holds_on(on))
    return tuple(map(unit_view, rows))


@query
def unit_of(*, actor: Actor, unit: UUID, on: date) -> UnitRow:
    """One unit on a day; raises ``NotFound`` for one out of reach."""
    return _unit_row(_units_counted(actor, on).select_related("parent").one(id=unit))


@query
def units_found(
    *,
    actor: Actor,
    organisation: UUID,
    on: date,
    text: str = "",
    sort: str = "name",
    start: int = 0,
    count: int = 50,
) -> tuple[tuple[UnitRow, ...], int]:
    """A page of the units that there are on a day, and how many; ``sort`` is ``name``, ``code`` or ``people``, with ``-`` the other way round."""
    rows = _units_counted(actor, on).filter(holds_on(on), organisation_id=organisation)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word))
    key = sort if sort.removeprefix("-") in ("name", "code", "people") else "name"
    page = rows.select_related("parent").order_by(key, "name", "id")[start : start + count]
    return tuple(map(_unit_row, page)), rows.count()


def unit_view(row: Unit) -> UnitView:
    """A unit as it is shown."""
    since = None if row.valid_from == ALWAYS else row.valid_from
    return UnitView(row.id, row.organisation_id, row.code, row.name, row.parent_id, since, row.valid_until)


def _units_counted(actor: Actor, on: date) -> GuardedQuerySet[Any]:
    jobs = Employment.records.of(actor).filter(holds_on(on), unit_id=OuterRef("id")).order_by()
    counted = jobs.values("unit_id").annotate(n=Count("person_id", distinct=True)).values("n")
    return Unit.records.of(actor).annotate(people=Coalesce(Subquery(counted), 0))


def _unit_row(row: Any) -> UnitRow:
    return UnitRow(unit_view(row), row.parent.name if row.parent else "", row.people)
