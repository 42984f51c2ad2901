"""While PostgreSQL is away every page says so in words, with 503; when it is back, so is the site."""

import re

import psycopg
import pytest
from django.db import connection
from django.test import Client
from tests.database import TestDatabase, pointed_at
from tests.world import World, account_of, purchase

from bodemplaat.capabilities.claims import api as claims

NOBODY = "postgresql://app:word@127.0.0.1:1/nowhere"


@pytest.fixture
def browser(committed_world: tuple[TestDatabase, World]) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account_of(committed_world[1].first.anna))
    return client


def test_every_page_says_so_and_comes_back(
    committed_world: tuple[TestDatabase, World], browser: Client
) -> None:
    _, world = committed_world
    claim = world.draft(world.first.anna, purchase())
    pages = ["/", "/declaraties/", f"/declaraties/{claim}/", f"/declaraties/{claim}/bewerken/"]
    visitor = Client(raise_request_exception=False)
    before = [browser.get(path).status_code for path in pages]
    assert 500 not in before
    with pointed_at(NOBODY):
        told = [browser.get(path) for path in pages]
        told += [
            browser.post(pages[-1], {"later": "yes"}),
            browser.get(pages[1], headers={"accept-language": "en"}),
        ]
        told.append(visitor.post("/account/login/", {"login": "anna@example.nl", "password": "geheim"}))
    for answer in told:
        assert answer.status_code == 503
        assert answer["Retry-After"] == "30"
        assert re.search("database (antwoordt|does not)", answer.content.decode())
    assert [browser.get(path).status_code for path in pages] == before


def test_a_connection_that_is_lost_on_the_way_is_told_too_and_the_next_page_has_a_new_one(
    committed_world: tuple[TestDatabase, World], browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bodemplaat.surfaces.selfservice import editing

    database, world = committed_world
    claim = world.draft(world.first.anna, purchase())
    address = f"/declaraties/{claim}/bewerken/"
    saves = claims.save_draft

    def loses(**given: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        with psycopg.connect(database.url) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])
        saves(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(editing, "save_draft", loses)
    assert browser.post(address, {"later": "yes"}).status_code == 503
    assert browser.get(address).status_code == 200


def test_a_fault_of_the_program_stays_one(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from bodemplaat.surfaces.selfservice import editing

    def breaks(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(editing, "start_claim", breaks)
    assert browser.post("/declaraties/nieuw/", {"key": "x"}).status_code == 500
