"""What stands before a file is laid over it: people, their employments, and the units they work in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from bodemplaat.foundation.organisations.models import Employment, Person, Unit
from bodemplaat.foundation.tenancy.api import Actor


@dataclass(slots=True)
class Someone:
    """A person as they are, or will be."""

    id: UUID
    number: str
    name: str
    email: str
    language: str

    def columns(self) -> dict[str, object]:
        """By the names of the table's columns."""
        return {"number": self.number, "name": self.name, "email": self.email, "language": self.language}


@dataclass(slots=True)
class Job:
    """An employment as it is, or will be; ``begun`` is where the unbroken row of employments before it began."""

    id: UUID
    person: UUID
    unit: UUID
    manager: UUID | None
    job: str
    iban: str
    since: date
    until: date | None
    begun: date

    def columns(self) -> dict[str, object]:
        """By the names of the table's columns."""
        return {
            "person_id": self.person,
            "unit_id": self.unit,
            "manager_id": self.manager,
            "job_title": self.job,
            "iban": self.iban,
            "valid_from": self.since,
            "valid_until": self.until,
        }

    def terms(self) -> tuple[object, ...]:
        """What can become different from a day on."""
        return self.unit, self.manager, self.job, self.iban

    def lasts_after(self, day: date) -> bool:
        """Whether it holds on this day or begins after it."""
        return self.until is None or self.until > day


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody and everything that a file of people refers to. Jobs by person, the oldest first; words in lower case."""

    organisation: UUID
    people: Mapping[UUID, Someone]
    jobs: Mapping[UUID, list[Job]]
    units: Mapping[UUID, tuple[str, str]]
    by_number: Mapping[str, UUID]
    by_email: Mapping[str, list[UUID]]
    unit_by_word: Mapping[str, list[UUID]]

    @classmethod
    def read(cls, actor: Actor, organisation: UUID) -> Self:
        """Of one organisation, in three statements."""
        people = _people(actor, organisation)
        units = _units(actor, organisation)
        by_email: dict[str, list[UUID]] = defaultdict(list)
        for someone in people.values():
            if someone.email:
                by_email[someone.email.casefold()].append(someone.id)
        unit_by_word: dict[str, list[UUID]] = defaultdict(list)
        for identity, (code, name) in units.items():
            for word in {code.casefold(), name.casefold()}:
                unit_by_word[word].append(identity)
        return cls(
            organisation,
            people,
            _jobs(actor, organisation),
            units,
            {someone.number.casefold(): someone.id for someone in people.values() if someone.number},
            by_email,
            unit_by_word,
        )

    def last_job(self, person: UUID) -> Job | None:
        """The employment of somebody that began last, ended or not."""
        jobs = self.jobs.get(person)
        return jobs[-1] if jobs else None

    def name(self, person: UUID | None) -> str:
        """What somebody is called; empty for whoever is not known."""
        return self.people[person].name if person is not None and person in self.people else ""

    def unit(self, unit: UUID) -> str:
        """A unit as a reader sees it."""
        return f"{self.units[unit][1]} ({self.units[unit][0]})" if unit in self.units else ""


def _people(actor: Actor, organisation: UUID) -> dict[UUID, Someone]:
    rows = Person.records.of(actor).filter(organisation_id=organisation).order_by("name", "id")
    return {row[0]: Someone(*row) for row in rows.values_list("id", "number", "name", "email", "language")}


def _jobs(actor: Actor, organisation: UUID) -> dict[UUID, list[Job]]:
    rows = Employment.records.of(actor).filter(organisation_id=organisation).order_by("valid_from", "id")
    jobs: dict[UUID, list[Job]] = defaultdict(list)
    for identity, person, unit, manager, job, iban, since, until in rows.values_list(
        "id", "person_id", "unit_id", "manager_id", "job_title", "iban", "valid_from", "valid_until"
    ):
        earlier = jobs[person]
        joins = bool(earlier) and earlier[-1].until == since
        begun = earlier[-1].begun if joins else since
        earlier.append(Job(identity, person, unit, manager, job, iban, since, until, begun))
    return jobs


def _units(actor: Actor, organisation: UUID) -> dict[UUID, tuple[str, str]]:
    rows = Unit.records.of(actor).filter(organisation_id=organisation).order_by("code")
    return {identity: (code, name) for identity, code, name in rows.values_list("id", "code", "name")}
