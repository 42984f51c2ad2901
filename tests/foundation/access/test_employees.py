"""Whoever begins to work at an organisation can claim there, however they came in."""

from datetime import date

import pytest
from tests.foundation.imports.conftest import PEOPLE, Desk
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, TODAY, World

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Role

EVA = ("101", "Eva Smit", "eva@nederlek.example", "FIN", "", "Adviseur", "", "1-3-2024", "")


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world.first.ad)


def roles_of(desk: Desk, number: str) -> list[tuple[Role | None, date]]:
    organisation = desk.actor.organisation_id
    person = organisations.person_with_number(actor=desk.actor, organisation=organisation, number=number)
    assert person is not None
    held = access.assignments_of(actor=desk.actor, people=[person.id], on=TODAY)[person.id]
    return [(each.role, each.since) for each in held]


def test_a_file_of_people_gives_the_role_of_employee_and_says_so_before(desk: Desk) -> None:
    held = desk.preview("people", csv_file("people", PEOPLE, EVA))
    (change,) = desk.changes(held)
    assert ("Role", "Employee") in [(str(fact.title), str(fact.after)) for fact in change.facts]
    imports.carry_out_import(actor=desk.actor, import_id=held, at=MONDAY)
    assert roles_of(desk, "101") == [(Role.EMPLOYEE, date(2024, 3, 1))]


def test_a_role_that_somebody_ended_does_not_come_back_with_the_next_file(desk: Desk) -> None:
    desk.people(EVA)
    organisation = desk.actor.organisation_id
    person = organisations.person_with_number(actor=desk.actor, organisation=organisation, number="101")
    assert person is not None
    (held,) = access.assignments_of(actor=desk.actor, people=[person.id], on=TODAY)[person.id]
    access.end_role(actor=desk.actor, assignment=held.id, until=TODAY, at=MONDAY)
    desk.people((*EVA[:5], "Strateeg", *EVA[6:]))
    assert roles_of(desk, "101") == []


def test_an_import_is_taken_back_with_the_roles_that_it_gave(desk: Desk) -> None:
    seen = desk.people(EVA)
    desk.undo(seen.id)
    organisation = desk.actor.organisation_id
    assert organisations.person_with_number(actor=desk.actor, organisation=organisation, number="101") is None
