"""An empty place to set a backup up in."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from tests.database import TestDatabase, TestServer, pointed_at

from bodemplaat.foundation.database import roles


@pytest.fixture
def empty_place(test_server: TestServer, django_db_blocker: Any) -> Iterator[TestDatabase]:
    """A database without tables; Django is connected to it as the owner, as the command is."""
    name = f"test_{os.getpid()}_empty"
    database = TestDatabase(
        name, test_server.cluster.url(database=name), test_server.cluster.url(role=roles.OWNER, database=name)
    )
    postgres = test_server.cluster.url(role=roles.OWNER, database="postgres")
    with psycopg.connect(postgres, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}")
    with django_db_blocker.unblock(), pointed_at(database.owner_url):
        yield database
    test_server.drop(database)
