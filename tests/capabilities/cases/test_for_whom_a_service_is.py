"""A service is for whom its catalogue names: what an organisation asks is not shown to each of its employees."""

from dataclasses import replace

import pytest
from tests.capabilities.cases.desk import ADVICE, asked, controller_of, published
from tests.world import TODAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import NotFound, Role


@pytest.mark.parametrize(
    ("requesters", "expected"),
    [
        (("employee",), (True, True, True)),
        (("manager",), (False, True, True)),
        (("customer",), (False, False, True)),
        (("customer", "employee"), (True, True, True)),
        (("finance",), (True, True, True)),
        (("supplier",), (False, False, True)),
    ],
)
def test_an_employee_and_a_manager_see_and_ask_what_is_for_them(
    world: World, requesters: tuple[str, ...], expected: tuple[bool, ...]
) -> None:
    service = published(world, controller_of(world), replace(ADVICE, requesters=requesters), "SF08")
    hall = world.first
    for who, is_shown in zip((hall.anna, hall.jan, hall.carla), expected, strict=True):
        offered = {each.id for each in cases.services_to_ask_for(actor=who, customer=hall.id, on=TODAY)} | {
            each.id for each in catalogue.services_offered(actor=who, on=TODAY)
        }
        assert (service in offered) is is_shown, who.role
        if is_shown:
            assert asked(who, service)
            continue
        for ask in (
            lambda who=who: asked(who, service),
            lambda who=who: cases.service_to_ask_for(actor=who, customer=hall.id, service=service, on=TODAY),
            lambda who=who: catalogue.service_offered(actor=who, service=service, on=TODAY),
        ):
            with pytest.raises(NotFound):
                ask()


def test_a_clerk_writes_down_whatever_somebody_asks(world: World) -> None:
    service = published(world, controller_of(world), replace(ADVICE, requesters=("customer",)), "SF08")
    assert cases.write_down_case(
        actor=world.clerk,
        requester=world.first.anna.person,
        service=service,
        channel=cases.Channel.TELEPHONE,
        question=cases.Question("Batch", "Vandaag nog?", {}),
        key="een",
        at=world.at,
    )
    assert all(
        catalogue.is_for(role, ("customer",)) for role in Role if role not in (Role.EMPLOYEE, Role.MANAGER)
    )
