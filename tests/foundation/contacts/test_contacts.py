"""Whom to call: named by one's own administrator, for a time, and seen by the cooperation and nobody else."""

from datetime import timedelta

import pytest
from tests.world import MONDAY, SINCE, TODAY, World

from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.contacts.api import Side
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused

CLAIMS, PAYMENTS = Task.EXPENSE_CLAIMS, Task.PAYMENTS
TOMORROW = TODAY + timedelta(days=1)


def named(world: World, who: Actor, side: Side, name: str, **facts: object) -> object:
    wanted = {"task": CLAIMS, "phone": "0182 123456", "since": SINCE, **facts}
    return contacts.name_contact(
        actor=who,
        cooperation=world.cooperation,
        side=side,
        name=name,
        at=MONDAY,
        **wanted,  # type: ignore[arg-type]
    )


def called(who: Actor, task: Task = CLAIMS, on: object = TODAY) -> dict[str, tuple[list[str], list[str]]]:
    answers = contacts.whom_to_call(actor=who, on=on)  # type: ignore[arg-type]
    return {
        each.customer_name: ([c.name for c in each.supply], [c.name for c in each.demand])
        for each in answers
        if each.task is task
    }


def centre(world: World) -> Actor:
    """The service centre arranges its own contacts: the platform, in the name of its administrator."""
    return Actor.system(world.provider, cooperations=[world.cooperation])


def test_everyone_sees_whom_to_call_at_the_provider_and_at_home(world: World) -> None:
    named(world, centre(world), Side.SUPPLY, "Balie")
    named(world, world.first.ad, Side.DEMAND, "Carla")
    assert called(world.first.anna) == {"Nederlek": (["Balie"], ["Carla"])}
    assert called(world.second.anna) == {"Vlist": (["Balie"], [])}
    assert called(world.clerk)["Nederlek"] == (["Balie"], ["Carla"])
    assert called(world.first.anna, PAYMENTS) == {"Nederlek": ([], [])}


def test_a_contact_for_one_customer_goes_before_the_one_for_all(world: World) -> None:
    named(world, centre(world), Side.SUPPLY, "Balie")
    named(world, centre(world), Side.SUPPLY, "Eigen balie", customer=world.second.id)
    assert called(world.second.jan)["Vlist"][0] == ["Eigen balie"]
    assert called(world.first.jan)["Nederlek"][0] == ["Balie"]


def test_a_contact_holds_from_a_day_until_a_day(world: World) -> None:
    named(world, centre(world), Side.SUPPLY, "Later", since=TOMORROW)
    first = named(world, centre(world), Side.SUPPLY, "Nu")
    assert called(world.first.anna)["Nederlek"][0] == ["Nu"]
    contacts.end_contact(actor=centre(world), contact=first, until=TOMORROW, at=MONDAY)  # type: ignore[arg-type]
    assert called(world.first.anna, on=TOMORROW)["Nederlek"][0] == ["Later"]


def test_another_cooperation_sees_none_of_it(world: World, elsewhere: World) -> None:
    named(world, centre(world), Side.SUPPLY, "Balie")
    named(world, world.first.ad, Side.DEMAND, "Carla")
    assert called(elsewhere.first.anna) == {"Nederlek": ([], [])}
    with pytest.raises(NotFound):
        named(elsewhere, world.first.ad, Side.DEMAND, "Vreemd")


def test_only_one_s_own_administrator_names_and_ends(world: World) -> None:
    with pytest.raises(Refused):
        named(world, world.first.carla, Side.DEMAND, "Carla")
    theirs = named(world, world.second.ad, Side.DEMAND, "Karin")
    with pytest.raises(NotFound):
        contacts.end_contact(actor=world.first.ad, contact=theirs, until=TOMORROW, at=MONDAY)  # type: ignore[arg-type]


def test_somebody_who_cannot_be_reached_is_no_contact(world: World) -> None:
    with pytest.raises(Refused, match="phone number or an e-mail"):
        named(world, world.first.ad, Side.DEMAND, "Carla", phone=" ")


def test_an_employee_reads_of_no_other_customer(world: World) -> None:
    named(world, world.second.ad, Side.DEMAND, "Karin")
    for who in (world.first.anna, world.first.carla, world.first.ad):
        assert "Vlist" not in called(who)
    assert called(world.contract_manager)["Vlist"][1] == ["Karin"]
