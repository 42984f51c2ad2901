"""Cases are found by words: other forms, typing faults, messages; by nobody who may not open them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import CaseWord
from bodemplaat.foundation.finding.api import records_found
from bodemplaat.foundation.tenancy.api import Actor, entered

A_DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return World.founded()


@pytest.fixture
def service(world: World) -> object:
    return published(world, controller_of(world))


def found(who: Actor, text: str) -> list[object]:
    return [each.id for each in cases.cases_found(actor=who, text=text, at=MONDAY)]


def test_a_case_is_found_by_other_forms_and_with_a_fault(world: World, service: object) -> None:
    anna = world.first.anna
    case = asked(anna, service)  # type: ignore[arg-type]
    (row,) = cases.cases_found(actor=anna, text="verklaring", at=MONDAY)
    for text in ("verklaringen", "loonstroken", "verklaaring bank", "verkl", row.number, "BANK loonstrook"):
        assert found(anna, text) == [case], text
    for text in ("hypotheek", "verklaring fiets", "", "de", "1"):
        assert found(anna, text) == [], text


def test_what_is_written_later_is_found_and_the_newest_stands_first(world: World, service: object) -> None:
    anna, clerk = world.first.anna, world.clerk
    first, second = (asked(anna, service, at=MONDAY + days * A_DAY) for days in (0, 1))  # type: ignore[arg-type]
    assert found(anna, "verklaring") == [second, first]
    cases.write_message(actor=anna, case=first, words="Het gaat om een caravan", at=MONDAY + 2 * A_DAY)
    assert found(anna, "caravans") == found(clerk, "caravans") == [first]


def test_a_note_for_colleagues_is_found_by_them_alone(world: World, service: object) -> None:
    case = asked(world.first.anna, service)  # type: ignore[arg-type]
    cases.note_for_colleagues(actor=world.clerk, case=case, words="Lijkt een dubbelganger", at=MONDAY)
    assert found(world.clerk, "dubbelganger") == [case]
    assert found(world.first.anna, "dubbelganger") == []


def test_nobody_finds_what_they_may_not_open(world: World, service: object) -> None:
    case = asked(world.first.anna, service)  # type: ignore[arg-type]
    w = world
    for who in (w.first.bert, w.first.jan, w.first.carla, w.first.ad, w.second.anna, w.payer):
        assert found(who, "verklaring") == [], who.person_name
    assert found(w.clerk, "verklaring") == [case]


def test_the_database_holds_the_second_lock_on_words(world: World, service: object) -> None:
    asked(world.first.anna, service)  # type: ignore[arg-type]
    stranger = world.second.anna
    with entered(stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_caseword")
        assert cursor.fetchone() == (0,)
    with entered(world.first.anna), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 5 FROM cases_caseword")
        assert cursor.fetchone() == (True,)


def test_statements_are_the_same_for_one_case_and_many(world: World, service: object) -> None:
    counts = []
    for more in (1, 4):
        for _ in range(more):
            asked(world.first.anna, service)  # type: ignore[arg-type]
        with CaptureQueriesContext(connection) as caught:
            found(world.clerk, "verklaring bank")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_words_go_under_the_policy_by_their_index(world: World, service: object) -> None:
    """The plan looks into the index by organisation and word, not through the table: no leak-prone operator is in the way."""
    asked(world.first.anna, service)  # type: ignore[arg-type]
    with entered(world.clerk), CaptureQueriesContext(connection) as caught:
        records_found(actor=world.clerk, model=CaseWord, text="verklaring", only_own=False)
    (lead,) = [each["sql"] for each in caught if "LATERAL" in each["sql"]]
    with entered(world.clerk), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {lead}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "cases_words" in plan
    assert "Seq Scan on cases_caseword" not in plan
    condition = next(line for line in plan.splitlines() if "Index Cond" in line and "word" in line)
    assert "organisation_id = k.key" in condition
    assert "word = d.word" in condition
