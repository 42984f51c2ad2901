"""What is asked of units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from bodemplaat.foundation.organisations.models import (
    ALWAYS,
    Employment,
    Unit,
    holds_on,
)
from bodemplaat.foundation.organisations.unit_states import state_on, states_of
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
    """One unit as it is called and placed on a day; raises ``NotFound`` for one out of reach."""
    row = _units_counted(actor, on).one(id=unit)
    return _rows_on(actor, row.organisation_id, [row], on)[0]


@query
def unit_names_on(*, actor: Actor, organisation: UUID, on: date) -> Mapping[UUID, str]:
    """What every unit of an organisation is called on a day; two queries."""
    states = states_of(actor, Unit.records.of(actor).filter(organisation_id=organisation))
    return {unit: state_on(own, on).name for unit, own in states.items()}


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
    there = list(_units_counted(actor, on).filter(holds_on(on), organisation_id=organisation))
    words = text.casefold().split()
    rows = [
        row
        for row in _rows_on(actor, organisation, there, on)
        if all(word in row.unit.name.casefold() or word in row.unit.code.casefold() for word in words)
    ]
    by: dict[str, Callable[[UnitRow], Any]] = {
        "name": lambda row: row.unit.name.casefold(),
        "code": lambda row: row.unit.code.casefold(),
        "people": lambda row: row.people,
    }
    rows.sort(key=lambda row: (row.unit.name.casefold(), str(row.unit.id)))
    rows.sort(key=by.get(sort.removeprefix("-"), by["name"]), reverse=sort.startswith("-"))
    return tuple(rows[start : start + count]), len(rows)


def unit_view(row: Unit) -> UnitView:
    """A unit as it is shown."""
    since = None if row.valid_from == ALWAYS else row.valid_from
    return UnitView(row.id, row.organisation_id, row.code, row.name, row.parent_id, since, row.valid_until)


def _units_counted(actor: Actor, on: date) -> GuardedQuerySet[Any]:
    jobs = Employment.records.of(actor).filter(holds_on(on), unit_id=OuterRef("id")).order_by()
    counted = jobs.values("unit_id").annotate(n=Count("person_id", distinct=True)).values("n")
    return Unit.records.of(actor).annotate(people=Coalesce(Subquery(counted), 0))


def _rows_on(actor: Actor, organisation: UUID, rows: list[Any], on: date) -> list[UnitRow]:
    """Units of an organisation, which are few, with the names and places of a day; two queries."""
    every = list(Unit.records.of(actor).filter(organisation_id=organisation))
    states = states_of(actor, every)
    of_day = {unit: state_on(own, on) for unit, own in states.items()}
    shown = []
    for row in rows:
        state = of_day[row.id]
        view = replace(unit_view(row), name=state.name, parent_id=state.parent_id)
        above = of_day.get(state.parent_id) if state.parent_id else None
        shown.append(UnitRow(view, above.name if above else "", row.people))
    return shown
