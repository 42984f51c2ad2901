"""The administrator reads when the last good backup was made, and is warned when that is more than two days ago."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.utils import timezone
from tests.database import TestDatabase
from tests.surfaces.board.conftest import SignedIn
from tests.world import World


@pytest.mark.parametrize(
    ("age", "said", "warns"),
    [
        (None, "Bodemplaat knows of no backup yet", True),
        (timedelta(days=2, minutes=1), "The last good backup is of", True),
        (timedelta(days=1, hours=23), "Last good backup:", False),
    ],
)
def test_the_administrator_reads_how_old_it_is(
    committed_world: tuple[TestDatabase, World],
    signed_in: SignedIn,
    age: timedelta | None,
    said: str,
    warns: bool,
) -> None:
    database, world = committed_world
    if age is not None:
        with psycopg.connect(database.owner_url) as owner:
            owner.execute(
                "INSERT INTO backup_backupmade (id, moment, file, size, rows, is_sealed) VALUES (%s, %s, 'a.backup', 1, 1, false)",
                [uuid4(), timezone.now() - age],
            )
    page = signed_in(world.first.ad).get("/bestuur/regels/").content.decode()
    assert said in page
    assert ("No recent backup" in page) is warns
    controller = signed_in(world.first.carla).get("/bestuur/regels/").content.decode()
    assert "backup" not in controller
