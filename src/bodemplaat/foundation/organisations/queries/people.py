"""What is asked of people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bodemplaat.foundation.organisations.models import (
    Employment,
    Person,
    Unit,
    holds_on,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query, shaped


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
class Headcount:
    """How far an organisation is filled on a day."""

    units: int
    people: int
    without_manager: int
    without_address: int


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
    on: date | None = None,
    text: str = "",
    descending: bool = False,
    start: int = 0,
    count: int = 50,
) -> tuple[tuple[PersonView, ...], int]:
    """A page of an organisation's people by name whose name, address or number holds every word, and how many there are.

    With ``on`` only those who are employed on that day.
    """
    rows = Person.records.of(actor).filter(organisation_id=organisation)
    if on is not None:
        rows = rows.filter(Exists(Employment.records.of(actor).filter(holds_on(on), person=OuterRef("pk"))))
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(number__istartswith=word))
    order = ("-name", "-id") if descending else ("name", "id")
    page = rows.order_by(*order)[start : start + count]
    views = tuple(person_view(p) for p in page)
    return views, rows.count()


@query
def people_at_address(*, actor: Actor, organisation: UUID, email: str) -> tuple[PersonView, ...]:
    """The people of an organisation with this address, in whatever capitals; by name."""
    rows = Person.records.of(actor).filter(organisation_id=organisation, email__iexact=email)
    return tuple(person_view(p) for p in rows.order_by("name", "id"))


@query
def person_with_number(*, actor: Actor, organisation: UUID, number: str) -> PersonView | None:
    """The person of an organisation with this personnel number, if there is one."""
    rows = Person.records.of(actor).filter(organisation_id=organisation, number__iexact=number)
    row = rows.first() if number else None
    return person_view(row) if row is not None else None


@query
def person_of(*, actor: Actor, person: UUID) -> PersonView:
    """One person; raises ``NotFound`` for one out of reach."""
    row = next(iter(_person(actor, person)), None) if isinstance(person, UUID) else None
    if row is None:
        raise NotFound(Person._meta.verbose_name)
    return person_view(row)


@shaped
def _person(actor: Actor, person: UUID) -> QuerySet[Person]:
    return Person.records.of(actor).filter(id=person)


@query
def addresses_of(*, actor: Actor) -> tuple[str, ...]:
    """The addresses at which the actor is known, in every job within reach."""
    rows = Person.records.of(actor).filter(id__in=actor.people).exclude(email="").order_by("id")
    return tuple(rows.values_list("email", flat=True))


@query
def names_of(*, actor: Actor, people: Collection[UUID]) -> Mapping[UUID, str]:
    """Names by person id, for those in scope; others are simply absent."""
    rows = Person.records.of(actor).filter(id__in=set(people))
    return dict(rows.values_list("id", "name"))


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


def person_view(row: Person) -> PersonView:
    """A person as they are shown."""
    return PersonView(row.id, row.organisation_id, row.name, row.email, row.language, row.number)
