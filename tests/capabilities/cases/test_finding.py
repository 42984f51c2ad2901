"""Cases are found by words: other forms, typing faults, messages; by nobody who may not open them."""

from datetime import timedelta

import pytest
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.tenancy.api import Actor

A_DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return World.founded()


@pytest.fixture
def service(world: World) -> object:
    return published(world, controller_of(world))


def found(who: Actor, text: str) -> list[object]:
    return [each.id for each in cases.cases_found(actor=who, text=text, at=MONDAY)]


def test_a_case_is_found_by_other_forms_and_with_a_fault(world: World, service: object) -> None:
    anna = world.first.anna
    case = asked(anna, service)  # type: ignore[arg-type]
    (row,) = cases.cases_found(actor=anna, text="verklaring", at=MONDAY)
    for text in ("verklaringen", "loonstroken", "verklaaring bank", "verkl", row.number, "BANK loonstrook"):
        assert found(anna, text) == [case], text
    for text in ("hypotheek", "verklaring fiets", "", "de", "1"):
        assert found(anna, text) == [], text


def test_what_is_written_later_is_found_and_the_newest_stands_first(world: World, service: object) -> None:
    anna, clerk = world.first.anna, world.clerk
    first, second = (asked(anna, service, at=MONDAY + days * A_DAY) for days in (0, 1))  # type: ignore[arg-type]
    assert found(anna, "verklaring") == [second, first]
    cases.write_message(actor=anna, case=first, words="Het gaat om een caravan", at=MONDAY + 2 * A_DAY)
    assert found(anna, "caravans") == found(clerk, "caravans") == [first]


def test_a_note_for_colleagues_is_found_by_them_alone(world: World, service: object) -> None:
    case = asked(world.first.anna, service)  # type: ignore[arg-type]
    cases.note_for_colleagues(actor=world.clerk, case=case, words="Lijkt een dubbelganger", at=MONDAY)
    assert found(world.clerk, "dubbelganger") == [case]
    assert found(world.first.anna, "dubbelganger") == []


def test_nobody_finds_what_they_may_not_open(world: World, service: object) -> None:
    case = asked(world.first.anna, service)  # type: ignore[arg-type]
    w = world
    for who in (w.first.bert, w.first.jan, w.first.carla, w.first.ad, w.second.anna, w.payer):
        assert found(who, "verklaring") == [], who.person_name
    assert found(w.clerk, "verklaring") == [case]
