"""``bodemplaat backup`` on the command line: into a file, into a folder, sealed, and refused in words."""

import json
import tarfile
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.foundation.backup.api import last_backup
from bodemplaat.surfaces.cli.backup import backup

Run = tuple[TestDatabase, World]


@pytest.fixture
def installation(committed_world: Run, monkeypatch: pytest.MonkeyPatch) -> TestDatabase:
    """A server of others, as the environment of the command names it."""
    database, _ = committed_world
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("BODEMPLAAT_OWNER_URL", database.owner_url)
    return database


def run(*arguments: object) -> Result:
    return CliRunner().invoke(backup, [str(each) for each in arguments])


def test_into_a_file_it_is_kept_read_again_and_noted(installation: TestDatabase, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    done = run(file)
    assert done.exit_code == 0, done.output
    assert "van begin tot eind nagelezen" in done.output
    assert "Reservekopie schrijven" in done.output
    assert file.stat().st_mode & 0o777 == 0o600
    noted = last_backup()
    assert noted is not None
    assert noted.file == "all.backup"

    again = run(file)
    assert again.exit_code == 1
    assert "Er is al een bestand" in again.output
    assert run(file, "--force").exit_code == 0


def test_the_key_that_signs_is_known_though_nobody_set_one(
    installation: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embedded default has a key of its own: a restore beside it said to set the key of the backup, which nobody had."""
    monkeypatch.delenv("BODEMPLAAT_SECRET_KEY", raising=False)
    file = tmp_path / "all.backup"
    assert run(file).exit_code == 0
    with tarfile.open(file) as archive:
        member = archive.extractfile("configuration.json")
        assert member is not None
        assert json.loads(member.read())["secret_key"], "who restores it is told whether theirs is the same"


def test_into_a_folder_days_take_turns_and_it_is_sealed_for_a_key(
    installation: TestDatabase, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "backups"
    folder.mkdir(parents=True)
    for day in range(1, 10):
        (folder / f"bodemplaat-2026010{day}T021500Z.backup").write_bytes(b"old")
    own = pyrage.x25519.Identity.generate()
    done = run("--into", folder, "--days", 3, "--weeks", 1, "--recipient", own.to_public())
    assert done.exit_code == 0, done.output
    assert "Alleen wie de geheime sleutel heeft" in done.output
    kept = sorted(path.name for path in folder.iterdir())
    assert kept[:2] == ["bodemplaat-20260108T021500Z.backup", "bodemplaat-20260109T021500Z.backup"]
    assert len(kept) == 3
    assert done.output.count("Verwijderd") == 7


def test_what_cannot_be_is_refused_in_words(
    installation: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run().exit_code == 2
    assert run(tmp_path / "a", "--into", tmp_path).exit_code == 2
    assert "Er is geen map" in run(tmp_path / "absent" / "a").output
    assert "publieke sleutel is niet te lezen" in run(tmp_path / "a", "--recipient", "age1x").output
    monkeypatch.setenv("BODEMPLAAT_OWNER_URL", installation.url)
    assert "is geen eigenaar van" in run(tmp_path / "a").output
    monkeypatch.delenv("BODEMPLAAT_OWNER_URL")
    assert "Zet ook BODEMPLAAT_OWNER_URL" in run(tmp_path / "a").output
    assert list(tmp_path.iterdir()) == []
