"""What is asked of the structure, answered for a day as frozen views."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from bodemplaat.foundation.organisations.errors import NoEmployment
from bodemplaat.foundation.organisations.models import (
    ALWAYS,
    Cooperation,
    Employment,
    Membership,
    Organisation,
    Part,
    Person,
    Provision,
    Task,
    Unit,
    holds_on,
)
from bodemplaat.foundation.tenancy.api import Actor, query


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
class ProvisionView:
    """Who provides a task for a customer, and when. ``until`` is the first day on which another does, or nobody."""

    id: UUID
    task: Task
    provider_id: UUID
    provider_name: str
    since: date
    until: date | None
    finishes_open: bool
    reads_earlier: bool

    def holds_on(self, day: date) -> bool:
        """Whether it is this provider on a day."""
        return self.since <= day and (self.until is None or day < self.until)


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
def provisions_of(*, actor: Actor, organisation: UUID, task: Task | None = None) -> tuple[ProvisionView, ...]:
    """Who provided, provides and will provide the tasks of a customer: by task, the newest first."""
    rows = Provision.records.of(actor).filter(organisation_id=organisation)
    if task is not None:
        rows = rows.filter(task=task)
    return tuple(
        ProvisionView(
            id=row.id,
            task=Task(row.task),
            provider_id=row.provider_id,
            provider_name=row.provider.name,
            since=row.valid_from,
            until=row.valid_until,
            finishes_open=row.finishes_open,
            reads_earlier=row.reads_earlier,
        )
        for row in rows.select_related("provider").order_by("task", "-valid_from")
    )


@query
def provider_of(*, actor: Actor, organisation: UUID, task: Task, on: date) -> UUID | None:
    """Who provides a task for a customer on a day; ``None`` where nobody does."""
    rows = Provision.records.of(actor).filter(holds_on(on), organisation_id=organisation, task=task)
    return rows.values_list("provider_id", flat=True).first()


@query
def providers_among_partners(*, actor: Actor, on: date) -> Mapping[UUID, str]:
    """Names by id of the organisations that provide in one of the actor's cooperations on a day, by name."""
    rows = Membership.records.among_partners(actor).filter(holds_on(on), part=Part.PROVIDER)
    names = rows.order_by("organisation__name").values_list("organisation_id", "organisation__name")
    return dict(names)


@query
def served_by(*, actor: Actor, organisation: UUID, task: Task, on: date) -> frozenset[UUID]:
    """Ids of the customers of whom an organisation in scope provides a task on a day, or finishes what was handed in.

    Ids only, so that the platform can go and work for each of them; empty for an organisation that provides nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisations_served(%s, %s, %s)", [organisation, task, on])
        return frozenset(customer for (customer,) in cursor.fetchall())


def customers_gone_over(*, on: date) -> tuple[UUID, ...]:
    """Ids of every customer of whom a task has gone over to another provider by a day; asked before anyone has entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisations_gone_over(%s)", [on])
        return tuple(customer for (customer,) in cursor.fetchall())


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
    return tuple(PersonView(p.id, p.organisation_id, p.name, p.email, p.language) for p in rows)


@query
def people_found(
    *, actor: Actor, organisation: UUID, text: str = "", start: int = 0, count: int = 50
) -> tuple[tuple[PersonView, ...], int]:
    """A page of an organisation's people by name whose name or address holds every word, and how many there are."""
    rows = Person.records.of(actor).filter(organisation_id=organisation)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    page = rows.order_by("name", "id")[start : start + count]
    views = tuple(PersonView(p.id, p.organisation_id, p.name, p.email, p.language) for p in page)
    return views, rows.count()


@query
def person_of(*, actor: Actor, person: UUID) -> PersonView:
    """One person; raises ``NotFound`` for one out of reach."""
    p = Person.records.of(actor).one(id=person)
    return PersonView(p.id, p.organisation_id, p.name, p.email, p.language)


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
        view = EmploymentView(
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
