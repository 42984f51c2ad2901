"""Roles and functions from a file: whose, from when, until when; never one's own."""

from datetime import date

import pytest
from tests.foundation.imports.conftest import Desk
from tests.foundation.imports.files import csv_file
from tests.world import TODAY, World, another_hat

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

ROLES = ("person", "role", "since", "until")
FUNCTIONS = ("person", "function", "unit", "since", "until")


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world.first.ad)


def address(actor: Actor) -> str:
    return organisations.person_of(actor=actor, person=actor.person).email


def holders(desk: Desk, role: Role, on: date = TODAY) -> frozenset[object]:
    return access.holders_of_role(actor=desk.actor, organisation=desk.actor.organisation_id, role=role, on=on)


def test_a_role_is_given_in_either_language_and_taken_by_a_day(desk: Desk, world: World) -> None:
    bert = world.first.bert
    given = csv_file("roles", ROLES, (address(bert), "leidinggevende", "1-12-2026", ""))
    seen = desk.do("roles", given)
    assert (seen.added, seen.unchanged) == (1, 0)
    assert bert.person in holders(desk, Role.MANAGER, date(2026, 12, 1))
    ended = desk.do("roles", csv_file("roles", ROLES, (address(bert), "Manager", "1-12-2026", "1-3-2027")))
    assert ended.ended == 1
    assert bert.person not in holders(desk, Role.MANAGER, date(2027, 3, 1))
    desk.undo(ended.id)
    desk.undo(seen.id)
    assert bert.person not in holders(desk, Role.MANAGER, date(2026, 12, 1))


def test_what_was_downloaded_changes_nothing(desk: Desk) -> None:
    for name in ("roles", "functions"):
        same = desk.do(name, desk.as_it_stands(name), is_complete=True)
        assert same.count == 0
        assert same.unchanged > 0


def test_who_administers_the_cooperation_is_not_in_the_list_and_not_ended_by_it(
    desk: Desk, world: World
) -> None:
    another_hat(world.system, world.first.bert, Role.COOPERATION_ADMINISTRATOR)
    same = desk.do("roles", desk.as_it_stands("roles"), is_complete=True)
    assert same.count == 0
    assert world.first.bert.person in holders(desk, Role.COOPERATION_ADMINISTRATOR, date(2027, 3, 1))


def test_nobody_gives_themselves_a_role_by_file(desk: Desk, world: World) -> None:
    file = csv_file("roles", ROLES, (address(world.first.ad), "controller", "1-12-2026", ""))
    ((line, _, text),) = desk.mistakes("roles", file)
    assert line == 2
    assert text.startswith("Nobody changes their own roles")


def test_a_municipality_has_no_clerks_and_strangers_are_told(desk: Desk, world: World) -> None:
    file = csv_file(
        "roles",
        ROLES,
        (address(world.first.bert), "Medewerker SSC", "1-12-2026", ""),
        (address(world.first.bert), "ssc_payer", "1-12-2026", ""),
        ("niemand@nederlek.example", "manager", "1-12-2026", ""),
    )
    told = {line: text for line, _, text in desk.mistakes("roles", file)}
    assert told[2] == told[3] == "Only a provider has this role. Choose another one."
    assert told[4].startswith("Nobody has the number or address “niemand@nederlek.example”.")


def test_a_role_of_a_provider_that_begins_before_it_provides_is_told_from_when(
    desk: Desk, world: World
) -> None:
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.first.id,
        parts=("provider",),
        since=date(2027, 1, 1),
        at=world.at,
    )
    who = address(world.first.bert)
    early = csv_file("roles", ROLES, (who, "ssc_clerk", "31-12-2026", ""))
    ((line, _, text),) = desk.mistakes("roles", early)
    assert line == 2
    assert text == "This organisation provides from 2027-01-01: fill in that day or a later one."
    assert desk.do("roles", csv_file("roles", ROLES, (who, "ssc_clerk", "1-1-2027", ""))).count == 1


def test_a_function_is_given_for_a_unit_or_the_whole_organisation(desk: Desk, world: World) -> None:
    file = csv_file(
        "functions",
        FUNCTIONS,
        (address(world.first.bert), "Budgethouder", "FIN", "1-11-2026", ""),
        (address(world.first.carla), "Projectleider Noord", "", "1-11-2026", ""),
    )
    assert desk.do("functions", file).added == 2
    held = access.functions_held(actor=desk.actor, organisation=desk.actor.organisation_id, on=TODAY)
    assert held["budget_holder"] == ("Bert Hendriks",)
    assert held["projectleider_noord"] == ("Carla Dekker",)


@pytest.mark.parametrize(
    "written",
    ["Vangnetbeslisser", "fallback approver", "Beslist als geen leidinggevende dat kan", "fallback_approver"],
)
def test_whoever_decides_when_no_manager_can_is_known_as_pages_describe_them(
    desk: Desk, world: World, written: str
) -> None:
    file = csv_file("functions", FUNCTIONS, (address(world.first.bert), written, "", "1-11-2026", ""))
    done = desk.do("functions", file)
    assert not done.warnings
    held = access.functions_held(actor=desk.actor, organisation=desk.actor.organisation_id, on=TODAY)
    assert "Bert Hendriks" in held["fallback_approver"]


def test_a_function_that_is_new_is_pointed_out_once(desk: Desk, world: World) -> None:
    """A typing mistake would leave nobody in the function that was meant."""
    file = csv_file(
        "functions",
        FUNCTIONS,
        (address(world.first.bert), "Vangnet-beslisser", "", "1-11-2026", ""),
        (address(world.first.carla), "Vangnet-beslisser", "", "1-11-2026", ""),
        (address(world.first.carla), "tekenbevoegde overeenkomsten", "", "1-11-2026", ""),
    )
    (warning,) = desk.do("functions", file).warnings
    assert (warning.line, str(warning.column)) == (2, "Function")
    assert warning.said.render().startswith("“Vangnet-beslisser” is a new function of your own")
    held = access.functions_held(actor=desk.actor, organisation=desk.actor.organisation_id, on=TODAY)
    assert held["agreement_signer"] == ("Carla Dekker",)
    again = csv_file(
        "functions", FUNCTIONS, (address(world.first.bert), "Vangnet-beslisser", "FIN", "1-11-2026", "")
    )
    assert not desk.do("functions", again).warnings, "known here by now"
