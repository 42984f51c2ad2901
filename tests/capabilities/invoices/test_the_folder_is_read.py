"""Invoices that a program puts in the folder of an organisation: taken once whatever dies, and what never can be is set aside."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from tests.capabilities.invoices.post import bill, judged, receive
from tests.database import ROOT, TestDatabase
from tests.world import World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices import tasks
from bodemplaat.formats.invoices import MOST_BYTES, write_ubl
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.outbox import schedule

KILLED = -9
READ = "import django, os, signal; django.setup(); from bodemplaat.capabilities.invoices import tasks; {}; tasks.read(0)"
DIE = "lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)"
MOMENTS = {
    "before it was stored": f"import bodemplaat.capabilities.invoices.commands.receiving as r; r.happened = {DIE}",
    "after it was stored": f"from bodemplaat.foundation.maildir.folder import Folder as f; f.done = {DIE}",
}


def folder_of(place: Path, organisation: object) -> Path:
    for part in ("new", "cur", "tmp"):
        (place / str(organisation) / part).mkdir(parents=True)
    return place / str(organisation)


def names(folder: Path, part: str) -> list[str]:
    return sorted(path.name for path in (folder / part).iterdir())


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Path:
    settings.INVOICE_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judged without the rules."""
    from bodemplaat.capabilities.invoices import ports

    monkeypatch.setattr(ports, "_JUDGES", [lambda files: [judged(content) for _, content in files]])


def listed(world: World) -> Any:
    return invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).rows


def test_what_is_delivered_is_taken_in_for_whose_folder_it_is(world: World, place: Path, quick: None) -> None:
    first, second = folder_of(place, world.first.id), folder_of(place, world.second.id)
    (first / "new/KL-1.xml").write_bytes(write_ubl(bill("KL-1")))
    (first / "new/scan.pdf").write_bytes(b"%PDF-1.4 een scan")
    (second / "new/KL-2.xml").write_bytes(write_ubl(bill("KL-2")))
    tasks.read(timestamp=0)
    by_name = {each.file_name: each for each in listed(world)}
    assert {name: each.organisation_id for name, each in by_name.items()} == {
        "KL-1.xml": world.first.id,
        "scan.pdf": world.first.id,
        "KL-2.xml": world.second.id,
    }
    view = invoices.invoice_view(actor=world.clerk, invoice=by_name["KL-1.xml"].id)
    assert view.channel is invoices.Channel.FOLDER
    assert names(first, "new") == []
    assert names(first, "cur") == ["KL-1.xml:2,S", "scan.pdf:2,S"]


def test_what_a_clerk_took_in_before_comes_once(world: World, place: Path, quick: None) -> None:
    content = write_ubl(bill())
    receive(world, content)
    folder = folder_of(place, world.first.id)
    (folder / "new/nog eens.xml").write_bytes(content)
    tasks.read(timestamp=0)
    assert len(listed(world)) == 1
    assert names(folder, "cur") == ["nog eens.xml:2,S"]


def test_what_never_can_be_taken_is_set_aside_and_told_in_the_trail(
    world: World, place: Path, quick: None
) -> None:
    folder = folder_of(place, world.first.id)
    (folder / "new/leeg.xml").write_bytes(b"")
    with (folder / "new/groot.pdf").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (folder / "new/goed.xml").write_bytes(write_ubl(bill()))
    tasks.read(timestamp=0)
    assert names(folder, ".refused/cur") == ["groot.pdf:2,S", "leeg.xml:2,S"]
    assert names(folder, "cur") == ["goed.xml:2,S"]
    refused = [
        each.details["bytes"]
        for each in trail_of(actor=world.first.carla, subject=world.first.id)
        if each.action == "invoice.file_refused"
    ]
    assert set(refused) == {0, MOST_BYTES + 1}


def test_a_folder_of_nobody_is_left_alone(world: World, place: Path, quick: None) -> None:
    stranger = folder_of(place, uuid.uuid4())
    (stranger / "new/x.xml").write_bytes(write_ubl(bill()))
    (place / "notities").mkdir()
    folder = folder_of(place, world.first.id)
    (folder / "new/y.xml").write_bytes(write_ubl(bill()))
    tasks.read(timestamp=0)
    assert names(stranger, "new") == ["x.xml"]
    assert [each.file_name for each in listed(world)] == ["y.xml"]


def test_it_is_read_every_minute_in_which_something_waits(world: World, place: Path, settings: Any) -> None:
    (job,) = [each for each in schedule._often if each.task is tasks.read]
    folder = folder_of(place, world.first.id)
    assert not job.when()
    (folder / "new/1").write_bytes(b"x")
    assert job.when()
    settings.INVOICE_FOLDER = str(place / "nergens")
    assert job.when()
    tasks.read(timestamp=0)
    settings.INVOICE_FOLDER = ""
    assert not job.when()
    tasks.read(timestamp=0)


@pytest.mark.crash
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_that_is_killed_loses_nothing_and_takes_nothing_twice(
    fresh_database: TestDatabase, place: Path, moment: str
) -> None:
    world = World.founded()
    folder = folder_of(place, world.first.id)
    (folder / "new/1").write_bytes(write_ubl(bill()))
    assert _read(fresh_database, place, MOMENTS[moment]) == KILLED
    assert names(folder, "new") == ["1"]
    for _ in range(2):
        assert _read(fresh_database, place, "pass") == 0
    assert names(folder, "cur") == ["1:2,S"]
    assert len(listed(world)) == 1


def _read(database: TestDatabase, place: Path, before: str) -> int:
    environment = database.environment | {
        "DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test",
        "BODEMPLAAT_INVOICE_FOLDER": str(place),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-c", READ.format(before)]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
