"""A service is for whom its catalogue names: what an organisation asks is not shown to each of its employees."""

from dataclasses import replace

import pytest
from django.utils import translation
from tests.capabilities.cases.desk import ADVICE, asked, controller_of, published
from tests.world import TODAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import Role


@pytest.mark.parametrize(
    ("requesters", "roles", "expected"),
    [
        (("employee",), (), (True, True, True)),
        (("manager",), (), (False, True, True)),
        (("budget_holder",), (), (False, True, True)),
        (("customer",), (), (False, False, True)),
        (("customer", "employee"), (), (True, True, True)),
        (("finance",), (), (False, False, True)),
        (("personnel",), (), (False, False, True)),
        (("project_leader",), (), (False, False, True)),
        (("contract_manager",), (), (False, False, True)),
        (("supplier",), (), (False, False, True)),
        (("project_leader",), ("manager",), (False, True, True)),
        (("personnel",), ("employee", "manager"), (True, True, True)),
        (("employee",), ("controller",), (False, False, True)),
    ],
)
def test_each_sees_and_asks_what_is_for_them(
    world: World, requesters: tuple[str, ...], roles: tuple[str, ...], expected: tuple[bool, ...]
) -> None:
    content = replace(ADVICE, requesters=requesters, roles=roles)
    service = published(world, controller_of(world), content, "SF08")
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
            with pytest.raises(catalogue.NotForYou):
                ask()


def test_the_roles_that_are_named_count_for_who_acts_for_an_organisation_too(world: World) -> None:
    content = replace(ADVICE, requesters=("personnel",), roles=("administrator",))
    assert catalogue.is_for({Role.ADMINISTRATOR}, content)
    assert not catalogue.is_for({Role.SSC_PAYER}, content)
    assert catalogue.is_for({Role.SSC_PAYER}, replace(content, roles=()))
    assert catalogue.is_for({Role.EMPLOYEE, Role.ADMINISTRATOR}, content)


def test_a_refusal_says_for_whom_it_is_in_the_language_of_the_reader() -> None:
    refusal = catalogue.NotForYou(replace(ADVICE, requesters=("finance", "project_leader")))
    for say_it in (explained, lambda no: worded(no.text, no.values)):
        assert "de financiële afdeling of projectleiders" in say_it(refusal)
        with translation.override("en"):
            assert "the finance department or project leaders" in say_it(refusal)


def test_a_service_cannot_name_a_role_that_nobody_asks_in(world: World) -> None:
    findings = catalogue.check_content(replace(ADVICE, roles=("system",)))
    assert [each.place for each in findings] == ["roles"]


def test_a_clerk_writes_down_whatever_somebody_asks(world: World) -> None:
    content = replace(ADVICE, requesters=("customer",), roles=("controller",))
    service = published(world, controller_of(world), content, "SF08")
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
        catalogue.is_for({role}, replace(content, roles=()))
        for role in Role
        if role not in (Role.EMPLOYEE, Role.MANAGER)
    )
