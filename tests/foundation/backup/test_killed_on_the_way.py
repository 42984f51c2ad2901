"""``kill -9`` while a backup is made or set up: nothing half is left, and the next one goes its way."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tests.database import ROOT, TestDatabase, TestServer
from tests.world import World

from bodemplaat.foundation.backup.api import Opener, make_backup
from bodemplaat.foundation.backup.archive import read_through
from bodemplaat.foundation.backup.place import BESIDE, EMPTIED, in_words
from bodemplaat.foundation.database import roles

pytestmark = pytest.mark.crash
OLD = Path(__file__).parent / "files" / "main-c5a5f8a.backup"


def killed(database: TestDatabase, *asked: str) -> None:
    """Let it get where it is asked to stop, and kill it there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.foundation.backup.dying", *asked],
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "here\n"
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    "where",
    [("Writing the backup", "claims_claim"), ("Reading the backup again", "")],
    ids=["writing", "reading"],
)
def test_a_backup(
    committed_world: tuple[TestDatabase, World], tmp_path: Path, where: tuple[str, str]
) -> None:
    database, _ = committed_world
    file = tmp_path / "all.backup"
    killed(database, "backup", database.owner_url, str(file), *where)
    assert [path.name for path in tmp_path.iterdir()] == ["all.backup.part"]
    made = make_backup(database.owner_url, file)
    assert [path.name for path in tmp_path.iterdir()] == ["all.backup"]
    assert read_through(file, Opener()).rows == made.rows


def test_setting_one_up(empty_place: TestDatabase, test_server: TestServer) -> None:
    """Killed with half of the tables filled, the place is as empty as it was, and what lay beside it can be dropped."""
    killed(
        empty_place,
        "restore",
        empty_place.owner_url,
        str(OLD),
        "Putting the rows back",
        "claims_claimhistory",
    )
    with psycopg.connect(empty_place.owner_url) as session:
        assert session.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (
            0,
        )
    postgres = test_server.cluster.url(role=roles.OWNER, database="postgres")
    with in_words(), psycopg.connect(postgres, autocommit=True) as owner:
        for _ in range(50):
            try:
                owner.execute(f"DROP DATABASE {empty_place.name}{BESIDE}")  # it is there, and nobody is in it
            except psycopg.errors.ObjectInUse:
                continue
            break


def test_taking_the_place(empty_place: TestDatabase) -> None:
    """Killed before every message to the server: the place is empty or whole, and the next attempt clears what was left."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.foundation.backup.dying_in_the_place",
            empty_place.owner_url,
            empty_place.name,
        ],
        env=empty_place.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    *deaths, alive = [json.loads(line) for line in done.stdout.splitlines()]
    name = empty_place.name
    assert alive == {"lives": True, "rows": 1, "databases": [name]}
    assert len(deaths) > 15, "too few steps to be the whole way"
    left = {(each["rows"], *(other.removeprefix(name) for other in each["databases"])) for each in deaths}
    assert {(None, ""), (None, "", BESIDE), (1, "", EMPTIED)} <= left
    assert left <= {(None, ""), (None, "", BESIDE), (None, "", EMPTIED), (1, ""), (1, "", EMPTIED)}
