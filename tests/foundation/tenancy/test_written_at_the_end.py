"""What a command notes and changes is written when it ends: in one statement, in order, with the rest or not at all."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.world import MONDAY, World

from bodemplaat.foundation.audit import api as audit
from bodemplaat.foundation.organisations.models import Person
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.outbox.models import OutboxMessage
from bodemplaat.foundation.tenancy.api import (
    Actor,
    Refused,
    change_at_end,
    command,
    entered,
    joining_command,
    write_at_end,
)
from bodemplaat.kernel import say


@command
def note(*, actor: Actor, subject: uuid.UUID, acts: tuple[str, ...], refuses: bool = False) -> None:
    for act in acts:
        audit.record(actor, act, "thing", subject, actor.organisation_id, at=MONDAY)
        publish(actor, Announcement(act, actor.organisation_id), at=MONDAY)
    if refuses:
        raise Refused(say("Not now."))


@command
def note_around(*, actor: Actor, other: Actor, subject: uuid.UUID, refuses: bool = False) -> None:
    audit.record(actor, "before", "thing", subject, actor.organisation_id, at=MONDAY)
    try:
        note(actor=other, subject=subject, acts=("within",), refuses=refuses)
    except Refused:
        audit.record(actor, "refused", "thing", subject, actor.organisation_id, at=MONDAY)
    audit.record(actor, "after", "thing", subject, actor.organisation_id, at=MONDAY)


def acts_on(actor: Actor, subject: uuid.UUID) -> list[str]:
    return [line.action for line in audit.trail_of(actor=actor, subject=subject)]


def test_twelve_acts_cost_as_many_statements_as_one_and_stand_in_their_order(world: World) -> None:
    carla, subjects = world.first.carla, (uuid.uuid4(), uuid.uuid4())
    acts = tuple(f"act.{number}" for number in range(12))
    counts = []
    for subject, some in zip(subjects, (acts[:1], acts), strict=True):
        with CaptureQueriesContext(connection) as statements:
            note(actor=carla, subject=subject, acts=some)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert acts_on(carla, subjects[1]) == list(acts)


def test_a_command_that_is_refused_leaves_no_line_and_no_announcement(world: World) -> None:
    carla, subject = world.first.carla, uuid.uuid4()
    with entered(carla):
        before = OutboxMessage.records.of(carla).count()
    with pytest.raises(Refused):
        note(actor=carla, subject=subject, acts=("act",), refuses=True)
    assert acts_on(carla, subject) == []
    with entered(carla):
        assert OutboxMessage.records.of(carla).count() == before


@pytest.mark.parametrize("of_another", [False, True])
def test_a_command_within_another_is_written_with_it_and_what_was_refused_is_not(
    world: World, of_another: bool
) -> None:
    carla = world.first.carla
    other = Actor.system(world.first.id) if of_another else carla
    done, refused = uuid.uuid4(), uuid.uuid4()
    note_around(actor=carla, other=other, subject=done)
    note_around(actor=carla, other=other, subject=refused, refuses=True)
    assert acts_on(carla, done) == ["before", "within", "after"]
    assert acts_on(carla, refused) == ["before", "refused", "after"]


def test_what_another_organisation_may_not_write_is_refused_at_the_end_too(world: World) -> None:
    @command
    def note_elsewhere(*, actor: Actor) -> None:
        audit.record(actor, "act", "thing", uuid.uuid4(), world.second.id, at=MONDAY)

    with pytest.raises(DatabaseError, match="row-level security"):
        note_elsewhere(actor=world.first.carla)


def test_what_a_joining_command_raises_ends_the_command_it_is_part_of(world: World) -> None:
    carla, subject = world.first.carla, uuid.uuid4()

    @joining_command
    def joins(*, actor: Actor) -> None:
        note(actor=actor, subject=subject, acts=("joined",))
        raise Refused(say("Not now."))

    @command
    def catches(*, actor: Actor) -> None:
        try:
            joins(actor=actor)
        except Refused:
            audit.record(actor, "went on", "thing", subject, actor.organisation_id, at=MONDAY)

    with pytest.raises(DatabaseError):
        catches(actor=carla)
    assert acts_on(carla, subject) == []


def test_changes_of_one_row_are_one_update_and_each_keeps_its_history(world: World) -> None:
    @command
    def rename(*, actor: Actor, names: tuple[str, ...]) -> None:
        person = Person.records.of(actor).locked().get(id=world.first.anna.person)
        for name in names:
            person.name = name
            change_at_end(actor, person, "name")
        person.number = "17"
        change_at_end(actor, person, "number")

    with CaptureQueriesContext(connection) as statements:
        rename(actor=world.first.system, names=("Anna K.", "Anna Kok"))
    assert sum("UPDATE" in each["sql"] and "FROM (VALUES" in each["sql"] for each in statements) == 1
    with entered(world.first.system):
        person = Person.records.of(world.first.system).get(id=world.first.anna.person)
    assert (person.name, person.number) == ("Anna Kok", "17")
    with entered(world.first.system), connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, number FROM organisations_personhistory WHERE pgh_obj_id = %s ORDER BY pgh_id DESC LIMIT 1",
            [person.id],
        )
        assert cursor.fetchone() == ("Anna Kok", "17")


def test_a_text_that_is_too_long_is_refused_and_not_cut_off(world: World) -> None:
    @command
    def rename(*, actor: Actor) -> None:
        person = Person.records.of(actor).locked().get(id=world.first.anna.person)
        person.number = "9" * 400
        change_at_end(actor, person, "number")

    with pytest.raises(DatabaseError, match="too long"):
        rename(actor=world.first.system)


def test_a_row_that_is_out_of_reach_is_not_changed_in_silence(world: World) -> None:
    with entered(world.second.system):
        person = Person.records.of(world.second.system).get(id=world.second.anna.person)

    @command
    def rename(*, actor: Actor) -> None:
        person.name = "Iemand"
        change_at_end(actor, person, "name")

    with pytest.raises(DatabaseError, match="not there"):
        rename(actor=world.first.carla)


def test_a_row_that_waits_to_be_inserted_is_inserted_as_it_was_changed(world: World) -> None:
    made = Person(organisation_id=world.first.id, name="Nieuw", email="", language="nl", number="")

    @command
    def add(*, actor: Actor) -> None:
        write_at_end(actor, [made])
        made.name = "Nieuwer"
        change_at_end(actor, made, "name")

    add(actor=world.first.system)
    with entered(world.first.system), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM organisations_personhistory WHERE pgh_obj_id = %s", [made.id])
        assert cursor.fetchall() == [("Nieuwer",)]


@pytest.mark.parametrize("lines", [1, 1200])
def test_what_was_noted_within_a_savepoint_that_is_rolled_back_is_not_written(
    world: World, lines: int
) -> None:
    """1,200 is more than is kept: part of it is written, and with it what was noted before, within the savepoint."""
    carla, subject, rehearsed = world.first.carla, uuid.uuid4(), uuid.uuid4()

    @command
    def rehearses(*, actor: Actor) -> None:
        note(actor=actor, subject=subject, acts=("before",))
        with transaction.atomic():
            for _ in range(lines):
                audit.record(actor, "rehearsed", "thing", rehearsed, actor.organisation_id, at=MONDAY)
            note(actor=actor, subject=rehearsed, acts=("rehearsed too",))
            with transaction.atomic():
                audit.record(actor, "rehearsed deeper", "thing", rehearsed, actor.organisation_id, at=MONDAY)
            transaction.set_rollback(True)
        with transaction.atomic():
            audit.record(actor, "within", "thing", subject, actor.organisation_id, at=MONDAY)
        audit.record(actor, "after", "thing", subject, actor.organisation_id, at=MONDAY)

    with entered(carla):
        before = OutboxMessage.records.of(carla).count()
    rehearses(actor=carla)
    assert acts_on(carla, subject) == ["before", "within", "after"]
    assert acts_on(carla, rehearsed) == []
    with entered(carla):
        assert OutboxMessage.records.of(carla).count() == before + 1


def test_a_change_within_a_savepoint_that_is_rolled_back_is_not_stored(world: World) -> None:
    carla = world.first.carla

    @command
    def renames(*, actor: Actor) -> None:
        row = Person.records.of(actor).one(id=world.first.anna.person)
        row.name = "Anna Anders"
        change_at_end(actor, row, "name")
        with transaction.atomic():
            row.name = "Anna Nooit"
            change_at_end(actor, row, "name")
            transaction.set_rollback(True)

    renames(actor=carla)
    with entered(carla):
        assert Person.records.of(carla).one(id=world.first.anna.person).name == "Anna Anders"
