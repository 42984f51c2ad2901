"""The PostgreSQL that Bodemplaat brings itself is backed up every night, without the worker knowing the owner's password."""

import errno
import json
import subprocess
from pathlib import Path

import pyrage
import pytest
import time_machine
from django.utils import timezone, translation
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from tests.database import ROOT, TestDatabase
from tests.world import MONDAY, World

from bodemplaat.foundation.backup import daily, tasks
from bodemplaat.foundation.backup.api import Opener, last_backup
from bodemplaat.foundation.backup.archive import read_through
from bodemplaat.foundation.backup.daily import FOLDER, RECIPIENTS, keep_embedded
from bodemplaat.foundation.backup.making import _cannot_write
from bodemplaat.foundation.backup.rotation import backups_in
from bodemplaat.foundation.database.api import EMBEDDED
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Said
from bodemplaat.presentation import notation


def attempt(number: int) -> JobContext:
    """The job as the queue hands it over, tried ``number`` times before."""
    job = Job(id=1, queue="backup", lock=None, queueing_lock=None, task_name="backup.daily", attempts=number)
    return JobContext(app=app, job=job, start_timestamp=0, abort_reason=lambda: None)


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
    tasks.keep(attempt(0), timestamp=0)


def test_a_backup_that_fails_fails_its_job_with_what_was_the_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database of the test server has no tables; the job is tried again, and the reason stands in the log."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(EMBEDDED, "test")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    reasons: list[Said] = []
    monkeypatch.setattr(tasks, "_hearers", [lambda reason, at: reasons.append(reason)])
    with pytest.raises(tasks.NotKept, match="no tables of Bodemplaat"):
        tasks.keep(attempt(tasks.TRIED_AGAIN), timestamp=0)
    ((reason, database),) = [(each.render(), each.values["database"]) for each in reasons]
    assert reason == f"The database {database} has no tables of Bodemplaat, so there is nothing to keep."
    assert list(tmp_path.iterdir()) == []
    job = app.tasks["backup.daily"]
    assert job.queue == "backup"
    assert job.retry_strategy is not None


def refusing(monkeypatch: pytest.MonkeyPatch, printed: str) -> None:
    monkeypatch.setenv(EMBEDDED, "test")
    ended = subprocess.CompletedProcess([], 1, printed, "CommandError: no")
    monkeypatch.setattr(subprocess, "run", lambda *asked, **how: ended)


def heard_by(who: Actor) -> list[tuple[str, str]]:
    with translation.override("nl"):
        return [(each.subject, each.body) for each in inbox_of(actor=who)]


@time_machine.travel(MONDAY, tick=False)
def test_every_administrator_hears_once_a_day_of_a_backup_that_was_given_up_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = _cannot_write(Path("/srv/all.backup"), OSError(errno.ENOSPC, "full")).said
    refusing(monkeypatch, json.dumps({"text": str(text), "values": {"file": "/srv/all.backup"}}))
    administrators = (world.first.ad, world.second.ad)
    with pytest.raises(tasks.NotKept):
        tasks.keep(attempt(0), timestamp=0)
    assert [heard_by(who) for who in administrators] == [[], []], "it is tried again first"
    for _ in range(2):
        with pytest.raises(tasks.NotKept):
            tasks.keep(attempt(3), timestamp=0)
    for who in administrators:
        ((subject, body),) = heard_by(who)
        assert subject == f"De reservekopie van {notation.day(timezone.localdate(), 'nl')} is niet gemaakt"
        assert body.startswith("De schijf is vol, dus er is niets bewaard in /srv/all.backup.")
        assert [each.path for each in inbox_of(actor=who)] == ["/bestuur/regels/"]
    assert [heard_by(who) for who in (world.clerk, world.payer, world.first.anna)] == [[], [], []]


def test_a_backup_that_died_without_a_word_is_told_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, "")
    with pytest.raises(tasks.NotKept):
        tasks.keep(attempt(3), timestamp=0)
    ((_, body),) = heard_by(world.first.ad)
    assert body.startswith("Waarom, is niet bekend.")
