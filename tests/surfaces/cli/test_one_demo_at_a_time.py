"""One demo per state folder, and nothing left of one that was killed."""

import errno
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.database import TestDatabase
from tests.workers import eventually
from tests.world import TODAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.database.api import mark_migrated
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli import demo as demo_room
from bodemplaat.surfaces.cli.demo import demo
from bodemplaat.surfaces.cli.single import MARK, AlreadyRuns, _marked, end_marked, held
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


def works_once(pid: int) -> bool:
    """Whether a program is there for one job, such as the backup of today, and may end when it likes."""
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes()
        return b"keep_backup" in said or b"pg_dump" in said
    except (FileNotFoundError, ProcessLookupError):
        return True


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


def test_port_0_is_a_free_port_that_the_address_names() -> None:
    port = demo_room._free_port("127.0.0.1", 0)
    assert port > 0
    assert demo_room._address("127.0.0.1", port) == f"http://127.0.0.1:{port}"
    assert demo_room._address("::1", port) == f"http://[::1]:{port}"


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_there_is_not_is_refused(port: str) -> None:
    answer = CliRunner().invoke(demo, ["--port", port])
    assert answer.exit_code == 2
    assert "--port" in answer.output


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


class RunningDemo:
    """A demo as a program of its own, on a database that has people already or on a server of its own that is empty.

    ``programs`` are all it started.
    """

    def __init__(self, database: TestDatabase | None, state: Path, after: str = "") -> None:
        self.state, self.after, self.options = state, after, () if database else ("--empty",)
        unset = ("DJANGO_SETTINGS_MODULE", "BODEMPLAAT_ADDRESS", "DATABASE_URL", "BODEMPLAAT_OWNER_URL", MARK)
        environment = {name: value for name, value in os.environ.items() if name not in unset}
        self.environment = environment | {"BODEMPLAAT_STATE": str(state)}
        if database:
            self.environment |= {
                "DATABASE_URL": database.url,
                "BODEMPLAAT_OWNER_URL": database.owner_url,
            }
        self.process = self.start()
        self.address = eventually(lambda: str(self._noted("address")), seconds=300)
        self.mark = str(self._noted("mark"))
        self.programs = _marked(self.mark)

    def start(self) -> "subprocess.Popen[str]":
        """``bodemplaat demo`` in this state folder."""
        code = "from bodemplaat.surfaces.cli.main import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, "demo", "--lang", "en", *self.options],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _noted(self, name: str) -> object:
        if self.process.poll() is not None:
            pytest.fail(f"the demo ended: {self.process.communicate()[0]}")
        note = self.state / "demo/running.json"
        written = note.read_text() if note.exists() else ""
        noted = json.loads(written) if written.endswith("}") else {}
        return noted.get(name, "") if noted.get("mark") != self.after else ""


@pytest.mark.crash
def test_a_demo_killed_while_it_runs_leaves_no_program_and_starts_again_with_its_data(
    committed_world: tuple[TestDatabase, World], tmp_path: Path
) -> None:
    database, world = committed_world
    mark_migrated(database.owner_url)
    marks = []
    try:
        first = RunningDemo(database, tmp_path)
        marks.append(first.mark)
        assert len(first.programs) >= 3, "the demo's site with its workers, and who does the jobs"
        claim = world.submitted(world.first.anna)
        refused = first.start()
        said, _ = refused.communicate(timeout=120)
        assert (refused.returncode, f"A demo runs here already, at {first.address}" in said) == (1, True)
        assert all(map(lives, first.programs)), "and the first one does not notice"
        first.process.kill()
        first.process.communicate()

        again = RunningDemo(database, tmp_path, after=first.mark)
        marks.append(again.mark)
        assert not any(map(lives, first.programs)), "nothing of the killed one is left"
        with urllib.request.urlopen(f"{again.address}/demo/", timeout=60) as answer:
            assert answer.status == 200
        kept = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
        assert (kept.state, kept.total.cents > 0) == ("in_approval", True)

        again.process.terminate()
        again.process.communicate(timeout=60)
        assert again.process.returncode == 0
        assert not any(map(lives, again.programs)), "who is asked to stop takes everything along"
    finally:
        for mark in marks:
            end_marked(mark)


@pytest.fixture
def open_state() -> Iterator[Path]:
    """A state folder that the database server's account can enter; pytest's own is closed to it when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="bodemplaat-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.crash
def test_a_database_server_that_dies_is_started_again_on_its_port_and_the_site_recovers(
    open_state: Path,
) -> None:
    note = open_state / "demo/server/data/postmaster.pid"
    running = RunningDemo(None, open_state)

    def server() -> tuple[int, str]:
        """Process and port of the database server, once it takes connections."""
        lines = note.read_text().splitlines() if note.exists() else []
        return (int(lines[0]), lines[3]) if lines[-1:] and lines[-1].strip() == "ready" else (0, "")

    def answer() -> int:
        try:
            with urllib.request.urlopen(f"{running.address}/account/login/", timeout=60) as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            return error.code

    try:
        assert answer() == 200
        died, port = server()
        others = [program for program in running.programs if program != died and not works_once(program)]
        os.kill(died, signal.SIGKILL)
        eventually(lambda: server()[0] not in (0, died), seconds=120)
        again, port_again = server()
        assert port_again == port
        eventually(lambda: answer() == 200, seconds=120)
        ended = [program for program in others if not lives(program)]
        assert len(others) >= 3
        assert not ended, "neither the site nor the worker ended with it"
        running.process.terminate()
        assert "PostgreSQL had stopped and was started again." in running.process.communicate(timeout=60)[0]
        assert not any(map(lives, [again, *others]))
    finally:
        end_marked(running.mark)


@pytest.mark.parametrize("who", ["nobody", "somebody"])
def test_an_empty_site_says_its_code_and_one_that_is_not_how_to_start_over(
    who: str,
    fresh_database: TestDatabase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """``demo --empty`` over the data of an earlier demo showed its people and said nothing."""
    if who == "somebody":
        World.founded()
    monkeypatch.setenv("DATABASE_URL", fresh_database.url)
    monkeypatch.setenv("BODEMPLAAT_OWNER_URL", fresh_database.owner_url)
    demo_room._begin(Voice("en"))
    said = capsys.readouterr()
    assert ("type this code" in said.out, "“make demo-reset”" in said.err) == (
        who == "nobody",
        who == "somebody",
    )
