"""Both cooperations in one database, founded once per process; what a test does there is taken back at its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from tests.architecture.isolation.owner import Owner
from tests.architecture.isolation.side import Side
from tests.architecture.isolation.two_cooperations import founded
from tests.architecture.isolation.walking import taken_back
from tests.database import TestDatabase, TestServer, pointed_at
from tests.world import MONDAY

from bodemplaat.foundation.access import counting


@dataclass(frozen=True)
class Both:
    """The two sides, and the owner's eye on their database."""

    one: Side
    other: Side
    owner: Owner

    @property
    def ways(self) -> tuple[tuple[Side, Side], tuple[Side, Side]]:
        """Each as the one who looks and the one who may not be seen."""
        return (self.one, self.other), (self.other, self.one)


@pytest.fixture(scope="session")
def two_cooperations(
    test_server: TestServer, django_test_environment: None, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, Side, Side]]:
    """The database in which both were founded."""
    database = test_server.clone()
    with django_db_blocker.unblock(), pointed_at(database.url):
        sides = founded("qaxolvim", 413), founded("zubymerk", 290)
    yield database, *sides
    test_server.drop(database)


@pytest.fixture
def that_afternoon(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The afternoon of the day on which everything happened; not as a demo, which shows everybody.

    Whoever guesses at secrets is stopped after some (``test_protocol`` holds it), which would tell two guesses apart
    that are alike; here there is no end to them.
    """
    settings.DEMO = False
    monkeypatch.setattr(counting, "MOST_GUESSES", 10**9)
    with time_machine.travel(MONDAY + timedelta(hours=4), tick=False):
        yield


@pytest.fixture
def both(
    two_cooperations: tuple[TestDatabase, Side, Side], django_db_blocker: Any, that_afternoon: None
) -> Iterator[Both]:
    """Both, in a transaction that is taken back; the owner's eye sees them as they were founded."""
    database, one, other = two_cooperations
    with django_db_blocker.unblock(), pointed_at(database.url), taken_back():
        yield Both(one, other, Owner(database.owner_url))


@pytest.fixture
def both_for_good(
    two_cooperations: tuple[TestDatabase, Side, Side],
    test_server: TestServer,
    django_db_blocker: Any,
    that_afternoon: None,
) -> Iterator[Both]:
    """Both in a copy of this test alone, where what happens is committed and the owner's eye sees it."""
    template, one, other = two_cooperations
    database = test_server.clone(of=template)
    with django_db_blocker.unblock(), pointed_at(database.url):
        yield Both(one, other, Owner(database.owner_url))
    test_server.drop(database)
