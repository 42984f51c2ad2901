"""The way in: whose secret it is, what it may, how often, and what is kept of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from tests.connectors.rest.conftest import System, connect, new_case
from tests.world import MONDAY, World

from bodemplaat.connectors.rest import entry
from bodemplaat.foundation.access.api import MOST_GUESSES
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import Scope

READS = {
    "/services": Scope.CATALOGUE_READ,
    "/cases": Scope.CASES_READ,
    "/reports": Scope.REPORTS_READ,
}


def test_without_a_secret_that_opens_nothing_is_read(world: World, intranet: System) -> None:
    for secret in ("", "x", intranet.secret[:-1], f"{intranet.secret} x"):
        answer = System(secret).gets("/cases")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="bodemplaat"')
    assert (
        Client().get("/api/v1/cases", headers={"Authorization": f"Basic {intranet.secret}"}).status_code
        == 401
    )


def test_each_scope_opens_its_own_and_nothing_else(world: World, service: UUID) -> None:
    for scope in Scope:
        system = connect(world, world.first.ad, world.first.carla, scope, name=scope.value)
        for path, needed in READS.items():
            assert system.gets(path).status_code == (200 if scope is needed else 403), (scope, path)
        sent = system.posts("/cases", new_case(service, world))
        assert sent.status_code == (201 if scope is Scope.CASES_CREATE else 403)
        content = system.gets(f"/cases/{world.first.id}/content")
        assert content.status_code == (404 if scope is Scope.CASES_CONTENT else 403)


def test_what_waits_for_a_second_person_opens_nothing_yet(world: World, service: UUID) -> None:
    system = connect(world, world.first.ad, None, Scope.CASES_CREATE)
    answer = system.posts("/cases", new_case(service, world))
    assert answer.status_code == 403
    assert "cases.create" in answer.json()["detail"]


def test_a_client_stops_after_its_last_day_and_at_its_end(world: World, intranet: System) -> None:
    assert intranet.gets("/cases").status_code == 200
    with time_machine.travel(MONDAY + timedelta(days=366), tick=False):
        assert intranet.gets("/cases").status_code == 401
    assert intranet.client is not None
    clients.end_client(actor=world.first.ad, client=intranet.client, at=world.at)
    assert intranet.gets("/cases").status_code == 401


def test_whoever_guesses_is_stopped_and_a_client_that_asks_too_often(
    world: World, intranet: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "MOST_A_MINUTE", 3)
    statuses = [intranet.gets("/cases").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    cache.clear()
    for _ in range(MOST_GUESSES):
        assert System("bdc_x.y").gets("/cases").status_code == 401
    answer = System("bdc_x.y").gets("/cases")
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")


def test_use_is_counted_and_a_refusal_is_told_without_what_was_sent(
    world: World, intranet: System, service: UUID
) -> None:
    intranet.gets("/cases")
    intranet.posts("/cases", new_case(service, world, subject="", words="geheime woorden"))
    assert intranet.client is not None
    seen = clients.client_of(actor=world.first.ad, client=intranet.client, at=world.at)
    assert (seen.answered, seen.refused, seen.row.last_used_at) == (1, 1, MONDAY)
    (refusal,) = seen.refusals
    assert (refusal.method, refusal.about, refusal.status) == ("POST", "/cases", 400)
    assert "geheim" not in str(refusal)


def test_who_has_an_answer_already_gets_no_body(world: World, intranet: System, service: UUID) -> None:
    first = intranet.gets("/services")
    again = intranet.gets("/services", first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert intranet.gets("/services", '"x"').status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"words": "\\ud800"}', "application/json", 400),
        (b'{"words": NaN}', "application/json", 400),
        (b'{"words": "a", "words": "b"}', "application/json", 400),
        (b"[" * 50_000, "application/json", 400),
        (b'{"words": 1}', "application/json", 400),
        (b'{"words": null}', "application/json", 400),
        (b"words=a", "application/x-www-form-urlencoded", 415),
        (b'{"words": "a"}', "text/json", 415),
    ],
)
def test_what_is_no_sound_json_is_a_problem(
    world: World, intranet: System, body: bytes, kind: str, status: int
) -> None:
    answer = intranet.posts(f"/cases/{world.first.id}/messages", body, kind=kind)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_problems_come_in_the_language_that_is_asked_for(intranet: System) -> None:
    def detail(language: str) -> Any:
        intranet.language = language
        return intranet.gets(f"/cases/{intranet.client}").json()["detail"]

    assert detail("nl") == "Er is niets met dit id dat deze koppeling kan zien."
    assert detail("en") == "There is nothing with this id that this connection can see."


def test_a_page_still_refuses_a_large_body_in_its_own_way(world: World) -> None:
    answer = Client().post("/inrichting/koppelingen/", b"x" * 20_000_000, content_type="text/plain")
    assert answer.status_code == 413
    assert "text/html" in answer["Content-Type"]
