"""The PostgreSQL that Bodemplaat brings itself is backed up every night, without the worker knowing the owner's password."""

import subprocess
from pathlib import Path

import pyrage
import pytest
from procrastinate.contrib.django import app
from tests.database import ROOT, TestDatabase
from tests.world import World

from bodemplaat.foundation.backup import daily, tasks
from bodemplaat.foundation.backup.api import Opener, last_backup
from bodemplaat.foundation.backup.archive import read_through
from bodemplaat.foundation.backup.daily import FOLDER, RECIPIENTS, keep_embedded
from bodemplaat.foundation.backup.rotation import backups_in
from bodemplaat.foundation.database.api import EMBEDDED


def test_it_is_kept_in_the_folder_sealed_and_noted(
    committed_world: tuple[TestDatabase, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = committed_world
    monkeypatch.setattr(daily, "owner_url", lambda cluster: database.owner_url)
    own = pyrage.x25519.Identity.generate()
    folder = tmp_path / "backups"
    made = keep_embedded({EMBEDDED: "test", FOLDER: str(folder), RECIPIENTS: str(own.to_public())})
    assert made is not None
    ((_, file),) = backups_in(folder)
    assert file == made.file
    assert folder.stat().st_mode & 0o777 == 0o700
    assert read_through(file, Opener(identities=(str(own),))).rows == made.rows
    noted = last_backup()
    assert noted is not None
    assert noted.moment == made.moment


def test_a_server_of_others_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert keep_embedded({}) is None
    monkeypatch.delenv(EMBEDDED, raising=False)
    monkeypatch.setattr(subprocess, "run", lambda *asked, **how: pytest.fail("nothing is to be done"))
    tasks.keep(timestamp=0)


def test_a_backup_that_fails_fails_its_job_with_what_was_the_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database of the test server has no tables; the job is tried again, and the reason stands in the log."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(EMBEDDED, "test")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with pytest.raises(tasks.NotKept, match="no tables of Bodemplaat"):
        tasks.keep(timestamp=0)
    assert list(tmp_path.iterdir()) == []
    job = app.tasks["backup.daily"]
    assert job.queue == "backup"
    assert job.retry_strategy is not None
