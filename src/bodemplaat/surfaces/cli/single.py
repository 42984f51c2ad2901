"""One demo per state folder, and nothing left of one that was killed.

The folder has a file that the running demo holds locked; the lock goes with the process, however it ends. In it stand
the demo's address and a mark that all its programs carry in their environment, by which they are known again.
"""

import fcntl
import json
import os
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

MARK = "BODEMPLAAT_DEMO_MARK"
SECONDS_TO_LEAVE = 5.0


class AlreadyRuns(Exception):
    """Another demo holds the folder; ``address`` is where it is, empty while it starts."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


@dataclass
class Holding:
    """The folder while it is ours. ``inherited_server`` says that a killed demo left its database server to us."""

    mark: str
    inherited_server: bool
    _file: TextIO

    def note(self, *, address: str = "", server: bool = False) -> None:
        """Write down where we are and whether the database server is ours to stop."""
        self._file.seek(0)
        self._file.truncate()
        json.dump({"address": address, "mark": self.mark, "server": server}, self._file)
        self._file.flush()


@contextmanager
def held(folder: Path) -> Iterator[Holding]:
    """Hold the folder inside the block, after ending what a killed demo left; raises ``AlreadyRuns``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "running.json"
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRuns(str(_read(file).get("address", ""))) from None
        left = _read(file)
        if left.get("mark"):
            end_marked(str(left["mark"]))
        holding = Holding(secrets.token_hex(16), bool(left.get("server")), file)
        holding.note(server=holding.inherited_server)
        os.environ[MARK] = holding.mark
        try:
            yield holding
            file.seek(0)
            file.truncate()
        finally:
            del os.environ[MARK]


def end_marked(mark: str) -> int:
    """End every process of ours that carries the mark, and wait until they are gone; returns how many there were."""
    processes = _marked(mark)
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    last = time.monotonic() + SECONDS_TO_LEAVE
    while _marked(mark) and time.monotonic() < last:
        time.sleep(0.05)
    return len(processes)


def _marked(mark: str) -> list[int]:
    """Processes whose environment holds the mark, which nobody else can have; database servers are not among them."""
    wanted = f"{MARK}={mark}".encode()
    processes = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (
                int(entry.name) != os.getpid()
                and wanted in (entry / "environ").read_bytes().split(b"\0")
                and (entry / "comm").read_text().strip() != "postgres"
            ):
                processes.append(int(entry.name))
    return processes


def _read(file: TextIO) -> dict[str, object]:
    file.seek(0)
    try:
        read = json.loads(file.read() or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
