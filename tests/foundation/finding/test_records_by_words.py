"""Records by words, on the words of cases: two locks, the same number of statements for one and for many, and by the index alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import CaseWord
from bodemplaat.foundation.finding.api import records_found
from bodemplaat.foundation.tenancy.api import Actor, entered


@pytest.fixture
def service(world: World) -> object:
    return published(world, controller_of(world))


def found(who: Actor, text: str) -> tuple[object, ...]:
    return records_found(actor=who, model=CaseWord, text=text, only_own=False)


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
        found(world.clerk, "verklaring")
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


def test_a_walk_over_words_ends_where_they_no_longer_begin_alike(world: World, service: object) -> None:
    """Among a million cases a walk that found its last word read on to the end of the customer's words: a second and more."""
    asked(world.first.anna, service)  # type: ignore[arg-type]
    with entered(world.clerk), CaptureQueriesContext(connection) as caught:
        found(world.clerk, "verklaring")
    (walk,) = [each["sql"] for each in caught if "RECURSIVE" in each["sql"]]
    with entered(world.clerk), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN (ANALYZE) {walk}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    conditions = [line for line in plan.splitlines() if "Index Cond" in line and "word >" in line]
    assert len(conditions) == 2
    assert all("word < (" in line for line in conditions)


def test_a_fault_in_an_ending_is_forgiven(world: World, service: object) -> None:
    case = cases.open_case(
        actor=world.first.anna,
        service=service,  # type: ignore[arg-type]
        question=cases.Question("Declaratie van een reis", "", {"kind": "work"}),
        key="declaratie",
        at=MONDAY,
    )
    assert found(world.clerk, "declarasie reis") == (case,)
    assert found(world.first.anna, "declarasie") == (case,)
    assert found(world.clerk, "decoratie") == ()


def test_faults_in_several_endings_take_no_more_statements_than_one(world: World, service: object) -> None:
    asked(world.first.anna, service)  # type: ignore[arg-type]
    counts = []
    for text in ("declarasie", "declarasie vergoedang reizan"):
        with CaptureQueriesContext(connection) as caught:
            assert found(world.clerk, text) == ()
        counts.append(len(caught))
    assert counts[0] == counts[1]
