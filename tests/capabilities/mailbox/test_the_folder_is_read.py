"""The job that reads the folder: what is taken is moved after it was stored; a worker that is killed loses nothing and does nothing twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.capabilities.mailbox.letters import BASE, advice, email_of, letter
from tests.database import ROOT, TestDatabase
from tests.world import World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox import tasks
from bodemplaat.capabilities.mailbox.api import MailState, mail_at_desk, take_mail
from bodemplaat.foundation.outbox import schedule

KILLED = -9
READ = "import django, os, signal; django.setup(); from bodemplaat.capabilities.mailbox import tasks; {}; tasks.read(0)"
DIE = "lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)"
MOMENTS = {
    "before it was stored": f"import bodemplaat.capabilities.mailbox.commands.taking as t; t.note_thread = {DIE}",
    "after it was stored": f"from bodemplaat.foundation.maildir.folder import Folder as f; f.done = {DIE}",
}


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = str(tmp_path), BASE  # type: ignore[attr-defined]
    return tmp_path


def names(folder: Path, part: str) -> list[str]:
    return sorted(path.name for path in (folder / part).iterdir())


def test_what_waits_is_taken_and_moved(world: World, folder: Path) -> None:
    advice(world)
    (folder / "new/1").write_bytes(letter(email_of(world.first.anna)).as_bytes())
    (folder / "new/2").write_bytes(letter("iemand@elders.example").as_bytes())
    (folder / "new/3").write_bytes(letter("iemand@elders.example", to="ander@elders.example").as_bytes())
    (folder / "new/4").write_bytes(b"\x00\xff")
    tasks.read(timestamp=0)
    assert names(folder, "new") == []
    assert names(folder, "cur") == ["1:2,S", "2:2,S"]
    assert names(folder, f".{tasks.ASIDE}/cur") == ["3:2,S", "4:2,S"]
    assert len(mail_at_desk(actor=world.clerk)[MailState.WAITING]) == 1


def test_one_that_cannot_be_taken_holds_up_no_other(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advice(world)
    for name in ("1", "2"):
        (folder / "new" / name).write_bytes(letter(f"{name}@elders.example").as_bytes())
    take = take_mail

    def failing(**given: object) -> bool:
        if b"1@elders" in given["content"]:  # type: ignore[operator]
            raise OSError("disk full")
        return take(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "take_mail", failing)
    tasks.read(timestamp=0)
    assert names(folder, "new") == ["1"]
    assert names(folder, "cur") == ["2:2,S"]


def test_without_a_folder_nothing_happens(settings: object, tmp_path: Path) -> None:
    for named in ("", str(tmp_path / "nergens")):
        settings.MAIL_FOLDER = named  # type: ignore[attr-defined]
        tasks.read(timestamp=0)


def test_it_is_read_every_minute_in_which_something_waits(folder: Path, settings: object) -> None:
    (job,) = [each for each in schedule._often if each.task is tasks.read]
    assert job.seconds == 60
    assert not job.when()
    (folder / "new/1").write_bytes(b"x")
    assert job.when()
    settings.MAIL_FOLDER = str(folder / "nergens")  # type: ignore[attr-defined]
    assert job.when()
    settings.MAIL_FOLDER = ""  # type: ignore[attr-defined]
    assert not job.when()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_that_is_killed_loses_nothing_and_does_nothing_twice(
    fresh_database: TestDatabase, folder: Path, moment: str
) -> None:
    world = World.founded()
    advice(world)
    anna = world.first.anna
    (folder / "new/1").write_bytes(letter(email_of(anna)).as_bytes())
    assert _read(fresh_database, folder, MOMENTS[moment]) == KILLED
    assert names(folder, "new") == ["1"]
    for _ in range(2):
        assert _read(fresh_database, folder, "pass") == 0
    assert names(folder, "cur") == ["1:2,S"]
    assert len(cases.my_cases(actor=anna, at=world.at)) == 1


def _read(database: TestDatabase, folder: Path, before: str) -> int:
    environment = database.environment | {
        "DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test",
        "BODEMPLAAT_MAIL_FOLDER": str(folder),
        "BODEMPLAAT_MAIL_ADDRESS": BASE,
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-c", READ.format(before)]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
