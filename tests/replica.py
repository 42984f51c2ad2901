"""A PostgreSQL server with a streaming replica beside it, both of a test's own: made, paused, cut off, ended and started."""

import contextlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.api import Cluster, Purpose
from bodemplaat.foundation.database.cluster import HOST, _free_port


@dataclass(frozen=True)
class Replica:
    """What copies ``primary``, at ``port``; its data in ``data``."""

    primary: Cluster
    data: Path
    port: int

    def url(self, *, role: str = roles.APP, database: str = roles.DATABASE) -> str:
        """As that of the primary, at the replica."""
        return self.primary.url(role=role, database=database).replace(
            f":{self.primary.port}/", f":{self.port}/"
        )

    def start(self) -> None:
        """Start it, and wait until it can be read."""
        settings = self.primary.purpose.settings() | {"port": str(self.port)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._pg_ctl("start", "-w", "-l", str(self.data.parent / "log"), "-o", options)

    def stop(self) -> None:
        """End it, with whoever reads it."""
        self._pg_ctl("stop", "-m", "immediate", "-w")

    def promote(self) -> None:
        """Make it a server of its own, which goes its own way from here."""
        self._pg_ctl("promote", "-w")

    def pause(self) -> None:
        """Let it fall behind: it gets what is done and shows none of it."""
        self._told("SELECT pg_wal_replay_pause()")
        while self._told("SELECT pg_get_wal_replay_pause_state()") != "paused":
            time.sleep(0.02)

    def resume(self) -> None:
        """Let it catch up."""
        self._told("SELECT pg_wal_replay_resume()")

    def _told(self, statement: str) -> object:
        with psycopg.connect(self.url(role=roles.SUPERUSER, database="postgres"), autocommit=True) as session:
            row = session.execute(statement).fetchone()
            return row and row[0]

    def _pg_ctl(self, *what: str) -> None:
        status = self.primary.account.start(
            [self.primary.binaries.program("pg_ctl"), what[0], "-s", "-D", self.data, *what[1:]]
        )
        assert status == 0, (self.data.parent / "log").read_text()[-2000:]


@contextlib.contextmanager
def a_primary_and_its_replica(folder: Path, tables_of: str) -> Iterator[Replica]:
    """Both running, with the tables of the database at a URL and nothing in them; gone at the end."""
    primary = Cluster.ensure(Purpose.DEMO, state=folder)
    data = primary.folder / "server" / "replica" / "data"
    replica = Replica(primary, data, _free_port())
    try:
        _fill(primary, tables_of)
        _copied(primary, data)
        replica.start()
        yield replica
    finally:
        with contextlib.suppress(AssertionError, FileNotFoundError):
            replica.stop()
        primary.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _fill(primary: Cluster, tables_of: str) -> None:
    """The tables of another database, as its owner has them."""
    dump, psql = (primary.binaries.program(name) for name in ("pg_dump", "psql"))
    dumped = primary.account.run([dump, "--no-comments", tables_of])
    assert dumped.returncode == 0, dumped.stderr
    url = primary.url(role=roles.SUPERUSER)
    filled = primary.account.run([psql, "-q", "-v", "ON_ERROR_STOP=1", url], text=dumped.stdout)
    assert filled.returncode == 0, filled.stderr[-2000:]


def _copied(primary: Cluster, data: Path) -> None:
    data.parent.mkdir(mode=0o700)
    primary.account.give(data.parent)
    secret = data.parent / "pgpass"
    password = json.loads((primary.folder / "passwords.json").read_text())[roles.SUPERUSER]
    secret.write_text(f"*:*:*:*:{password}\n")
    secret.chmod(0o600)
    primary.account.give(secret)
    taken = primary.account.run(
        [
            *(primary.binaries.program("pg_basebackup"), "-D", data, "-R", "-X", "stream", "-c", "fast"),
            *("-h", HOST, "-p", str(primary.port), "-U", roles.SUPERUSER, "-w"),
        ],
        environment={"PGPASSFILE": str(secret)},
    )
    assert taken.returncode == 0, taken.stderr
