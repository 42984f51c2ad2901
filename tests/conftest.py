"""What every test may ask for, and what none may do: reach the network, or start a database it does not need."""

import dataclasses
import importlib
import ipaddress
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.db import transaction
from django.utils import translation
from tests.database import TestDatabase, TestServer, pointed_at
from tests.world import RECEIPTS, World

from bodemplaat.foundation.guard.api import Limits, run_guarded

# Two cores are shared by many tests: a deadline would only measure the neighbours. A run of all tests looks at a
# few dozen examples of each law, and at the same ones in every run: a change is judged by what it changed. Whoever looks
# for what nobody thought of takes a profile that draws anew: HYPOTHESIS_PROFILE=explore (as many) or =thorough (many
# more), from a seed of one's own with --hypothesis-seed=NUMBER. The quick profile has no other seed to be given.
hypothesis.settings.register_profile(
    "quick", deadline=None, print_blob=True, max_examples=30, derandomize=True, database=None
)
hypothesis.settings.register_profile("explore", deadline=None, print_blob=True, max_examples=30)
hypothesis.settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=500)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    """Start the clock of the run at ``TESTS_AT``, a Dutch moment such as ``2026-12-31T23:50``, to see what hangs on the hour.

    By hand only. The clock runs on from there, and is that of this process: programs that a test starts keep the real one.
    """
    if at := os.environ.get("TESTS_AT"):
        moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
        clock = time_machine.travel(moment, tick=True)
        clock.start()
        config.add_cleanup(clock.stop)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument: bytes that hold the time would give each worker other tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def test_server() -> TestServer:
    """The PostgreSQL server for tests, with a migrated template; started when the first test asks for it."""
    return TestServer.started()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, test_server: TestServer) -> Iterator[None]:
    """Each worker's own database for the tests that use pytest-django's ``db``: rolled back after every test.

    Queries run as the application's role, so row-level security and missing rights show in tests as they would
    in use.
    """
    database = test_server.clone()
    with pointed_at(database.url):
        yield
    test_server.drop(database)


@pytest.fixture
def fresh_database(test_server: TestServer, django_db_blocker: Any) -> Iterator[TestDatabase]:
    """A database of this test alone, for real commits, several connections and other processes.

    Django's connections use it during the test; ``fresh_database.environment`` starts a process on it.
    """
    database = test_server.clone()
    with django_db_blocker.unblock(), pointed_at(database.url):
        yield database
    test_server.drop(database)


@dataclass(frozen=True)
class Founded:
    """Two cooperations with the same names, founded once per process in a database of their own."""

    database: TestDatabase
    one: World
    other: World


@pytest.fixture(scope="session")
def founded(
    test_server: TestServer, django_test_environment: None, django_db_blocker: Any
) -> Iterator[Founded]:
    """The database in which both were founded; founding costs most of a second, so it is done once."""
    database = test_server.clone()
    with django_db_blocker.unblock(), pointed_at(database.url):
        worlds = World.founded(), World.founded()
    yield Founded(database, *worlds)
    test_server.drop(database)


@pytest.fixture
def world(founded: Founded, django_db_blocker: Any) -> Iterator[World]:
    """A cooperation to play in; what a test does there is rolled back at its end. Not together with ``db``."""
    with django_db_blocker.unblock(), pointed_at(founded.database.url), transaction.atomic():
        yield dataclasses.replace(founded.one)
        transaction.set_rollback(True)


@pytest.fixture
def elsewhere(founded: Founded, world: World) -> World:
    """The other cooperation beside ``world``, which must never be seen."""
    return dataclasses.replace(founded.other)


@pytest.fixture
def committed_world(
    founded: Founded, test_server: TestServer, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, World]]:
    """A cooperation in a database of this test alone, for real commits, threads and other processes."""
    database = test_server.clone(of=founded.database)
    with django_db_blocker.unblock(), pointed_at(database.url):
        yield database, dataclasses.replace(founded.one)
    test_server.drop(database)


@pytest.fixture(autouse=True)
def language_of_the_site() -> Iterator[None]:
    """Let each test begin in the site's own language: a page that one test read in English leaves it to the next."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def a_receipt_is_opened_once() -> Iterator[None]:
    """The same bytes are looked at once per process: the child that looks sees nothing else, so it answers the same.

    What a test made itself (``tests.world.receipt``) is looked at here, without a child to keep it from doing harm.
    """
    from bodemplaat.foundation.documents import inspection

    look, answers = run_guarded, dict[tuple[str, bytes, Limits], bytes]()

    def remembered(function: str, data: bytes, *, limits: Limits) -> bytes:
        key = function, data, limits
        if key not in answers:
            is_ours = data in RECEIPTS and limits == inspection.LIMITS
            answers[key] = _called_here(function, data) if is_ours else look(function, data, limits=limits)
        return answers[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspection, "run_guarded", remembered)
        yield


def _called_here(function: str, data: bytes) -> bytes:
    module, _, name = function.partition(":")
    answer: bytes = getattr(importlib.import_module(module), name)(data)
    return answer


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise PermissionError(f"tests may not reach the network, and this one asked for {address[0]}")
        return connect(self, address)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
