"""Nobody sees another's records: the guarded manager is the first lock, row-level security the second."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.models import Person
from bodemplaat.foundation.tenancy.api import Actor, NotFound, NotInContext, UnguardedQuery, entered

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def municipality(name: str) -> Actor:
    actor = Actor.system(uuid.uuid4())
    organisations.register_organisation(
        actor=actor, organisation=actor.organisation_id, name=name, kind="municipality", at=NOW
    )
    return actor


@pytest.fixture
def nederlek(db: None) -> Actor:
    return municipality("Nederlek")


@pytest.fixture
def vlist(db: None) -> Actor:
    return municipality("Vlist")


def add_person(actor: Actor, name: str) -> uuid.UUID:
    return organisations.add_person(actor=actor, organisation=actor.organisation_id, name=name, at=NOW)


def test_a_query_without_an_actor_is_a_fault(nederlek: Actor) -> None:
    with pytest.raises(UnguardedQuery):
        Person.records.all()
    with pytest.raises(NotInContext):
        Person.records.of(nederlek)


def test_each_sees_only_its_own(nederlek: Actor, vlist: Actor) -> None:
    add_person(nederlek, "Jan de Vries")
    add_person(vlist, "Jan de Vries")
    for actor in (nederlek, vlist):
        people = organisations.people_of(actor=actor, organisation=actor.organisation_id)
        assert [p.organisation_id for p in people] == [actor.organisation_id]
    assert organisations.people_of(actor=nederlek, organisation=vlist.organisation_id) == ()


def test_with_the_first_lock_off_the_second_still_gives_nothing(nederlek: Actor, vlist: Actor) -> None:
    foreign = add_person(vlist, "Jan de Vries")
    with entered(nederlek), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_person WHERE id = %s", [foreign])
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM organisations_personhistory")
        assert cursor.fetchone() == (0,)
        cursor.execute("UPDATE organisations_person SET name = 'x' WHERE id = %s", [foreign])
        assert cursor.rowcount == 0


def test_nobody_writes_into_another_organisation(nederlek: Actor, vlist: Actor) -> None:
    with pytest.raises(NotFound):
        organisations.add_person(actor=nederlek, organisation=vlist.organisation_id, name="Indringer", at=NOW)
    with entered(nederlek), pytest.raises(ProgrammingError), transaction.atomic():
        Person.records.of(nederlek).create(organisation_id=vlist.organisation_id, name="Indringer")


def test_without_entering_the_tables_are_empty(nederlek: Actor) -> None:
    add_person(nederlek, "Jan de Vries")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_person")
        assert cursor.fetchone() == (0,)


def test_every_version_of_a_row_is_kept_with_who_did_it(nederlek: Actor) -> None:
    person = add_person(nederlek, "Jan de Vries")
    with entered(nederlek):
        Person.records.of(nederlek).filter(id=person).update(name="Jan de Wit")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pgh_label, name, pgh_context->>'role' FROM organisations_personhistory ORDER BY pgh_id"
            )
            assert cursor.fetchall() == [
                ("insert", "Jan de Vries", "system"),
                ("update", "Jan de Wit", "system"),
            ]


def test_an_employment_holds_from_its_first_day(nederlek: Actor) -> None:
    unit = organisations.add_unit(
        actor=nederlek, organisation=nederlek.organisation_id, code="F", name="Financiën", at=NOW
    )
    person = add_person(nederlek, "Jan de Vries")
    employment = organisations.add_employment(
        actor=nederlek,
        organisation=nederlek.organisation_id,
        person=person,
        unit=unit,
        manager=None,
        since=date(2026, 1, 1),
        at=NOW,
    )
    organisations.end_employment(actor=nederlek, employment=employment, until=date(2026, 7, 1), at=NOW)
    for day, known in [
        ("2025-12-31", False),
        ("2026-01-01", True),
        ("2026-06-30", True),
        ("2026-07-01", False),
    ]:
        found = organisations.employments_of(actor=nederlek, person=person, on=date.fromisoformat(day))
        assert bool(found) is known, day
