"""Many rows go in by a table beside: under the same policy, constraints and history as one row, whole or not at all."""

import tracemalloc
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from tests.world import MONDAY, World

from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.foundation.audit import api as audit
from bodemplaat.foundation.documents import api as documents
from bodemplaat.foundation.documents.models import DocumentContent
from bodemplaat.foundation.tenancy.api import Actor, NotInContext, entered, insert_bytes, insert_many

NAMES = (
    "id",
    "organisation_id",
    "source_type",
    "source_id",
    "amount_cents",
    "creditor_name",
    "creditor_iban",
)


def insert(actor: Actor, organisation: uuid.UUID, count: int, cents: int = 100) -> list[uuid.UUID]:
    ids = [uuid.uuid4() for _ in range(count)]
    rows = [(id_, organisation, "test", uuid.uuid4(), cents, "Jan", "NL44RABO0123456789") for id_ in ids]
    with entered(actor):
        assert insert_many(actor, Payment, NAMES, rows, same={"requested_at": MONDAY}) == count
    return ids


def versions(actor: Actor, ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    with entered(actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_obj_id, array_agg(pgh_label || ' ' || state ORDER BY pgh_id) FROM payments_paymenthistory "
            "WHERE pgh_obj_id = ANY (%s) AND pgh_context ->> 'role' IS NOT NULL GROUP BY pgh_obj_id",
            [ids],
        )
        return dict(cursor.fetchall())


@pytest.mark.parametrize("count", [1, 100, 101, 2500])
def test_each_row_is_stored_with_its_first_version(world: World, count: int) -> None:
    carla = world.first.carla
    ids = insert(carla, carla.organisation_id, count)
    with entered(carla):
        stored = Payment.records.of(carla).filter(id__in=ids).values_list("state", "remittance", "batch")
        assert list(stored) == [("ready", "", None)] * count
    assert versions(carla, ids) == {each: ["insert ready"] for each in ids}


def test_a_change_of_many_after_a_change_of_one_writes_each_version_and_of_none_without_a_change(
    world: World,
) -> None:
    carla = world.first.carla
    ids = insert(carla, carla.organisation_id, 2500)
    with entered(carla):
        rows = Payment.records.of(carla).filter(id__in=ids)
        rows.filter(id=ids[0]).update(withdrawn_at=MONDAY)  # its plan would be kept for the session
        rows.update(withdrawn_at=MONDAY)
        rows.filter(id=ids[1]).update(withdrawn_at=MONDAY + timedelta(days=1))
    expected = {each: ["insert ready", "update ready"] for each in ids}
    expected[ids[1]] = ["insert ready", "update ready", "update ready"]
    assert versions(carla, ids) == expected


@pytest.mark.parametrize("count", [1, 2500])
def test_one_row_that_the_policy_or_a_constraint_refuses_stops_all(world: World, count: int) -> None:
    carla, other = world.first.carla, world.second.carla
    with pytest.raises(DatabaseError):
        insert(carla, other.organisation_id, count)
    with pytest.raises(DatabaseError):
        insert(carla, carla.organisation_id, count, cents=0)
    with entered(carla):
        assert not Payment.records.of(carla).exists()
    with entered(other):
        assert not Payment.records.of(other).exists()


@pytest.mark.parametrize("count", [50, 2500])
def test_a_row_that_is_there_is_passed_by_when_that_is_asked(world: World, count: int) -> None:
    carla = world.first.carla
    sources = [uuid.uuid4() for _ in range(count)]

    def again(some: list[uuid.UUID]) -> int:
        rows = [
            (uuid.uuid4(), carla.organisation_id, "test", each, 100, "Jan", "NL44RABO0123456789")
            for each in some
        ]
        return insert_many(
            actor=carla,
            model=Payment,
            names=NAMES,
            rows=rows,
            same={"requested_at": MONDAY},
            unless_there=True,
        )

    with entered(carla):
        assert again(sources[: count // 2]) == count // 2
        assert again(sources) == count - count // 2
        assert again(sources) == 0


def test_nobody_inserts_without_entering(world: World) -> None:
    with pytest.raises(NotInContext):
        insert_many(world.first.carla, Payment, NAMES, [])


def test_many_lines_in_the_trail_stand_in_their_order(world: World) -> None:
    carla, subject = world.first.carla, uuid.uuid4()
    lines = [(subject, carla.organisation_id, {"count": number}) for number in range(1500)]
    with entered(carla):
        audit.record_many(carla, "thing.done", "thing", lines, at=MONDAY)
    trail = audit.trail_of(actor=carla, subject=subject)
    assert [line.details["count"] for line in trail] == list(range(1500))
    assert {line.person_id for line in trail} == {carla.person_id}


def test_the_bytes_of_a_large_file_are_stored_as_they_are_and_held_once_more_at_most(world: World) -> None:
    anna, content = world.first.anna, bytes(range(256)) * (1 << 14)
    tracemalloc.start()
    try:
        document = documents.keep_file(
            actor=anna,
            organisation=anna.organisation_id,
            name="statement.xml",
            media_type="application/xml",
            content=content,
            at=MONDAY,
        )
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < len(content) * 3 // 2  # a hexadecimal statement held them six times
    with entered(anna):
        row = DocumentContent.records.of(anna).get(document_id=document)
        assert bytes(row.content) == content


def test_bytes_are_stored_within_the_scope_of_whoever_was_entered_alone(world: World) -> None:
    anna, elsewhere = world.first.anna, world.second.anna
    row = DocumentContent(organisation_id=anna.organisation_id, document_id=uuid.uuid4(), content=b"x")
    with pytest.raises(NotInContext):
        insert_bytes(anna, row)
    with pytest.raises(DatabaseError, match="row-level security"), entered(elsewhere):
        insert_bytes(elsewhere, row)
