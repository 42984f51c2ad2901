"""A customer with a desk of one list beside the other: each service is asked for where its list has its desk."""

from uuid import UUID

import pytest
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.capabilities.cases.two_desks import fault_of_the_first, two_desks
from tests.scenarios.test_who_provides_what import FRIDAY, ON_FRIDAY, as_on, nederlek_can_provide, staff
from tests.world import MONDAY, SINCE, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role


@pytest.fixture(name="two_desks")
def there_are_two_desks(world: World) -> dict[str, UUID]:
    return two_desks(world)


def offered(who: Actor, customer: UUID) -> set[str]:
    """The codes of what somebody of a customer can ask for."""
    return {each.code for each in cases.services_to_ask_for(actor=who, customer=customer, on=FRIDAY)}


def test_each_service_is_asked_for_at_the_desk_of_its_list(world: World, two_desks: dict[str, UUID]) -> None:
    anna, at_the_first = as_on(world.second.anna, FRIDAY), as_on(world.first.anna, FRIDAY)
    assert offered(anna, world.second.id) == {"SP18", "ICT1"}
    assert offered(at_the_first, world.first.id) == {"SP18", "ICT1"}, "its own service is its own"
    handled = {
        name: cases.case_view(actor=anna, case=asked(anna, service, at=ON_FRIDAY), at=ON_FRIDAY).provider_id
        for name, service in two_desks.items()
    }
    assert handled == {"personnel": world.provider, "ict": world.first.id}


def test_without_a_desk_for_it_a_service_of_another_provider_is_asked_for_nowhere(world: World) -> None:
    nederlek_can_provide(world)
    published(world, controller_of(world))
    fault = fault_of_the_first(world)
    anna = as_on(world.second.anna, FRIDAY)
    assert offered(anna, world.second.id) == {"SP18"}
    with pytest.raises(NotFound):
        asked(anna, fault, at=ON_FRIDAY)


@pytest.mark.parametrize("of", list(division.ProcessList))
def test_every_list_of_the_division_has_a_desk_that_it_may_have_apart(of: division.ProcessList) -> None:
    assert {cases.desk_of(each.code) for each in division.processes(of)} == {organisations.DESK_OF_LIST[of]}


def test_invoices_come_in_where_finance_has_its_desk(world: World, two_desks: dict[str, UUID]) -> None:
    old, new = as_on(world.clerk, FRIDAY), staff(world, "Nel Clerk", Role.SSC_CLERK)
    customer = world.second.id

    def takes_in(who: Actor) -> bool:
        return customer in invoices.organisations_taken_in_for(actor=who, on=FRIDAY)

    assert (takes_in(old), takes_in(new)) == (True, False)
    organisations.provide_task(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=customer,
        task=Task.DESK_FINANCE,
        provider=world.first.id,
        since=SINCE,
        at=MONDAY,
    )
    assert (takes_in(old), takes_in(new)) == (False, True)
