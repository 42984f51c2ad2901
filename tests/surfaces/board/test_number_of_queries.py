"""A page asks the database as often for twenty rows as for one."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.surfaces.board.conftest import SignedIn
from tests.world import MONDAY, World, journey, set_up_claims

from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.kernel import Euro


def queries(client: Client, address: str) -> int:
    client.get(address)  # pictures are drawn once and kept; sessions are warm
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response.status_code == 200
    return len(asked)


PAGES = (
    "/bestuur/",
    "/bestuur/declaraties/",
    "/bestuur/declaraties/export/",
    "/bestuur/steekproeven/",
    "/bestuur/regels/",
    "/bestuur/spoor/",
)


def test_twenty_rows_cost_no_more_queries_than_one(world: World, signed_in: SignedIn) -> None:
    set_up_claims(world.first.system, world.first.id, threshold=Euro.of(25))
    world.submitted(world.first.anna, journey("10"))
    controller = signed_in(world.first.carla)
    one = [queries(controller, address) for address in PAGES]
    for number in range(19):
        at = MONDAY - timedelta(days=3 * (number % 2))
        who = (world.first.anna, world.first.bert)[number % 2]
        world.submitted(who, journey(str(10 + number), day=at.date()), at=MONDAY)
    many = [queries(controller, address) for address in PAGES]
    assert many[:-1] == one[:-1]
    assert many[-1] <= one[-1] + 1  # the trail is counted once it fills a page


def test_many_people_cost_no_more_queries_than_few(world: World, signed_in: SignedIn) -> None:
    admin, address = signed_in(world.first.ad), "/bestuur/mensen/"
    few = queries(admin, address)
    for number in range(20):
        organisations.add_person(
            actor=world.system, organisation=world.first.id, name=f"Nieuw {number:02}", at=MONDAY
        )
    assert queries(admin, address) == few
