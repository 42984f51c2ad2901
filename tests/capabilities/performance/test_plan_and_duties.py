"""The plan of the year beside what came in, and the customer's own terms, in the same report and sealed with it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.capabilities.performance.agreeing import agree, dfa, dvo
from tests.capabilities.performance.test_claims_against_their_norm import publish_claims, reject_at_the_desk
from tests.world import MONDAY, World

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Period

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))
JANUARY = MONDAY + timedelta(days=45)
DUTY = agreements.Duty(2, Decimal(90))


@pytest.fixture
def world(world: World) -> World:
    publish_claims(world)
    agree(world, dvo(duty=DUTY), dfa(volume=10))
    return world


def seen_by(actor: Actor, at_days: int = 45) -> performance.Performance:
    return performance.performance(actor=actor, period=QUARTER, now=MONDAY + timedelta(days=at_days))


def test_the_manager_s_decisions_are_held_against_the_customer_s_own_term(world: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=1, settled=2)
    reject_at_the_desk(world, handed_in=0, decided=3, settled=4)
    seen = seen_by(world.contract_manager)
    (duty,) = seen.duties
    assert (duty.code, duty.cause, duty.days) == ("SP10", "customer:manager", 2)
    assert (duty.figures.inside, duty.figures.outside, duty.is_met) == (1, 1, False)
    assert duty.figures.late[0].number.startswith("2026-")
    assert seen_by(world.first.carla).duties == seen.duties, "the customer reads the same"


def test_what_still_waits_for_the_customer_is_open_and_late_after_its_term(world: World) -> None:
    world.submitted(world.first.anna, at=world.at)
    assert [each.figures.open_late for each in seen_by(world.contract_manager, 1).duties] == [0]
    assert [each.figures.open_late for each in seen_by(world.contract_manager, 7).duties] == [1]


def test_the_year_as_it_goes_stands_beside_its_plan(world: World) -> None:
    for days in (-130, -129):
        reject_at_the_desk(world, handed_in=days, decided=days, settled=days + 1)
    (line,) = seen_by(world.contract_manager, 37).plan  # 30 December
    assert (line.planned, line.counted, line.days, line.of_days) == (10, 2, 364, 365)
    assert line.expected == 2
    (early,) = seen_by(world.contract_manager, -110).plan  # 5 August
    assert (early.counted, early.days, early.expected) == (2, 217, 3)


def test_what_was_planned_stands_there_without_any_case(world: World) -> None:
    (line,) = seen_by(world.contract_manager).plan
    assert (line.planned, line.counted, line.expected) == (10, 0, 0)
    report = performance.report_of(
        seen_by(world.contract_manager), name="Nederlek", period_name="kwartaal 4", language="nl"
    )
    assert [each.key for each in report.tables] == ["plan"]


def test_what_came_in_beside_the_agreement_is_told_and_not_refused(elsewhere: World) -> None:
    publish_claims(elsewhere)
    publish_claims(elsewhere, code="SP11", case_type="general")
    agree(elsewhere, dvo(), dfa(volume=10, code="SP11"))
    elsewhere.submitted(elsewhere.first.anna, at=elsewhere.at)
    for reader in (elsewhere.contract_manager, elsewhere.first.carla):
        beside, planned = seen_by(reader).plan
        assert (planned.code, planned.planned, planned.is_beside) == ("SP11", 10, False)
        assert (beside.code, beside.planned, beside.counted, beside.is_beside) == ("SP10", None, 1, True)
    report = performance.report_of(
        seen_by(elsewhere.contract_manager), name="Centrum", period_name="kwartaal 4", language="nl"
    )
    (table,) = (each for each in report.tables if each.key == "plan")
    assert table.note is not None
    assert "given beside it" in table.note
    assert table.rows[0][-1] is None, "of what was not planned nothing is more than planned"


def test_others_read_neither_plan_nor_duties(world: World, elsewhere: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=1, settled=2)
    for stranger in (world.second.carla, elsewhere.contract_manager, elsewhere.first.carla):
        seen = seen_by(stranger)
        assert (seen.plan, seen.duties) == ((), ())


def test_they_are_sealed_with_the_figures(world: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=3, settled=4)
    live = seen_by(world.contract_manager)
    report = performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=QUARTER, at=JANUARY
    )
    kept = performance.report(actor=world.first.carla, report=report, now=JANUARY, on=date(2027, 1, 8)).seen
    assert (kept.plan, kept.duties) == (live.plan, live.duties)
