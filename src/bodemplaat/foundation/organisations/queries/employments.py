"""What is asked of employments."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bodemplaat.foundation.organisations.errors import NoEmployment
from bodemplaat.foundation.organisations.models import (
    Employment,
    Person,
    Unit,
    holds_on,
)
from bodemplaat.foundation.tenancy.api import Actor, query, remembered, shaped


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
    """An employment without any names, ended or not: where, under whom, and the account known of it."""

    id: UUID
    organisation_id: UUID
    person_id: UUID
    unit_id: UUID
    manager_id: UUID | None
    iban: str
    since: date
    until: date | None
    iban_changed_by: UUID | None = None
    """Who changed the account that was known before; nobody where it is the first."""

    def holds_on(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@query
def employments_of(*, actor: Actor, person: UUID, on: date) -> tuple[EmploymentView, ...]:
    """Every employment of a person that holds on a day, the longest-standing first."""
    return tuple(
        view
        for views in employments_of_people(actor=actor, people=[person], on=on).values()
        for view in views
    )


@query
@remembered(Employment, Person, Unit)
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


@query
@remembered(Employment)
def jobs_begun(*, actor: Actor, people: Collection[UUID], on: date) -> tuple[JobView, ...]:
    """Every job of these people that began by a day, those that ended too, the longest-standing first; one query."""
    return tuple(JobView(*row) for row in _jobs_begun(actor, people, on))


@shaped
def _jobs_begun(actor: Actor, people: Collection[UUID], on: date) -> QuerySet[Employment, Any]:
    rows = Employment.records.of(actor).filter(person_id__in=people, valid_from__lte=on)
    columns = ("id", "organisation_id", "person_id", "unit_id", "manager_id", "iban", "valid_from")
    return rows.order_by("valid_from", "id").values_list(*columns, "valid_until", "iban_changed_by")


def own_job(jobs: Iterable[JobView], on: date) -> JobView:
    """Of one person's jobs as ``jobs_begun`` gives them that under which a claim falls; raises ``NoEmployment`` for none."""
    job = next((each for each in jobs if each.holds_on(on)), None)
    if job is None:
        raise NoEmployment(f"no employment on {on}")
    return job


def working_people(*, actor: Actor, on: date, still: bool) -> QuerySet[Employment, Any]:
    """Who had a job that began by a day, or with ``still`` has one then: a condition within another query, as ``people_under``."""
    when = holds_on(on) if still else Q(valid_from__lte=on)
    return Employment.records.of(actor).filter(when).values("person_id")


def people_under(*, actor: Actor, managers: Collection[UUID]) -> QuerySet[Employment, Any]:
    """Who works or worked under one of these managers, as a condition within another query: nothing is read here."""
    return Employment.records.of(actor).filter(manager_id__in=managers).values("person_id")


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
