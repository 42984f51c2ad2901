"""What is asked of the structure, answered for a day as frozen views."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bodemplaat.foundation.organisations.errors import NoEmployment
from bodemplaat.foundation.organisations.models import (
    ALWAYS,
    Cooperation,
    Employment,
    Membership,
    Organisation,
    Person,
    Unit,
    holds_on,
)
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as others see it."""

    id: UUID
    name: str
    kind: str
    town: str
    inhabitants: int | None
    theme: str


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
class PersonView:
    """A person as one organisation knows them."""

    id: UUID
    organisation_id: UUID
    name: str
    email: str
    language: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class EmploymentView:
    """An employment on the day it was asked for; ``manager_id`` is ``None`` when nobody is known."""

    id: UUID
    organisation_id: UUID
    person_id: UUID
    person_name: str
    unit_id: UUID
    unit_name: str
    manager_id: UUID | None
    manager_name: str
    job_title: str
    iban: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class JobView:
    """An employment without any names, ended or not: where, and under whom."""

    id: UUID
    person_id: UUID
    unit_id: UUID
    manager_id: UUID | None
    since: date
    until: date | None


@query
def organisations_in_scope(*, actor: Actor) -> tuple[OrganisationView, ...]:
    """The organisations whose records the actor may reach, by name."""
    rows = Organisation.records.of(actor).order_by("name", "id")
    return tuple(OrganisationView(o.id, o.name, o.kind, o.town, o.inhabitants, o.theme) for o in rows)


@query
def names_of_partners(*, actor: Actor, organisations: Collection[UUID]) -> Mapping[UUID, str]:
    """Names by id of those organisations that the actor's cooperations hold; others are simply absent."""
    rows = Organisation.records.among_partners(actor).filter(id__in=set(organisations))
    return dict(rows.values_list("id", "name").distinct())


@query
def cooperations_of(*, actor: Actor) -> Mapping[UUID, str]:
    """The cooperations that the actor's organisation takes part in, by name."""
    return dict(Cooperation.records.among_partners(actor).order_by("name", "id").values_list("id", "name"))


@query
def partners_in(*, actor: Actor, cooperation: UUID, on: date) -> frozenset[UUID]:
    """Ids of the other organisations that take part on a day in a cooperation of the actor's own organisation."""
    rows = Membership.records.among_partners(actor).filter(holds_on(on), cooperation_id=cooperation)
    ids = rows.values_list("organisation_id", flat=True)
    return frozenset(ids) - {actor.organisation_id}


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


def unit_view(row: Unit) -> UnitView:
    """A unit as it is shown."""
    since = None if row.valid_from == ALWAYS else row.valid_from
    return UnitView(row.id, row.organisation_id, row.code, row.name, row.parent_id, since, row.valid_until)


@query
def people_of(*, actor: Actor, organisation: UUID) -> tuple[PersonView, ...]:
    """People of one organisation, by name."""
    rows = Person.records.of(actor).filter(organisation_id=organisation).order_by("name", "id")
    return tuple(person_view(p) for p in rows)


@query
def people_found(
    *,
    actor: Actor,
    organisation: UUID,
    text: str = "",
    descending: bool = False,
    start: int = 0,
    count: int = 50,
) -> tuple[tuple[PersonView, ...], int]:
    """A page of an organisation's people by name whose name, address or number holds every word, and how many there are."""
    rows = Person.records.of(actor).filter(organisation_id=organisation)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(number__istartswith=word))
    order = ("-name", "-id") if descending else ("name", "id")
    page = rows.order_by(*order)[start : start + count]
    views = tuple(person_view(p) for p in page)
    return views, rows.count()


@query
def person_of(*, actor: Actor, person: UUID) -> PersonView:
    """One person; raises ``NotFound`` for one out of reach."""
    p = Person.records.of(actor).one(id=person)
    return person_view(p)


def person_view(row: Person) -> PersonView:
    """A person as they are shown."""
    return PersonView(row.id, row.organisation_id, row.name, row.email, row.language, row.number)


@query
def names_of(*, actor: Actor, people: Collection[UUID]) -> Mapping[UUID, str]:
    """Names by person id, for those in scope; others are simply absent."""
    rows = Person.records.of(actor).filter(id__in=set(people))
    return dict(rows.values_list("id", "name"))


@query
def employments_of(*, actor: Actor, person: UUID, on: date) -> tuple[EmploymentView, ...]:
    """Every employment of a person that holds on a day, the longest-standing first."""
    return tuple(
        view
        for views in employments_of_people(actor=actor, people=[person], on=on).values()
        for view in views
    )


@query
def employments_of_people(
    *, actor: Actor, people: Collection[UUID], on: date, still_to_come: bool = False
) -> Mapping[UUID, tuple[EmploymentView, ...]]:
    """The same of several people in one query; who has none is absent. ``still_to_come`` adds those that begin later."""
    when = Q(valid_until=None) | Q(valid_until__gt=on) if still_to_come else holds_on(on)
    rows = (
        Employment.records.of(actor)
        .filter(when, person_id__in=set(people))
        .select_related("person", "unit", "manager")
        .order_by("valid_from", "id")
    )
    jobs_by_person: dict[UUID, tuple[EmploymentView, ...]] = {}
    for e in rows:
        view = _employment_view(e)
        jobs_by_person[e.person_id] = (*jobs_by_person.get(e.person_id, ()), view)
    return jobs_by_person


