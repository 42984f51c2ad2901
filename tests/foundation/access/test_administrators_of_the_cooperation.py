"""Who administers a cooperation: a second one is named, one is ended, the last stays and nobody decides about themselves."""

from datetime import timedelta

import pytest
from tests.world import TODAY, World, employ

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def founder(world: World) -> Actor:
    """Who administers the cooperation, at its seat."""
    return employ(
        world.system, world.first.id, world.first.unit, "Inge Visser", None, Role.COOPERATION_ADMINISTRATOR
    )


def held(founder: Actor) -> dict[str, access.CooperationAdministrator]:
    return {each.name: each for each in access.cooperation_administrators(actor=founder, on=TODAY)}


def test_a_second_one_is_named_and_ended_and_the_last_stays(world: World, founder: Actor) -> None:
    anna = world.first.anna

    def name() -> None:
        access.name_cooperation_administrator(actor=founder, person=anna.person, since=TODAY, at=world.at)

    name()
    assert set(held(founder)) == {"Anna Jansen", "Inge Visser"}
    with pytest.raises(Refused, match="already"):
        name()
    second = access.actor_wearing(
        user=anna.user_id or 0, assignment=held(founder)["Anna Jansen"].assignment_id, on=TODAY
    )
    first = held(founder)["Inge Visser"].assignment_id
    with pytest.raises(Refused, match="their own"):
        access.end_cooperation_administrator(actor=founder, assignment=first, until=TOMORROW, at=world.at)
    access.end_cooperation_administrator(actor=second, assignment=first, until=TOMORROW, at=world.at)
    with pytest.raises(Refused, match="Name another administrator first"):
        access.end_cooperation_administrator(
            actor=founder, assignment=held(founder)["Anna Jansen"].assignment_id, until=TOMORROW, at=world.at
        )
    assert held(founder)["Inge Visser"].until == TOMORROW


def test_one_who_begins_today_can_be_ended_today(world: World, founder: Actor) -> None:
    assignment = access.name_cooperation_administrator(
        actor=founder, person=world.first.anna.person, since=TODAY, at=world.at
    )
    access.end_cooperation_administrator(actor=founder, assignment=assignment, until=TODAY, at=world.at)
    assert set(held(founder)) == {"Inge Visser"}


def test_nobody_else_names_one_and_nobody_of_elsewhere_is_named(world: World, founder: Actor) -> None:
    for who in (world.first.ad, world.first.jan):
        with pytest.raises(Refused, match="Only an administrator of the cooperation"):
            access.name_cooperation_administrator(
                actor=who, person=world.first.anna.person, since=TODAY, at=world.at
            )
    with pytest.raises(Refused, match="their own"):
        access.name_cooperation_administrator(actor=founder, person=founder.person, since=TODAY, at=world.at)
    with pytest.raises(NotFound):
        access.name_cooperation_administrator(
            actor=founder, person=world.second.anna.person, since=TODAY, at=world.at
        )
    assert organisations.cooperations_seated(actor=founder) is not None
