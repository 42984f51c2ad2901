"""A report that is read from a replica says as of when, on a phone in Dutch and at a desk in English.

The page is scanned by axe. With ``BODEMPLAAT_PICTURES`` it is kept as a picture in that folder.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase, TestServer, pointed_at
from tests.replica import Replica, a_primary_and_its_replica
from tests.world import World, account_of, journey

from bodemplaat.foundation.database import roles

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("a replica")]
WORDS = {"nl": "Gelezen naar de stand van", "en": "Read as things stood on"}


@pytest.fixture
def servers(test_server: TestServer) -> Iterator[Replica]:
    folder = Path(tempfile.mkdtemp(prefix="bodemplaat-replica-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        template = test_server.cluster.url(role=roles.SUPERUSER, database=test_server.template)
        with a_primary_and_its_replica(folder, template) as replica:
            yield replica
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def committed_world(
    servers: Replica, django_test_environment: None, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, World]]:
    """A cooperation with a claim, at home and so on the replica."""
    home = servers.primary
    database = TestDatabase(roles.DATABASE, home.url(), home.url(role=roles.OWNER))
    with django_db_blocker.unblock(), pointed_at(database.url):
        world = World.founded()
        world.at = timezone.now()
        world.submitted(world.first.anna, journey("10", timezone.localdate()))
        yield database, world


@pytest.fixture
def site_environment(servers: Replica) -> Mapping[str, str]:
    """Reports come from the replica, however slow the machine makes it."""
    return {"BODEMPLAAT_REPORTS_URL": servers.url(), "BODEMPLAAT_REPORTS_LAG": "600"}


@ON_A_PHONE_AND_AT_A_DESK
def test_a_report_says_as_of_when_it_was_read(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    controller = visitor(language, width, height)
    controller.sign_in(account_of(world.first.carla).email)
    controller.goto("/bestuur/")
    expect(controller.page.get_by_text(WORDS[language])).to_be_visible()
    controller.scan()
    controller.keep(f"replica-overview-{language}")
