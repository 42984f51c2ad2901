"""Programs that run as one: started together, stopped together, and none left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bodemplaat.surfaces.cli.demo import _free_port, demo_reset
from bodemplaat.surfaces.cli.supervisor import Ended, Supervisor

WAITS = "import time; print('ready', flush=True); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
HAS_A_CHILD = f"import subprocess, sys, time; print(subprocess.Popen([sys.executable, '-c', {DEAF!r}]).pid, flush=True); time.sleep(60)"
FAILS = "import sys; print('the port is taken'); sys.exit(3)"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def until(true: object, seconds: float = 10) -> None:
    last_moment = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < last_moment, "it did not happen in time"
        time.sleep(0.01)


def lives(pid: int) -> bool:
    """Whether a process runs: one that ended but is still listed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_all_stop_when_asked() -> None:
    supervisor = Supervisor()
    children = [supervisor.start(name, python(WAITS), os.environ) for name in ("site", "worker")]
    until(lambda: all(child.last_lines for child in children))
    supervisor.stop()
    assert [child.process.returncode for child in children] == [-signal.SIGTERM, -signal.SIGTERM]


def test_one_that_ends_by_itself_is_named_with_its_last_lines() -> None:
    supervisor = Supervisor()
    supervisor.start("site", python(WAITS), os.environ)
    supervisor.start("worker", python(FAILS), os.environ)
    with pytest.raises(Ended) as raised:
        supervisor.watch()
    supervisor.stop()
    assert raised.value.child.name == "worker"
    assert raised.value.child.process.returncode == 3
    assert list(raised.value.child.last_lines) == ["the port is taken"]


def test_what_a_program_started_does_not_outlive_it() -> None:
    supervisor = Supervisor()
    child = supervisor.start("site", python(HAS_A_CHILD), os.environ)
    until(lambda: len(child.last_lines) == 2)
    grandchild = next(int(line) for line in child.last_lines if line.isdigit())
    assert lives(grandchild)
    supervisor.stop()
    until(lambda: not lives(grandchild))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_signals_end_the_wait_in_order(number: signal.Signals) -> None:
    supervisor = Supervisor()
    with supervisor.listening():
        child = supervisor.start("site", python(WAITS), os.environ)
        until(lambda: child.last_lines)
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
        supervisor.watch()
        assert supervisor.told_to_stop
        supervisor.stop()
    assert child.process.returncode == -signal.SIGTERM


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = _free_port("127.0.0.1", port)
    assert port < found < port + 50


def test_a_server_of_yours_is_never_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bodemplaat_app@db.example/bodemplaat")
    answer = CliRunner().invoke(demo_reset, ["--lang", "en"])
    assert answer.exit_code == 1
    assert "its data are not touched" in answer.output


def test_help_needs_no_database_and_no_django() -> None:
    code = "import sys; from bodemplaat.surfaces.cli.demo import demo; print('django' in sys.modules)"
    assert subprocess.run(python(code), capture_output=True, text=True, check=True).stdout.strip() == "False"
