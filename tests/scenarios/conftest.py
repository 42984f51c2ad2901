"""A cooperation founded once per process; every story plays on it and is taken back."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.database import TestDatabase, TestServer, pointed_at
from tests.world import World


@pytest.fixture(scope="session")
def founded(
    test_server: TestServer, django_test_environment: None, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, World]]:
    """A database in which a cooperation was founded."""
    database = test_server.clone()
    with django_db_blocker.unblock(), pointed_at(database.url):
        world = World.founded()
    yield database, world
    test_server.drop(database)


@pytest.fixture
def world(founded: tuple[TestDatabase, World], django_db_blocker: Any) -> Iterator[World]:
    """The cooperation; what a story does is rolled back at its end."""
    database, world = founded
    with django_db_blocker.unblock(), pointed_at(database.url), transaction.atomic():
        yield dataclasses.replace(world)
        transaction.set_rollback(True)


@pytest.fixture
def committed_world(
    founded: tuple[TestDatabase, World], test_server: TestServer, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, World]]:
    """The cooperation in a database of this test alone, for real commits, threads and other processes."""
    database = test_server.clone(of=founded[0])
    with django_db_blocker.unblock(), pointed_at(database.url):
        yield database, dataclasses.replace(founded[1])
    test_server.drop(database)
