"""The trail: who did what when, of the own organisation only."""

import csv
import io
from datetime import timedelta

import time_machine
from django.test import Client
from tests.surfaces.board.conftest import SignedIn
from tests.world import MONDAY, World, journey

TRAIL, EXPORT = "/bestuur/spoor/", "/bestuur/spoor/export/"


def lines(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"{EXPORT}?{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_acts_are_narrowed_by_what_by_whom_and_by_day(world: World, signed_in: SignedIn) -> None:
    world.approved(world.first.anna)
    controller = signed_in(world.first.carla)
    handed_in = lines(controller, "action=claim.submitted")[1:]
    assert [row[1:4] for row in handed_in] == [["Anna Jansen", "Employee", "Claim handed in"]]
    assert {row[1] for row in lines(controller, "who=jan+de")[1:]} == {"Jan de Vries"}
    assert lines(controller, "until=2026-11-22")[1:] == []
    page = controller.get(TRAIL, {"action": "claim.submitted"}).content.decode()
    assert "2026-000001" in page
    assert "/declaraties/" in page


def test_the_same_lines_on_the_same_day_give_the_same_bytes(world: World, signed_in: SignedIn) -> None:
    world.approved(world.first.anna)
    controller = signed_in(world.first.carla)

    def sent(after: timedelta) -> bytes:
        with time_machine.travel(MONDAY + after, tick=False):
            return controller.get(f"{EXPORT}?format=xlsx&action=claim.submitted").getvalue()

    assert sent(timedelta(minutes=1)) == sent(timedelta(minutes=8, seconds=5))


def test_the_service_centre_is_named_by_its_role_only(world: World, signed_in: SignedIn) -> None:
    world.approved(world.first.anna)
    text = signed_in(world.first.carla).get(TRAIL, {"action": "claim.booked"}).content.decode()
    assert "somebody of the service centre" in text
    assert "Carlijn" not in text


def test_amounts_are_for_the_controller_and_not_for_the_administrator(
    world: World, signed_in: SignedIn
) -> None:
    world.approved(world.first.anna)
    query = "action=claim.approved"
    assert "€34.20" in lines(signed_in(world.first.carla), query)[1][4]
    assert "€" not in lines(signed_in(world.first.ad), query)[1][4]


def test_nothing_of_another_organisation_is_told(world: World, elsewhere: World, signed_in: SignedIn) -> None:
    other = elsewhere
    world.submitted(world.second.anna, journey("10"))
    other.submitted(other.first.anna, journey("10"))
    assert lines(signed_in(world.first.carla), "action=claim.submitted")[1:] == []
