"""What was read already is remembered within a transaction, and SQL of one shape is built once: for each its own rows."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from tests.database import TestDatabase
from tests.world import MONDAY, TODAY, World

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import RoleAssignment, User
from bodemplaat.foundation.organisations.models import Employment, Person
from bodemplaat.foundation.tenancy.api import Actor, NotInContext, Role, command, entered, shaped


@shaped
def people(actor: Actor, ids: Collection[UUID], name: str | None) -> QuerySet[Person]:
    found = Person.records.of(actor).filter(id__in=ids)
    if name is not None:
        found = found.filter(name=name)
    return found.order_by("name")


@shaped
def jobs_from(actor: Actor, since: date) -> QuerySet[Employment, tuple[UUID, date]]:
    return Employment.records.of(actor).filter(valid_from__gte=since).values_list("person_id", "valid_from")


def test_one_shape_answers_everyone_their_own_rows_time_after_time(world: World) -> None:
    """Twelve times: by then PostgreSQL keeps a plan of its own."""
    ids = [world.first.anna.person, world.second.anna.person]
    for _ in range(12):
        for hall in (world.first, world.second):
            with entered(hall.carla):
                assert [row.id for row in people(hall.carla, ids, None)] == [hall.anna.person]
                assert people(hall.carla, ids, "Iemand anders") == []
                assert people(hall.carla, [], None) == []
    with entered(world.clerk):
        assert {row.id for row in people(world.clerk, set(ids), None)} == set(ids)


def test_values_of_each_type_are_filled_in(world: World) -> None:
    with entered(world.first.system):
        all_jobs = jobs_from(world.first.system, date(2020, 1, 1))
        assert (world.first.anna.person, date(2025, 1, 1)) in all_jobs
        assert jobs_from(world.first.system, TODAY + timedelta(days=1)) == []


def test_nobody_asks_for_another(world: World) -> None:
    with entered(world.first.carla), pytest.raises(NotInContext):
        people(world.second.carla, [], None)
    with pytest.raises(NotInContext):
        people(world.first.carla, [], None)


def test_a_value_that_does_not_come_back_as_it_was_given_is_a_fault(world: World) -> None:
    @shaped
    def named_like(actor: Actor, name: str) -> QuerySet[Person]:
        return Person.records.of(actor).filter(name__icontains=name)

    with entered(world.first.carla), pytest.raises(TypeError, match="not in its SQL"):
        named_like(world.first.carla, "anna")


def test_who_holds_what_is_read_once_for_as_long_as_nobody_writes_it(world: World) -> None:
    jan, system = world.first.jan, world.first.system

    def roles() -> frozenset[Role]:
        return access.standing_of(actor=system, people={jan.person}, on=TODAY).now[jan.person]

    with entered(system):
        before = roles()
        with CaptureQueriesContext(connection) as statements:
            assert roles() == before
        assert len(statements) == 0
        access.assign_role(
            actor=system,
            person=jan.person,
            role=Role.CONTROLLER,
            since=TODAY,
            at=MONDAY,
        )
        assert roles() == before | {Role.CONTROLLER}


def test_what_waited_for_a_lock_is_read_again(world: World) -> None:
    system = world.first.system
    with entered(system):
        access.holdings_on(actor=system, on=TODAY)
        list(Person.records.of(system).filter(id=world.first.anna.person).locked())
        with CaptureQueriesContext(connection) as statements:
            access.holdings_on(actor=system, on=TODAY)
        assert len(statements) == 1


def deleted_by_the_ground(actor: Actor, person: UUID) -> None:
    """As what is destroyed and what is put back goes: without a row being loaded."""
    rows = RoleAssignment.records.of(actor).filter(person_id=person)
    rows._raw_delete(using="default")


def deleted_by_hand(actor: Actor, person: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_roleassignment WHERE person_id = %s", [person])


def deleted_in_one_statement_of_several(actor: Actor, person: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM access_roleassignment WHERE person_id = %s) SELECT 1", [person]
        )


def ended_in_bulk(actor: Actor, person: UUID) -> None:
    rows = list(RoleAssignment.records.of(actor).filter(person_id=person))
    for row in rows:
        row.valid_until = TODAY
    RoleAssignment.records.of(actor).bulk_update(rows, ["valid_until"])


def ended_one_by_one(actor: Actor, person: UUID) -> None:
    for row in RoleAssignment.records.of(actor).filter(person_id=person):
        row.valid_until = TODAY
        row.save()


def account_shut(actor: Actor, person: UUID) -> None:
    access.give_account_at_address(actor=actor, person=person, at=MONDAY)
    assert access.standing_of(actor=actor, people={person}, on=TODAY).able
    assert access.shut_account(actor=actor, person=person, at=MONDAY)


@pytest.mark.parametrize(
    "end",
    [
        deleted_by_the_ground,
        deleted_by_hand,
        deleted_in_one_statement_of_several,
        ended_in_bulk,
        ended_one_by_one,
        account_shut,
    ],
)
def test_power_that_ends_in_whatever_way_is_gone_for_the_next_who_asks(
    world: World, end: Callable[[Actor, UUID], None]
) -> None:
    system, jan = world.first.system, world.first.jan.person

    @command
    def ends_within(*, actor: Actor) -> None:
        assert access.standing_of(actor=actor, people={jan}, on=TODAY).able == {jan}
        end(actor, jan)
        assert access.standing_of(actor=actor, people={jan}, on=TODAY).able == frozenset()

    ends_within(actor=system)


def test_power_that_was_rolled_back_was_never_given(world: World) -> None:
    """Also without an exception, as a rehearsal of an import does it."""
    system, jan = world.first.system, world.first.jan.person

    def roles() -> frozenset[Role]:
        return access.standing_of(actor=system, people={jan}, on=TODAY).now[jan]

    with entered(system):
        before = roles()
        with transaction.atomic():
            RoleAssignment.records.of(system).create(
                organisation_id=world.first.id, person_id=jan, role=Role.CONTROLLER.value, valid_from=TODAY
            )
            assert roles() == before | {Role.CONTROLLER}
            transaction.set_rollback(True)
        assert roles() == before


def advisory_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('a test', 0))")


def account_locked() -> None:
    list(User.objects.select_for_update().filter(email="nobody@example.org"))


@pytest.mark.parametrize("wait", [advisory_lock, account_locked])
def test_what_waited_for_any_lock_is_read_again(world: World, wait: Callable[[], None]) -> None:
    system = world.first.system
    with entered(system):
        access.holdings_on(actor=system, on=TODAY)
        wait()
        with CaptureQueriesContext(connection) as statements:
            access.holdings_on(actor=system, on=TODAY)
        assert len(statements) == 1


@pytest.mark.parametrize("prepares", [True, False])
def test_statements_are_prepared_unless_the_settings_say_otherwise(
    fresh_database: TestDatabase, settings: Any, prepares: bool
) -> None:
    settings.PREPARED_STATEMENTS = prepares
    world = World.founded()
    carla = world.first.carla
    with entered(carla):
        people(carla, [world.first.anna.person], None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements")
            assert (cursor.fetchone() != (0,)) is prepares
