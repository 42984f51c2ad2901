"""One demo per state folder, and nothing left of one that was killed."""

import errno
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.workers import eventually

from bodemplaat.surfaces.cli import demo as demo_room
from bodemplaat.surfaces.cli.demo import demo
from bodemplaat.surfaces.cli.single import MARK, AlreadyRuns, end_marked, held
from bodemplaat.surfaces.cli.supervisor import Supervisor

HOLDS = """
import sys, time, pathlib
from bodemplaat.surfaces.cli.single import held
from bodemplaat.surfaces.cli.supervisor import Supervisor
import os
with held(pathlib.Path(sys.argv[1])) as holding:
    holding.note(address="http://127.0.0.1:1", server=True)
    child = Supervisor().start("site", [sys.executable, "-c", DEAF], os.environ)
    print(child.process.pid, flush=True)
    time.sleep(600)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
HOLDS = f"DEAF = {DEAF!r}\n{HOLDS}"


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def another(tmp_path: Path) -> "subprocess.Popen[str]":
    """Another demo that holds the folder, with a program that does not hear SIGTERM."""
    return subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE, text=True)


def test_a_second_is_refused_and_a_killed_one_leaves_nothing(
    another: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    assert another.stdout is not None
    program = int(another.stdout.readline())
    with pytest.raises(AlreadyRuns) as refused, held(tmp_path):
        pass
    assert refused.value.address == "http://127.0.0.1:1"
    eventually(lambda: b"signal.SIG_IGN" in Path(f"/proc/{program}/cmdline").read_bytes())
    another.kill()
    another.wait()
    another.stdout.close()
    with held(tmp_path) as holding:
        assert not lives(program), "what was deaf is ended at the next start"
        assert holding.inherited_server, "and its database server is ours to stop"
    with held(tmp_path) as holding:
        assert not holding.inherited_server


def test_only_what_carries_the_mark_is_ended(tmp_path: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    try:
        assert end_marked("0" * 32) == 0
        with held(tmp_path):
            assert os.environ[MARK]
        assert MARK not in os.environ
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_what_we_started_is_told_to_stop_when_we_are_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from bodemplaat.surfaces.cli.supervisor import Supervisor;"
        "child = Supervisor().start('site', [sys.executable, '-c', 'import time; time.sleep(600)'], os.environ);"
        "print(child.process.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    program = int(parent.stdout.readline())
    eventually(lambda: b"tether" not in Path(f"/proc/{program}/cmdline").read_bytes())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    eventually(lambda: not lives(program), seconds=10)


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "De schijf is vol"), (errno.EACCES, "Er mag niets worden weggeschreven")],
)
def test_a_disk_without_room_is_told_in_words(
    number: int, says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number), str(tmp_path / "file"))

    monkeypatch.setenv("BODEMPLAAT_STATE", str(tmp_path))
    monkeypatch.setattr(demo_room, "prepare_environment", full)
    answer = CliRunner().invoke(demo, [])
    assert (answer.exit_code, answer.exception.__class__) == (1, SystemExit)
    assert says in answer.output
    assert "Traceback" not in answer.output


def test_a_second_demo_says_where_the_first_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BODEMPLAAT_STATE", str(tmp_path))
    (tmp_path / "demo").mkdir()
    with (tmp_path / "demo/running.json").open("w") as file:
        file.write('{"address": "http://127.0.0.1:8000", "mark": "x"}')
        file.flush()
        fcntl.flock(file, fcntl.LOCK_EX)
        answer = CliRunner().invoke(demo, ["--lang", "en"])
    assert answer.exit_code == 1
    assert "A demo runs here already, at http://127.0.0.1:8000" in answer.output


def test_the_watch_looks_after_the_database_too() -> None:
    supervisor, looked = Supervisor(), []

    def look() -> None:
        looked.append(time.monotonic())
        supervisor._asked_to_stop.set()

    supervisor.watch(look)
    assert len(looked) == 1
