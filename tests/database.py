"""Databases for tests: one server, one migrated template, a clone for each who asks.

The server is the test cluster (``.state/test``), which never holds data of a demo and is left running between runs.
The template is migrated as the owner and made anew only when migrations, settings or locked packages change; its
name carries their digest, so that two checkouts of different age share a server without harm.
"""

import contextlib
import fcntl
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.api import Cluster, Purpose, database_settings
from bodemplaat.foundation.database.schema import schema_digest

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES_KEPT = 3


@dataclass(frozen=True)
class TestDatabase:
    """One private database. ``url`` is for the application's role, ``owner_url`` for who may change tables."""

    __test__ = False

    name: str
    url: str = field(repr=False)
    owner_url: str = field(repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """The variables for a process that works on this database as the site and the worker do."""
        return {**os.environ, "DATABASE_URL": self.url}


@dataclass
class TestServer:
    """The test cluster with its template."""

    __test__ = False

    cluster: Cluster
    template: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def started(cls) -> "TestServer":
        """The running test cluster, its template up to date."""
        server = cls(Cluster.ensure(Purpose.TEST), f"template_{schema_digest()}")
        server._make_template()
        return server

    def clone(self, of: TestDatabase | None = None) -> TestDatabase:
        """A new database with every table and no rows but those that migrations write; or those of another."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        with self._owner() as owner:
            owner.execute(f"CREATE DATABASE {name} TEMPLATE {of.name if of else self.template}")
        owner_url = self.cluster.url(role=roles.OWNER, database=name)
        return TestDatabase(name, self.cluster.url(database=name), owner_url)

    def drop(self, database: TestDatabase) -> None:
        """Remove a clone; whoever of another role is just leaving it, and may not be ended by us, is waited for."""
        with self._owner() as owner:
            for _ in range(100):
                try:
                    owner.execute(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")
                except psycopg.errors.InsufficientPrivilege:
                    time.sleep(0.1)
                else:
                    return
        raise RuntimeError(f"{database.name} is still in use")

    def _make_template(self) -> None:
        with (self.cluster.folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with self._owner() as owner:
                if owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone():
                    return
                self._drop_leftovers(owner)
                half = f"half_{self.template}"
                owner.execute(f"DROP DATABASE IF EXISTS {half} WITH (FORCE)")
                owner.execute(f"CREATE DATABASE {half}")
                self._migrate(half)
                owner.execute(f"ALTER DATABASE {half} RENAME TO {self.template}")

    def _migrate(self, database: str) -> None:
        url = self.cluster.url(role=roles.OWNER, database=database)
        migrated = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"],
            env={**os.environ, "DATABASE_URL": url},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if migrated.returncode != 0:
            said = (migrated.stdout + migrated.stderr)[-3000:]
            pytest.fail(f"The test template could not be migrated:\n{said}", pytrace=False)

    def _drop_leftovers(self, owner: psycopg.Connection) -> None:
        """Drop old templates, and clones whose process is gone."""
        names = [
            name for (name,) in owner.execute("SELECT datname FROM pg_database ORDER BY oid DESC").fetchall()
        ]
        old = [name for name in names if name.startswith("template_")][TEMPLATES_KEPT - 1 :]
        gone = [name for name in names if name.startswith("test_") and not _lives(int(name.split("_")[1]))]
        for name in old + gone:
            with contextlib.suppress(psycopg.errors.ObjectInUse):
                owner.execute(f"DROP DATABASE IF EXISTS {name}")

    def _owner(self) -> psycopg.Connection:
        return psycopg.connect(self.cluster.url(role=roles.OWNER, database="postgres"), autocommit=True)


@contextlib.contextmanager
def pointed_at(url: str) -> Iterator[None]:
    """Let Django's connections, of this thread and of threads yet to start, use the database at ``url``."""
    from django.db import connections

    settings = connections.settings["default"]
    before = dict(settings)
    connections["default"].close()
    # Wrappers of all threads share this dict, so it is changed in place.
    settings.update(database_settings(url))
    try:
        yield
    finally:
        connections["default"].close()
        settings.clear()
        settings.update(before)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
