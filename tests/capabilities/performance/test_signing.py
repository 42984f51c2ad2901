"""Figures that two people sign, one for each side: sealed then, whatever is counted otherwise afterwards."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.capabilities.performance.test_claims_against_their_norm import publish_claims, reject_at_the_desk
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered
from bodemplaat.kernel import Period

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
DECEMBER = MONDAY + timedelta(days=10)
SIGNED = date(2026, 12, 4)


@pytest.fixture
def world(world: World) -> World:
    publish_claims(world)
    reject_at_the_desk(world, handed_in=0, decided=0, settled=3)
    return world


@pytest.fixture
def second(world: World) -> Actor:
    """A second reader of figures at the provider."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cora Vink", None, Role.CONTRACT_MANAGER)


def offered(world: World) -> UUID:
    return performance.offer_report(
        actor=world.contract_manager, customer=world.first.id, period=NOVEMBER, at=DECEMBER
    )


def seen(actor: Actor, report: UUID) -> performance.ReportView:
    return performance.report(actor=actor, report=report, now=DECEMBER, on=SIGNED)


def signed(world: World, second: Actor) -> UUID:
    report = offered(world)
    assert not performance.sign_report(actor=second, report=report, at=DECEMBER)
    assert performance.sign_report(actor=world.first.carla, report=report, at=DECEMBER + timedelta(hours=1))
    return report


def test_signed_by_both_it_is_sealed_and_later_corrections_stand_beside_it(
    world: World, second: Actor
) -> None:
    report = signed(world, second)
    before = seen(world.first.carla, report)
    assert before.row.state == "confirmed"
    assert [each.side for each in before.signatures] == ["provider", "customer"]
    assert before.corrections == ()
    clock.open_otherwise(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        day=TODAY + timedelta(days=2),
        stretches="",
        reason="Storing bij de bank",
        at=DECEMBER,
    )
    after = seen(world.first.carla, report)
    assert after.seen == before.seen, "what was signed stays"
    (correction,) = after.corrections
    assert (correction.inside_then, correction.inside_now) == (0, 1)
    (case,) = correction.cases
    assert case.ended_then == case.ended_now is not None
    assert (case.inside_then, case.inside_now) == (False, True), "the day that was closed gave it a day more"


def test_what_is_kept_is_what_was_counted(world: World, second: Actor) -> None:
    live = performance.performance(
        actor=world.contract_manager, period=NOVEMBER, now=DECEMBER, customer=world.first.id
    )
    kept = seen(world.contract_manager, offered(world))
    assert kept.seen.services == live.services


def test_nobody_signs_what_they_offered_nor_for_two_sides(world: World, second: Actor) -> None:
    report = offered(world)
    with pytest.raises(Refused, match="two others do"):
        performance.sign_report(actor=world.contract_manager, report=report, at=DECEMBER)
    performance.sign_report(actor=second, report=report, at=DECEMBER)
    with pytest.raises(Refused, match="two others do"):
        performance.sign_report(actor=second, report=report, at=DECEMBER)
    assert seen(world.first.carla, report).may_sign_for == ("customer",)


def test_a_period_that_runs_or_without_cases_is_not_offered(world: World) -> None:
    with pytest.raises(Refused, match="not over yet"):
        performance.offer_report(
            actor=world.contract_manager, customer=world.first.id, period=NOVEMBER, at=MONDAY
        )
    with pytest.raises(Refused, match="closed nothing"):
        performance.offer_report(
            actor=world.contract_manager, customer=world.second.id, period=NOVEMBER, at=DECEMBER
        )
    with pytest.raises(Refused, match="closed nothing"):
        performance.offer_report(
            actor=world.first.carla, customer=world.first.id, period=NOVEMBER, at=DECEMBER
        )


def test_a_period_is_offered_once_and_again_after_it_was_refused(world: World, second: Actor) -> None:
    report = offered(world)
    with pytest.raises(Refused, match="take that one back first"):
        offered(world)
    performance.refuse_report(
        actor=world.first.carla, report=report, reason="Woensdag was u dicht", at=DECEMBER
    )
    assert seen(world.contract_manager, report).signatures[0].reason == "Woensdag was u dicht"
    again = signed(world, second)
    with pytest.raises(Refused, match="signed by both already"):
        offered(world)
    assert {each.id for each in performance.reports(actor=world.first.carla)} == {report, again}


def test_the_provider_takes_back_and_the_customer_cannot(world: World) -> None:
    report = offered(world)
    with pytest.raises(Refused, match="refuse it with a reason"):
        performance.withdraw_report(actor=world.first.carla, report=report, at=DECEMBER)
    performance.withdraw_report(actor=world.contract_manager, report=report, at=DECEMBER)
    assert seen(world.first.carla, report).row.state == "withdrawn"


def test_only_the_two_parties_read_a_report(world: World, elsewhere: World) -> None:
    report = offered(world)
    for stranger in (world.second.carla, elsewhere.contract_manager, elsewhere.first.carla):
        assert performance.reports(actor=stranger) == ()
        with pytest.raises(NotFound):
            seen(stranger, report)
    with entered(world.second.carla), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM performance_performancereport")
        assert cursor.fetchone() == (0,), "the second lock alone"


def test_the_database_keeps_what_was_offered(world: World) -> None:
    offered(world)
    for statement in (
        "UPDATE performance_performancereport SET last_day = '2026-11-29'",
        "DELETE FROM performance_performancereport",
    ):
        with (
            pytest.raises(DatabaseError, match="Cannot"),
            transaction.atomic(),
            entered(world.contract_manager),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
