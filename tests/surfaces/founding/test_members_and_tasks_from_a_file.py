"""Organisations and who provides their tasks are lists like any other: previewed, filled and refused in words."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from tests.scenarios.paying import released
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import MONDAY, SINCE, World, employ, journey

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.models import Provision
from bodemplaat.foundation.tenancy.api import Actor, Role, entered

MEMBERS = "/inrichting/lijsten/organisations/importeren/"
TASKS = "/inrichting/lijsten/tasks/importeren/"
LINES = (
    "Organisation;What is it?;Takes part as;Takes part since;First administrator;E-mail address of the administrator\n"
    "Oegstgeest;;participant;1-12-2026;Olga Ooms;olga@oegstgeest.example\n"
    "Waterschap De Rijn;Water board;customer, provider;1-12-2026;Wim Water;wim@rijn.example\n"
)


@pytest.fixture
def founder(world: World) -> Actor:
    """Who administers the cooperation, at its seat."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Inge Visser", None, Role.COOPERATION_ADMINISTRATOR)


def hand_in(client: Client, address: str, content: str) -> object:
    file = BytesIO(content.encode())
    file.name = "lijst.csv"
    return client.post(address, {"file": file, "since": "2026-11-23"})


def test_organisations_join_from_a_file_and_their_administrators_are_invited(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    client = signed_in(founder)
    page = hand_in(client, MEMBERS, LINES)["Location"]  # type: ignore[index]
    text = text_of(client.get(page))
    assert "2 new, 0 changed, 0 ended, 0 the same." in text
    assert "Olga Ooms (olga@oegstgeest.example)" in text
    client.post(page, {"action": "carry_out"})
    (seated,) = organisations.cooperations_seated(actor=founder)
    added = {member.name: member for member in seated.members}
    assert added["Oegstgeest"].kind == "municipality", "the register knows it"
    assert added["Oegstgeest"].inhabitants
    assert {part for part, *_ in added["Waterschap De Rijn"].parts} == {"customer", "provider"}
    addresses = {account.email for account in access.open_accounts()}
    assert {"olga@oegstgeest.example", "wim@rijn.example"} <= addresses
    again = hand_in(client, MEMBERS, LINES)["Location"]  # type: ignore[index]
    assert "Nothing would change" in text_of(client.get(again))


def test_what_is_wrong_with_a_member_is_said_by_line(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    lines = LINES.replace("participant", "participent").replace("Wim Water", "")
    lines = lines.replace("Waterschap De Rijn", "De Rijn").replace("Water board", "")
    answer = hand_in(signed_in(founder), MEMBERS, lines)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    text = text_of(answer)
    assert "“participent” is not something that a member is." in text
    assert "“De Rijn” is no municipality, province or water board in the register." in text


def test_nobody_else_fills_that_list(world: World, signed_in: SignedIn) -> None:
    for actor in (world.first.ad, world.first.carla, world.clerk):
        assert signed_in(actor).get(MEMBERS).status_code == 403


def test_a_file_says_who_is_the_first_to_provide_a_task(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    there = hand_in(admin, TASKS, "task;provider;since\npayments;Servicecentrum K5;1-1-2025\n")
    assert "Nothing would change" in text_of(admin.get(there["Location"]))  # type: ignore[index]
    text = text_of(hand_in(admin, TASKS, "task;provider;since\npayments;Servicecentrum K6;1-12-2026\n"))
    assert "Is “Servicecentrum K5” meant?" in text
    text = text_of(hand_in(admin, TASKS, "task;provider;since\npayments;Servicecentrum K5;1-12-2026\n"))
    assert "Servicecentrum K5 provides this task then already." in text


def test_a_file_takes_no_list_from_the_desk_and_gives_it_a_desk_where_there_is_none(
    world: World, signed_in: SignedIn
) -> None:
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=SINCE,
        at=world.at,
    )
    admin = signed_in(world.first.ad)
    lines = "task;provider;since\ndesk_ict;Vlist;1-12-2026\n"
    text = text_of(hand_in(admin, TASKS, lines))
    assert "Servicecentrum K5 provides this task then already." in text
    without(world, organisations.Task.DESK)
    page = hand_in(admin, TASKS, lines + "desk;Servicecentrum K5;1-12-2026\n")["Location"]  # type: ignore[index]
    admin.post(page, {"action": "carry_out"})
    done = organisations.provisions_of(actor=world.first.ad, organisation=world.first.id)
    named = {each.task: each.provider_name for each in done}
    assert named[organisations.Task.DESK_ICT] == "Vlist"
    assert named[organisations.Task.DESK] == "Servicecentrum K5"


def test_a_file_names_who_does_each_task_of_a_newcomer(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    client = signed_in(founder)
    head = LINES.splitlines()[0] + ";Who does expense claims;Wie betalingen doet\n"
    own = "Waterschap De Rijn;Water board;customer, provider;1-12-2026;Wim Water;wim@rijn.example;itself;Servicecentrum K5\n"
    other = "Oegstgeest;;participant;1-12-2026;Olga Ooms;olga@oegstgeest.example;later;Waterschap De Rijn\n"
    page = hand_in(client, MEMBERS, head + own + other)["Location"]  # type: ignore[index]
    client.post(page, {"action": "carry_out"})
    (seated,) = organisations.cooperations_seated(actor=founder)
    ids = {member.name: member.id for member in seated.members}
    done = {
        name: {
            each.task: each.provider_name
            for each in organisations.provisions_of(
                actor=Actor.system(ids[name], cooperations=[seated.id]), organisation=ids[name]
            )
        }
        for name in ("Waterschap De Rijn", "Oegstgeest")
    }
    assert done == {
        "Waterschap De Rijn": {
            organisations.Task.EXPENSE_CLAIMS: "Waterschap De Rijn",
            organisations.Task.PAYMENTS: "Servicecentrum K5",
        },
        "Oegstgeest": {organisations.Task.PAYMENTS: "Waterschap De Rijn"},
    }
    wrong = hand_in(
        client, MEMBERS, head + "Gouda;;participant;1-12-2026;G;g@gouda.example;Servicecentrum K6;\n"
    )
    assert "“Servicecentrum K6” provides nothing in this cooperation." in text_of(wrong)


def without(world: World, task: organisations.Task) -> None:
    """Nobody does a task for the first municipality."""
    with entered(world.first.system):
        rows = Provision.records.of(world.first.system).filter(organisation_id=world.first.id, task=task)
        assert rows.delete()[0] == 1


@pytest.mark.parametrize("task", ["expense_claims", "payments"])
def test_a_file_of_tasks_is_undone_until_work_was_done_by_it(
    world: World, signed_in: SignedIn, task: str
) -> None:
    without(world, organisations.Task(task))
    admin = signed_in(world.first.ad)
    lines = f"task;provider;since\n{task};Servicecentrum K5;1-1-2025\n"
    page = hand_in(admin, TASKS, lines)["Location"]  # type: ignore[index]
    admin.post(page, {"action": "carry_out"})
    assert admin.post(page, {"action": "undo"}).status_code == 302
    assert task not in {
        each.task for each in organisations.provisions_of(actor=world.first.ad, organisation=world.first.id)
    }
    page = hand_in(admin, TASKS, lines)["Location"]  # type: ignore[index]
    admin.post(page, {"action": "carry_out"})
    world.approved(world.first.anna, journey())
    on = "On “Expense claims” builds: 1 claim."
    if task == "payments":
        assert admin.post(page, {"action": "undo"}).status_code == 302, "a claim is not paid yet"
        page = hand_in(admin, TASKS, lines)["Location"]  # type: ignore[index]
        admin.post(page, {"action": "carry_out"})
        released(world)
        on = "On “Payments” builds: 1 payment in a batch."
    answer = admin.post(page, {"action": "undo"})
    assert answer.status_code == 409
    assert on in text_of(answer)
    assert task in {
        each.task for each in organisations.provisions_of(actor=world.first.ad, organisation=world.first.id)
    }


def test_a_part_that_a_file_gave_a_member_is_undone_until_tasks_hang_on_it(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    client = signed_in(founder)
    lines = LINES.splitlines()[0] + "\nVlist;;provider;1-12-2026;;\n"
    page = hand_in(client, MEMBERS, lines)["Location"]  # type: ignore[index]
    client.post(page, {"action": "carry_out"})
    assert client.post(page, {"action": "undo"}).status_code == 302
    assert "provider" not in parts_of(founder, "Vlist")
    page = hand_in(client, MEMBERS, lines)["Location"]  # type: ignore[index]
    client.post(page, {"action": "carry_out"})
    without(world, organisations.Task.PAYMENTS)
    organisations.choose_provider(
        actor=world.first.ad,
        organisation=world.first.id,
        task=organisations.Task.PAYMENTS,
        provider=world.second.id,
        since=date(2026, 12, 1),
        at=MONDAY,
    )
    answer = client.post(page, {"action": "undo"})
    assert answer.status_code == 409
    assert "On “Vlist” builds: 1 task that it does for others." in text_of(answer)
    assert "provider" in parts_of(founder, "Vlist")


def parts_of(founder: Actor, name: str) -> set[str]:
    (seated,) = organisations.cooperations_seated(actor=founder)
    (member,) = (each for each in seated.members if each.name == name)
    return {part for part, *_ in member.parts}


@pytest.mark.parametrize("written", ["Gemeente Oegstgeest", "gemeente  oegstgeest", "gm0579"])
def test_a_municipality_is_one_member_however_a_file_writes_it(
    world: World, founder: Actor, signed_in: SignedIn, written: str
) -> None:
    client = signed_in(founder)
    client.post(hand_in(client, MEMBERS, LINES)["Location"], {"action": "carry_out"})  # type: ignore[index]
    other = LINES.replace("Oegstgeest;;participant", f"{written};;participant")
    page = hand_in(client, MEMBERS, other)["Location"]  # type: ignore[index]
    assert "Nothing would change" in text_of(client.get(page))
    twice = LINES + LINES.splitlines()[1].replace("Oegstgeest;;", f"{written};;") + "\n"
    answer = hand_in(client, MEMBERS, twice)
    assert "takes part as owner in line 2 already." in text_of(answer)


def test_a_municipality_that_is_new_is_called_as_the_register_has_it(
    world: World, founder: Actor, signed_in: SignedIn
) -> None:
    client = signed_in(founder)
    lines = LINES.replace("Oegstgeest;;", "gm0579;;").replace("Waterschap De Rijn;Water board", "ws0652;")
    client.post(hand_in(client, MEMBERS, lines)["Location"], {"action": "carry_out"})  # type: ignore[index]
    (seated,) = organisations.cooperations_seated(actor=founder)
    kinds = {member.name: member.kind for member in seated.members}
    assert kinds["Oegstgeest"] == "municipality"
    assert kinds["Brabantse Delta"] == "water_board"
