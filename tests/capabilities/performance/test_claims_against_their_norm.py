"""Claims as they were handed in and decided, counted against the norm that the provider published."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import Period

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
LATER = MONDAY + timedelta(days=7)


def publish_claims(
    world: World,
    days: str = "2",
    percentage: str = "95",
    *,
    code: str = "SP10",
    case_type: str = claims.CASE_TYPE,
) -> None:
    """The expense claim as a service, agreed on by two people, from the start of the month of the tests."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    second = employ(world.system, world.provider, desk.id, f"Cato{code} Prins", None, Role.CONTROLLER)
    norm = catalogue.Indicator(
        "lead_time",
        catalogue.Words("betaald binnen", "paid within"),
        Decimal(days),
        "working_days",
        Decimal(percentage),
    )
    content = catalogue.Content(
        name=catalogue.Words("Declaratie", "Expense claim"),
        process="per-8B",
        indicators=(norm,),
        case_type=case_type,
    )
    service = catalogue.write_service(
        actor=world.contract_manager, cooperation=world.cooperation, code=code, content=content, at=MONDAY
    )
    version = catalogue.service(actor=world.contract_manager, service=service, on=TODAY).latest.id
    catalogue.adopt_version(actor=second, version=version, at=MONDAY)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=TODAY, at=MONDAY)


@pytest.fixture
def world(world: World) -> World:
    publish_claims(world)
    return world


def reject_at_the_desk(world: World, *, handed_in: int, decided: int, settled: int) -> None:
    """A claim that the manager approves and the desk rejects, so many working hours after Monday nine o'clock."""
    start = MONDAY + timedelta(days=handed_in)
    claim = world.submitted(world.first.anna, at=start)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=MONDAY + timedelta(days=decided))
    claims.reject_claim(
        actor=world.clerk, claim=claim, reason="Dubbel ingediend", at=MONDAY + timedelta(days=settled)
    )


def seen_by(actor: Actor, period: Period = NOVEMBER) -> list[performance.ServiceFigures]:
    return list(performance.performance(actor=actor, period=period, now=LATER).services)


def test_what_the_manager_kept_waiting_is_not_the_centre_s(world: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=3, settled=4)
    (told,) = seen_by(world.contract_manager)
    assert (told.code, told.customer_name, told.provider_name) == ("SP10", "Nederlek", "Servicecentrum K5")
    assert told.figures.counted == told.figures.inside == 1, "three days lay with the manager"
    assert told.is_met
    (waiting,) = told.figures.waiting
    assert (waiting.cause, waiting.cases) == ("customer:manager", 1)
    assert waiting.working_hours == 24


def test_what_the_desk_kept_is_outside_and_named(world: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=0, settled=4)
    (told,) = seen_by(world.contract_manager)
    assert (told.figures.counted, told.figures.inside, told.is_met) == (1, 0, False)
    assert told.figures.share == 0
    assert told.goal == Fraction(95, 100)
    (late,) = told.figures.late
    assert late.number.startswith("2026-")


def test_customer_and_provider_read_the_same_figures(world: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=1, settled=2)
    world.submitted(world.second.anna, at=MONDAY)
    for mine, controller in ((world.first, world.first.carla), (world.second, world.second.carla)):
        (own,) = seen_by(controller)
        (same,) = [each for each in seen_by(world.contract_manager) if each.customer_id == mine.id]
        assert own == same
    assert len(seen_by(world.contract_manager)) == 2


def test_a_day_that_was_closed_afterwards_moves_the_figure(world: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=0, settled=3)
    assert seen_by(world.contract_manager)[0].figures.inside == 0
    clock.open_otherwise(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        day=TODAY + timedelta(days=2),
        stretches="",
        reason="Storing bij de bank",
        at=LATER,
    )
    assert seen_by(world.contract_manager)[0].figures.inside == 1


def test_another_cooperation_and_other_roles_read_nothing(world: World, elsewhere: World) -> None:
    reject_at_the_desk(world, handed_in=0, decided=0, settled=1)
    assert seen_by(elsewhere.contract_manager) == []
    assert seen_by(elsewhere.first.carla) == []
    for actor in (world.first.anna, world.first.jan, world.clerk, world.first.ad):
        with pytest.raises(Refused, match="controllers and contract managers"):
            seen_by(actor)


def test_as_many_statements_for_ten_claims_as_for_one(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            seen_by(world.contract_manager)
        return len(statements)

    world.submitted(world.first.anna, at=MONDAY)
    few = asked()
    for hour in range(5):
        world.submitted(world.first.bert, at=MONDAY + timedelta(hours=hour))
        world.submitted(world.second.anna, at=MONDAY + timedelta(hours=hour))
    assert asked() == few


def test_a_returned_claim_waits_for_the_employee(world: World) -> None:
    claim = world.submitted(world.first.anna, at=MONDAY)
    claims.return_claim(
        actor=world.first.jan, claim=claim, question="Welke reis?", at=MONDAY + timedelta(hours=2)
    )
    (told,) = seen_by(world.first.carla)
    assert told.figures.open == 1
    assert told.figures.open_late == 0, "the clock stands still while the employee has it"
    assert replace(told.figures, months=()).received == 1