@query
def jobs_begun(*, actor: Actor, people: Collection[UUID], on: date) -> tuple[JobView, ...]:
    """Every job of these people that began by a day, those that ended too; one query."""
    rows = Employment.records.of(actor).filter(person_id__in=set(people), valid_from__lte=on)
    columns = ("id", "person_id", "unit_id", "manager_id", "valid_from", "valid_until")
    return tuple(JobView(*row) for row in rows.values_list(*columns))


def people_under(*, actor: Actor, managers: Collection[UUID]) -> QuerySet[Employment, Any]:
    """Who works or worked under one of these managers, as a condition within another query: nothing is read here."""
    return Employment.records.of(actor).filter(manager_id__in=managers).values("person_id")


@query
def employment_of(*, actor: Actor, person: UUID, on: date) -> EmploymentView:
    """The employment that a claim of this person falls under; raises ``NoEmployment`` when there is none."""
    jobs = employments_of(actor=actor, person=person, on=on)
    if not jobs:
        raise NoEmployment(f"no employment on {on}")
    return jobs[0]


@query
def employments_over_time(*, actor: Actor, person: UUID) -> tuple[EmploymentView, ...]:
    """Every employment that a person ever had or will have, oldest first."""
    rows = Employment.records.of(actor).filter(person_id=person).select_related("person", "unit", "manager")
    return tuple(map(_employment_view, rows.order_by("valid_from", "id")))


def _employment_view(e: Employment) -> EmploymentView:
    return EmploymentView(
        id=e.id,
        organisation_id=e.organisation_id,
        person_id=e.person_id,
        person_name=e.person.name,
        unit_id=e.unit_id,
        unit_name=e.unit.name,
        manager_id=e.manager_id,
        manager_name=e.manager.name if e.manager else "",
        job_title=e.job_title,
        iban=e.iban,
        since=e.valid_from,
        until=e.valid_until,
    )


@dataclass(frozen=True, slots=True)
class PersonVersion:
    """What was known of a person from a moment on."""

    at: datetime
    name: str
    email: str
    number: str
    language: str


@query
def person_over_time(*, actor: Actor, person: UUID) -> tuple[PersonVersion, ...]:
    """What was known of a person, each version from the moment it was written, latest first."""
    rows = _history(actor, Person).filter(pgh_obj_id=person).exclude(pgh_label="delete")
    columns = ("pgh_created_at", "name", "email", "number", "language")
    return tuple(PersonVersion(*row) for row in rows.order_by("-pgh_id").values_list(*columns))


@dataclass(frozen=True, slots=True)
class UnitVersion:
    """What a unit was from a moment on; ``parent_name`` as that unit is called now."""

    at: datetime
    name: str
    parent_name: str
    until: date | None


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


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in a list: what it is part of, and how many people work in it on the day."""

    unit: UnitView
    parent_name: str
    people: int


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


def _units_counted(actor: Actor, on: date) -> GuardedQuerySet[Any]:
    jobs = Employment.records.of(actor).filter(holds_on(on), unit_id=OuterRef("id")).order_by()
    counted = jobs.values("unit_id").annotate(n=Count("person_id", distinct=True)).values("n")
    return Unit.records.of(actor).annotate(people=Coalesce(Subquery(counted), 0))


def _unit_row(row: Any) -> UnitRow:
    return UnitRow(unit_view(row), row.parent.name if row.parent else "", row.people)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How far an organisation is filled on a day."""

    units: int
    people: int
    without_manager: int
    without_address: int


@query
def headcount_of(*, actor: Actor, organisation: UUID, on: date) -> Headcount:
    """Units and employed people of an organisation on a day, and of how many something is not known."""
    jobs = Employment.records.of(actor).filter(holds_on(on), organisation_id=organisation)
    people = jobs.aggregate(
        people=Count("person", distinct=True),
        without_manager=Count("person", distinct=True, filter=Q(manager=None)),
        without_address=Count("person", distinct=True, filter=Q(person__email="")),
    )
    units = Unit.records.of(actor).filter(holds_on(on), organisation_id=organisation).count()
    return Headcount(units, **people)


@dataclass(frozen=True, slots=True)
class MemberView:
    """An organisation in a cooperation, with the parts that it plays or will play and their days."""

    id: UUID
    name: str
    kind: str
    inhabitants: int | None
    parts: tuple[tuple[str, date, date | None], ...]


@dataclass(frozen=True, slots=True)
class CooperationView:
    """A cooperation with its members, by name."""

    id: UUID
    name: str
    variant: str
    seat: UUID | None
    members: tuple[MemberView, ...]


@query
def cooperations_seated(*, actor: Actor) -> tuple[CooperationView, ...]:
    """The cooperations that are administered at the actor's organisation, with their members; two queries."""
    rows = Cooperation.records.among_partners(actor).filter(seat_id=actor.organisation_id).distinct()
    cooperations = list(rows.order_by("name", "id"))
    memberships = Membership.records.among_partners(actor).filter(cooperation__in=cooperations)
    members: dict[UUID, dict[UUID, tuple[Organisation, list[tuple[str, date, date | None]]]]] = {}
    for each in memberships.select_related("organisation").order_by(
        "organisation__name", "valid_from", "part"
    ):
        of = members.setdefault(each.cooperation_id, {})
        _, parts = of.setdefault(each.organisation_id, (each.organisation, []))
        parts.append((each.part, each.valid_from, each.valid_until))
    return tuple(
        CooperationView(
            row.id,
            row.name,
            row.variant,
            row.seat_id,
            tuple(
                MemberView(o.id, o.name, o.kind, o.inhabitants, tuple(parts))
                for o, parts in members.get(row.id, {}).values()
            ),
        )
        for row in cooperations
    )
