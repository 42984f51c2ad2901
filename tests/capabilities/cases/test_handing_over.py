"""Cases go over with the task of the desk: what is open, what is closed, and by whose hours they are due then."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.scenarios.test_who_provides_what import (
    ARRANGEMENTS,
    FRIDAY,
    ON_FRIDAY,
    as_on,
    behind_the_second_lock,
    goes_over,
    nederlek_can_provide,
    staff,
)
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

TUESDAY = MONDAY + timedelta(days=1, hours=1)


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world))


def goes_to_nederlek(world: World, *, finishes_open: bool = False, reads_earlier: bool = False) -> None:
    nederlek_can_provide(world)
    task = organisations.Task.DESK
    goes_over(world, task, finishes_open=finishes_open, reads_earlier=reads_earlier)


def hand_over(world: World, at: datetime = TUESDAY) -> int:
    """As the night's work does it: the system of that customer alone."""
    customer = Actor.system(world.second.id)
    return cases.hand_over_cases(actor=customer, organisation=world.second.id, at=at)


def sees(who: Actor, case: UUID) -> bool:
    try:
        seen(who, case, ON_FRIDAY)
    except NotFound:
        return False
    return True


def due_at(world: World, case: UUID) -> datetime:
    with entered(world.system):
        return Case.records.of(world.system).one(id=case).due_at


@pytest.mark.parametrize(("finishes_open", "reads_earlier"), ARRANGEMENTS)
def test_each_arrangement_leaves_the_earlier_provider_what_was_arranged(
    world: World, service: UUID, finishes_open: bool, reads_earlier: bool
) -> None:
    anna = world.second.anna
    closed, waiting, elsewhere = asked(anna, service), asked(anna, service), asked(world.first.anna, service)
    cases.close_case(actor=world.clerk, case=closed, result=cases.Result.DONE, words="Klaar", at=MONDAY)
    cases.take_case(actor=world.clerk, case=waiting, at=MONDAY)
    goes_to_nederlek(world, finishes_open=finishes_open, reads_earlier=reads_earlier)
    assert hand_over(world, MONDAY) == 0, "nothing before its day"
    assert hand_over(world) == (not finishes_open) + (not reads_earlier)
    assert hand_over(world) == 0
    old, new = as_on(world.clerk, FRIDAY), staff(world, "Nel Clerk", Role.SSC_CLERK)
    expected = {closed: reads_earlier, waiting: finishes_open, elsewhere: True}
    assert {case: sees(old, case) for case in expected} == expected
    visible = behind_the_second_lock(old, "cases_case")
    assert {case: case in visible for case in expected} == expected
    assert {case: sees(new, case) for case in expected} == {
        closed: not reads_earlier,
        waiting: not finishes_open,
        elsewhere: False,
    }
    words = cases.cases_found(actor=old, text="verklaring", at=ON_FRIDAY)
    assert {case: case in {each.id for each in words} for case in expected} == expected
    words = cases.cases_found(actor=new, text="verklaring", at=ON_FRIDAY)
    assert {each.id for each in words} == {case for case in (closed, waiting) if sees(new, case)}
    works, looks_on = (old, new) if finishes_open else (new, old)
    with pytest.raises((Refused, NotFound)):
        cases.take_case(actor=looks_on, case=waiting, at=ON_FRIDAY)
    cases.answer_case(actor=works, case=waiting, words="Komt eraan", at=ON_FRIDAY)


def test_a_case_that_went_over_keeps_number_and_history_is_nobodys_and_says_so(
    world: World, service: UUID
) -> None:
    case = asked(world.second.anna, service)
    cases.take_case(actor=world.clerk, case=case, at=MONDAY)
    number = seen(world.second.anna, case).number
    goes_to_nederlek(world)
    hand_over(world)
    view = seen(world.second.anna, case, TUESDAY)
    assert [each.act for each in view.timeline] == [
        cases.CaseAct.RECEIVED,
        cases.CaseAct.TAKEN,
        cases.CaseAct.WENT_OVER,
    ]
    new = staff(world, "Nel Clerk", Role.SSC_CLERK)
    view = seen(new, case, ON_FRIDAY)
    assert (view.number, view.taken_by, view.provider_id) == (number, None, world.first.id)
    assert "take" in view.actions


def test_the_queue_of_whoever_took_it_over_goes_by_their_own_hours(world: World, service: UUID) -> None:
    case = asked(world.second.anna, service)
    before = due_at(world, case)
    nederlek_can_provide(world)
    manager = staff(world, "Nina Contract", Role.CONTRACT_MANAGER, TODAY)
    clock.open_otherwise(
        actor=manager,
        cooperation=world.cooperation,
        day=date(2026, 11, 25),
        stretches="",
        reason="Verhuizing",
        at=MONDAY,
    )
    assert due_at(world, case) == before
    goes_over(world, organisations.Task.DESK)
    hand_over(world)
    told = seen(world.second.anna, case, TUESDAY).clock
    assert told is not None
    assert due_at(world, case) == told.answer.due == before + timedelta(days=1)


def test_what_a_move_takes_along_is_told_to_who_decides_on_it_alone(world: World, service: UUID) -> None:
    asked(world.second.anna, service)
    task = organisations.Task.DESK
    for who in (world.second.ad, world.second.carla):
        counted = organisations.what_a_move_takes_along(actor=who, organisation=world.second.id, task=task)
        waiting = {"Invoices that wait": 0, "Orders that are not over": 0}
        assert dict(counted) == {"Cases under way": 1, **waiting}
        payments = organisations.Task.PAYMENTS
        assert (
            organisations.what_a_move_takes_along(actor=who, organisation=world.second.id, task=payments)
            == ()
        )
    for who in (world.second.anna, world.first.ad, world.clerk):
        with pytest.raises(Refused):
            organisations.what_a_move_takes_along(actor=who, organisation=world.second.id, task=task)
