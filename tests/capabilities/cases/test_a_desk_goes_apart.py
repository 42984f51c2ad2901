"""A list gets a desk of its own by two people, and takes its cases along as was arranged; the others stay where they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.capabilities.cases.two_desks import FAULT, fault_of_the_first
from tests.scenarios.test_who_provides_what import (
    ARRANGEMENTS,
    FRIDAY,
    ON_FRIDAY,
    TOMORROW,
    as_on,
    behind_the_second_lock,
    nederlek_can_provide,
    staff,
)
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import DESKS, Task, desk_provider
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

TUESDAY = MONDAY + timedelta(days=1, hours=1)
Services = dict[str, UUID]


@pytest.fixture
def services(world: World) -> Services:
    """The service centre has the one desk of the second municipality, and a service of two lists."""
    nederlek_can_provide(world)
    controller = controller_of(world)
    return {
        "personnel": published(world, controller),
        "ict": published(world, controller, replace(FAULT), "ICT9"),
    }


def propose(world: World, task: Task = Task.DESK_ICT, **how: object) -> UUID:
    """As the administrator of the second municipality does it."""
    move = {
        "provider": world.first.id,
        "since": TOMORROW,
        "finishes_open": False,
        "reads_earlier": False,
        **how,
    }
    return organisations.propose_move(
        actor=world.second.ad,
        organisation=world.second.id,
        task=task,
        at=MONDAY,
        **move,  # type: ignore[arg-type]
    )


def goes_apart(world: World, task: Task = Task.DESK_ICT, **how: object) -> None:
    """Proposed by the administrator and confirmed by the controller."""
    organisations.TASK_MOVES.confirm(actor=world.second.carla, which=propose(world, task, **how), at=MONDAY)


def hand_over(world: World, at: datetime = TUESDAY) -> int:
    customer = Actor.system(world.second.id)
    return cases.hand_over_cases(actor=customer, organisation=world.second.id, at=at)


def has(world: World, task: Task, on: date = FRIDAY) -> UUID | None:
    provisions = organisations.provisions_of(actor=world.second.ad, organisation=world.second.id)
    return desk_provider(provisions, task, on)


def sees(who: Actor, case: UUID) -> bool:
    try:
        seen(who, case, ON_FRIDAY)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(("finishes_open", "reads_earlier"), ARRANGEMENTS)
def test_its_own_cases_go_over_as_was_arranged_and_no_others(
    world: World, services: Services, finishes_open: bool, reads_earlier: bool
) -> None:
    anna = world.second.anna
    closed, waiting = asked(anna, services["ict"]), asked(anna, services["ict"])
    other, other_closed = asked(anna, services["personnel"]), asked(anna, services["personnel"])
    for case in (closed, other_closed):
        cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=MONDAY)
    goes_apart(world, finishes_open=finishes_open, reads_earlier=reads_earlier)
    assert hand_over(world, MONDAY) == 0, "nothing before its day"
    assert hand_over(world) == (not finishes_open) + (not reads_earlier)
    assert hand_over(world) == 0
    old, new = as_on(world.clerk, FRIDAY), staff(world, "Nel Clerk", Role.SSC_CLERK)
    stays = {closed: reads_earlier, waiting: finishes_open, other: True, other_closed: True}
    assert {case: sees(old, case) for case in stays} == stays
    assert {case: sees(new, case) for case in stays} == {case: not there for case, there in stays.items()}
    for who, expected in ((old, True), (new, False)):
        visible = behind_the_second_lock(who, "cases_case")
        assert {case for case, there in stays.items() if there is expected} == visible & set(stays)


def test_what_comes_in_later_is_the_new_desks_and_whoever_keeps_something_sees_nothing_of_it(
    world: World, services: Services
) -> None:
    goes_apart(world, finishes_open=True, reads_earlier=True)
    anna = as_on(world.second.anna, FRIDAY)
    with pytest.raises((cases.OutOfReach, NotFound)):
        asked(anna, services["ict"], at=ON_FRIDAY)
    stays = asked(anna, services["personnel"], at=ON_FRIDAY)
    later = asked(anna, fault_of_the_first(world), at=ON_FRIDAY)
    old, new = as_on(world.clerk, FRIDAY), staff(world, "Nel Clerk", Role.SSC_CLERK)
    assert (sees(old, stays), sees(new, stays)) == (True, False)
    assert (sees(old, later), sees(new, later)) == (False, True)
    assert later not in behind_the_second_lock(old, "cases_case")


def test_nobody_gives_a_list_a_desk_of_its_own_alone_where_somebody_has_the_desk(
    world: World, services: Services
) -> None:
    for since in (TODAY, TOMORROW, TODAY + timedelta(days=90)):
        with pytest.raises(Refused):
            organisations.choose_provider(
                actor=world.second.ad,
                organisation=world.second.id,
                task=Task.DESK_ICT,
                provider=world.first.id,
                since=since,
                at=MONDAY,
            )
    move = propose(world)
    with pytest.raises(Refused):
        organisations.TASK_MOVES.confirm(actor=world.second.ad, which=move, at=MONDAY)
    assert has(world, Task.DESK_ICT) == world.provider


def test_a_list_may_go_to_another_than_has_its_cases_at_the_desk(world: World, services: Services) -> None:
    offered = organisations.who_may_provide(
        actor=world.second.ad, organisation=world.second.id, task=Task.DESK_ICT, on=TOMORROW
    )
    assert set(offered.providers) == {world.first.id}


def test_a_move_that_is_taken_back_leaves_one_desk(world: World, services: Services) -> None:
    before = organisations.provisions_of(actor=world.second.ad, organisation=world.second.id)
    goes_apart(world)
    assert has(world, Task.DESK_ICT) == world.first.id
    assert has(world, Task.DESK_ICT, TODAY) == world.provider
    organisations.take_back_move(
        actor=world.second.carla, organisation=world.second.id, task=Task.DESK_ICT, at=MONDAY
    )
    after = organisations.provisions_of(actor=world.second.ad, organisation=world.second.id)
    assert after == before
    goes_apart(world)
    assert has(world, Task.DESK_ICT) == world.first.id, "and it may go apart after all"


def test_a_desk_that_moves_leaves_the_desk_of_a_list_where_it_is(world: World, services: Services) -> None:
    waiting = asked(world.second.anna, services["ict"])
    goes_apart(world)
    hand_over(world)
    goes_apart(world, Task.DESK, since=FRIDAY)
    new = staff(world, "Nel Clerk", Role.SSC_CLERK)
    assert world.second.id not in new.desk_partly, "it has every desk now"
    assert sees(new, waiting)
    old = as_on(world.clerk, FRIDAY)
    assert world.second.id in old.desk_partly
    assert not sees(old, waiting)


def test_giving_it_back_is_a_move_to_who_has_the_desk(world: World, services: Services) -> None:
    waiting, other = (asked(world.second.anna, services[name]) for name in ("ict", "personnel"))
    goes_apart(world)
    hand_over(world)
    organisations.move_task(
        actor=world.system,
        organisation=world.second.id,
        task=Task.DESK_ICT,
        provider=world.provider,
        since=FRIDAY,
        finishes_open=False,
        reads_earlier=False,
        at=TUESDAY,
    )
    assert hand_over(world, ON_FRIDAY) == 1
    old, new = as_on(world.clerk, FRIDAY), staff(world, "Nel Clerk", Role.SSC_CLERK)
    assert [sees(old, case) for case in (waiting, other)] == [True, True]
    assert world.second.id not in old.desk_partly
    assert world.second.id not in new.scope


def test_what_a_move_takes_along_is_counted_by_desk(world: World, services: Services) -> None:
    for name in ("ict", "ict", "personnel"):
        asked(world.second.anna, services[name])

    def counted() -> list[int]:
        told: Callable[..., object] = organisations.what_a_move_takes_along
        return [
            dict(told(actor=world.second.ad, organisation=world.second.id, task=task))["Cases under way"]  # type: ignore[call-overload]
            for task in DESKS
        ]

    assert counted() == [3, 1, 0, 2], "the desk takes all along while no list has its own"
    goes_apart(world)
    assert counted() == [1, 1, 0, 2]


def test_a_list_waits_until_the_desk_itself_has_gone_over(world: World, services: Services) -> None:
    goes_apart(world, Task.DESK, since=FRIDAY)
    with pytest.raises(Refused) as refusal:
        propose(world)
    assert "desk of its own after that" in str(refusal.value)
