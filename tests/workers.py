"""The worker as an installation runs it: a process of its own, on a test's database and a test's mail server."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.database import ROOT, TestDatabase

T = TypeVar("T")


@contextmanager
def a_worker(
    database: TestDatabase,
    *,
    mail_port: int = 1,
    stalled_after: float = 2,
    tasks: str = "",
    log: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process; killed at the end of the block if it still runs. ``tasks`` is a module with jobs of a test."""
    environment = database.environment | {
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "TEST_MAIL_PORT": str(mail_port),
        "TEST_TASKS": tasks,
    }
    command = [sys.executable, "-m", "django", "work", "--stalled-after", str(stalled_after)]
    with log.open("w+b") if log else tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield process
        except BaseException:
            said.seek(0)
            sys.stderr.write(said.read().decode()[-5000:])
            raise
        finally:
            process.kill()
            process.wait()


def eventually(what: Callable[[], T], seconds: float = 45) -> T:
    """The first answer that is true; fails when there is none in time."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError(f"did not happen within {seconds} s")
