"""A member that left a cooperation goes on reading what it asked there; the catalogue it asked from is no longer its own."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.scenarios.test_who_provides_what import as_on
from tests.world import MONDAY, World, employ

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.models import Cooperation
from bodemplaat.foundation.tenancy.api import Role, entered

NEXT_YEAR = date(2027, 1, 1)
LATER = MONDAY + timedelta(days=60)


@pytest.fixture
def case(world: World) -> UUID:
    """What somebody of the second member asked before it left."""
    case = asked(world.second.anna, published(world, controller_of(world)))
    with entered(world.system):
        Cooperation.records.among_partners(world.system).filter(id=world.cooperation).update(
            seat_id=world.provider
        )
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    founder = employ(
        world.system, world.provider, desk.id, "Inge Visser", None, Role.COOPERATION_ADMINISTRATOR
    )
    organisations.end_membership(
        actor=founder, cooperation=world.cooperation, organisation=world.second.id, until=NEXT_YEAR, at=MONDAY
    )
    return case


def test_who_asked_goes_on_reading_it(world: World, case: UUID) -> None:
    before = seen(world.second.anna, case)
    after = seen(as_on(world.second.anna, LATER.date()), case, LATER)
    assert (after.number, after.content, after.subject) == (before.number, before.content, before.subject)


def test_it_stays_in_the_list_of_who_asked(world: World, case: UUID) -> None:
    anna = as_on(world.second.anna, LATER.date())
    assert case in {row.id for row in cases.my_cases(actor=anna, at=LATER)}
