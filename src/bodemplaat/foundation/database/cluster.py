"""One PostgreSQL server of our own: made once, started when needed, found again by the next who asks.

Layout of a cluster's folder: ``server/data`` and ``server/log`` belong to the account that PostgreSQL runs under;
``passwords.json`` (0600) and ``lock`` are ours. A cluster is made whole or not at all: roles, rights and the
database are written in single-user mode to ``server/data.new``, and only then is that folder renamed to ``data``.
"""

import contextlib
import enum
import fcntl
import json
import os
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.account import Account
from bodemplaat.foundation.database.binaries import Binaries, find_binaries
from bodemplaat.foundation.database.errors import OtherVersion, ServerFailed
from bodemplaat.foundation.database.state import state_folder
from bodemplaat.foundation.database.url import DatabaseUrl
from bodemplaat.kernel import Finding, say

HOST = "127.0.0.1"
ATTEMPTS = 20
PAUSE = 0.25

_COMMON = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
}
_THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Purpose(enum.Enum):
    """What a cluster is for. Each has its own server, so tests cannot touch the data of the demo."""

    DEMO = "demo"
    TEST = "test"

    @property
    def may_lose_data(self) -> bool:
        """Whether the server may skip writing to disk, and its folder may be thrown away."""
        return self is Purpose.TEST

    def settings(self) -> dict[str, str]:
        """The server's settings; only data that may be lost goes without ``fsync``."""
        return _COMMON | (_THROW_AWAY if self.may_lose_data else {})


@dataclass(frozen=True, slots=True)
class _Running:
    pid: int
    port: int
    ready: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server; ``started_here`` is whether this ``ensure`` started it."""

    purpose: Purpose
    folder: Path
    binaries: Binaries
    account: Account
    port: int
    started_here: bool

    @classmethod
    def ensure(
        cls, purpose: Purpose, *, state: Path | None = None, binaries: Binaries | None = None
    ) -> "Cluster":
        """The cluster for a purpose, made and started if it was not; safe to call from many processes at once.

        A server that died is started at the port it had, where others may still look for it, unless that was taken.

        ``state`` is the folder that holds clusters (default: see ``state``). Raises ``NoBinaries``,
        ``OtherVersion`` or ``ServerFailed``.
        """
        account = Account.for_servers()
        folder = (state or state_folder(account)) / purpose.value
        place = _Place(purpose, folder, account)
        place.open()
        with place.locked():
            binaries = binaries or find_binaries(account, folder.parent)
            place.make(binaries)
            running = place.running()
            if running is not None and running.ready and _answers(running.port):
                return cls(purpose, folder, binaries, account, running.port, started_here=False)
            port = place.start(binaries, wished=place.left_port())
            return cls(purpose, folder, binaries, account, port, started_here=True)

    @classmethod
    def running(cls, purpose: Purpose, *, state: Path | None = None) -> "Cluster":
        """The cluster for a purpose while it runs; ``ServerFailed`` when it does not: starting it is for others."""
        account = Account.for_servers()
        folder = (state or state_folder(account)) / purpose.value
        running = _Place(purpose, folder, account).running()
        if running is None:
            text = say("PostgreSQL does not run.")
            raise ServerFailed([Finding("database.not_running", "BODEMPLAAT_STATE", text)])
        return cls(
            purpose, folder, find_binaries(account, folder.parent), account, running.port, started_here=False
        )

    def url(self, *, role: str = roles.APP, database: str = roles.DATABASE) -> str:
        """The URL of a database for the application's role, the owner's or the superuser's."""
        password = json.loads((self.folder / "passwords.json").read_text())[role]
        return str(DatabaseUrl(role, password, HOST, self.port, database))

    def revive(self) -> bool:
        """Start the server again on its own port if it died; returns whether it had. Raises ``ServerFailed``."""
        place = _Place(self.purpose, self.folder, self.account)
        if place.running() is not None:
            return False
        with place.locked():
            if place.running() is not None:
                return False
            place.start(self.binaries, self.port)
            return True

    def stop(self) -> None:
        """Stop the server, ending open sessions; nothing happens when it is not running."""
        place = _Place(self.purpose, self.folder, self.account)
        with place.locked():
            place.stop(self.binaries)


def stop_cluster(purpose: Purpose, *, state: Path | None = None) -> bool:
    """Stop the server for a purpose; returns whether it ran."""
    account = Account.for_servers()
    folder = (state or state_folder(account)) / purpose.value
    if not folder.is_dir():
        return False
    place = _Place(purpose, folder, account)
    with place.locked():
        if place.running() is None:
            return False
        place.stop(find_binaries(account, folder.parent))
        return True


def remove_cluster(purpose: Purpose, *, state: Path | None = None) -> bool:
    """Stop a cluster and delete its data; returns whether there was one."""
    account = Account.for_servers()
    state = state or state_folder(account)
    stop_cluster(purpose, state=state)
    place = _Place(purpose, state / purpose.value, account)
    if not place.data.is_dir():
        return False
    with place.locked():
        shutil.rmtree(place.server)
        place.passwords.unlink(missing_ok=True)
    return True


@dataclass(frozen=True, slots=True)
class _Place:
    """A cluster's folder, with or without a server running in it."""

    purpose: Purpose
    folder: Path
    account: Account

    @property
    def server(self) -> Path:
        return self.folder / "server"

    @property
    def data(self) -> Path:
        return self.server / "data"

    @property
    def log(self) -> Path:
        return self.server / "log"

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords.json"

    def open(self) -> None:
        """Make the folders; the account that runs the server must be able to enter."""
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not self.account.can_enter(self.folder):
            text = say(
                "PostgreSQL does not run as root, and the account nobody cannot enter {folder}. Set"
                " BODEMPLAAT_STATE to a folder that it can enter, such as /var/lib/bodemplaat."
            )
            raise ServerFailed(
                [Finding("database.closed_folder", "BODEMPLAAT_STATE", text, {"folder": self.folder})]
            )
        self._make_server_folder()

    def _make_server_folder(self) -> None:
        if not self.server.is_dir():
            self.server.mkdir(mode=0o700, exist_ok=True)
            self.account.give(self.server)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """One process at a time makes, starts or stops; the lock goes with the process."""
        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def make(self, binaries: Binaries) -> None:
        """Make the cluster if there is none; throw away one of another version if it may be lost."""
        version = self.data / "PG_VERSION"
        if version.is_file():
            made_by = int(version.read_text())
            if made_by == binaries.major:
                return
            if not self.purpose.may_lose_data:
                text = say(
                    "The data in {folder} were made by PostgreSQL {made_by}, and these programs are version"
                    " {major}. Set BODEMPLAAT_PG_BIN to the programs of version {made_by}, or start over with"
                    " `make demo-reset`."
                )
                values = {"folder": self.data, "made_by": made_by, "major": binaries.major}
                raise OtherVersion([Finding("database.other_version", "BODEMPLAAT_PG_BIN", text, values)])
            if self.running() is not None:
                self.stop(binaries)
            shutil.rmtree(self.server)
            self._make_server_folder()
        self._initialise(binaries)

    def _initialise(self, binaries: Binaries) -> None:
        half = self.server / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        passwords = {role: secrets.token_hex(24) for role in (roles.SUPERUSER, roles.OWNER, roles.APP)}
        _write_private(self.passwords, json.dumps(passwords, indent=1))
        secret = self.server / "password"
        _write_private(secret, passwords[roles.SUPERUSER])
        self.account.give(secret)
        options = ["--encoding=UTF8", "--locale=C.UTF-8"]
        if binaries.major >= 17:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += [f"--username={roles.SUPERUSER}", f"--pwfile={secret}", "--auth=scram-sha-256"]
        if self.purpose.may_lose_data:
            options.append("--no-sync")
        try:
            made = self.account.run(
                [binaries.program("initdb"), f"--pgdata={half}", *options, "--no-instructions"]
            )
        finally:
            secret.unlink()
        if made.returncode != 0:
            raise _failed("initdb", made.stdout + made.stderr)
        self._single_user(
            binaries, half, "template1", roles.role_statements(passwords[roles.OWNER], passwords[roles.APP])
        )
        self._single_user(binaries, half, "template1", [*roles.extension_statements(), *roles.grants()])
        self._single_user(binaries, half, "postgres", [roles.database_statement()])
        half.rename(self.data)

    def _single_user(self, binaries: Binaries, data: Path, database: str, statements: list[str]) -> None:
        """Run statements without a server; single-user mode goes on after an error, so look for one."""
        ran = self.account.run(
            [binaries.program("postgres"), "--single", "-D", data, database],
            text="\n".join(statements) + "\n",
        )
        if ran.returncode != 0 or "ERROR:" in ran.stderr or "FATAL:" in ran.stderr:
            raise _failed("postgres --single", ran.stderr)

    def running(self) -> _Running | None:
        """What ``postmaster.pid`` says of a live server; ``None`` when the file is absent or left by a dead one."""
        noted = self._noted()
        return noted if noted is not None and _is_postgres(noted.pid) else None

    def left_port(self) -> int | None:
        """The port of a server that died; ``None`` after one that was stopped."""
        noted = self._noted()
        return None if noted is None else noted.port

    def _noted(self) -> _Running | None:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return _Running(
                int(lines[0]), int(lines[3]), ready=len(lines) > 7 and lines[7].strip() == "ready"
            )
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def start(self, binaries: Binaries, port: int | None = None, *, wished: int | None = None) -> int:
        """Start the server, on a free port unless one is given, and return its port.

        The port that is ``wished`` is let go after half of the attempts.

        Tried again for a few seconds: another program may take the port first, and after ``kill -9`` of the
        server its children may need a moment to leave.
        """
        if self.running() is None:
            # Left by a dead server. PostgreSQL would refuse if its number went to another process of this account.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        for attempt in range(ATTEMPTS):
            chosen = port or (wished if attempt < ATTEMPTS // 2 else None) or _free_port()
            settings = self.purpose.settings() | {"port": str(chosen)}
            options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
            log_end = self.log.stat().st_size if self.log.exists() else 0
            status = self.account.start(
                [
                    binaries.program("pg_ctl"),
                    "start",
                    "-w",
                    "-t",
                    "60",
                    "-s",
                    "-D",
                    self.data,
                    "-l",
                    self.log,
                    "-o",
                    options,
                ]
            )
            running = self.running()
            if status == 0 and running is not None:
                return running.port
            time.sleep(PAUSE)
        raise _failed("pg_ctl start", _tail(self.log, log_end))

    def stop(self, binaries: Binaries) -> None:
        """Stop the server if it runs."""
        if self.running() is None:
            return
        status = self.account.start(
            [binaries.program("pg_ctl"), "stop", "-m", "fast", "-w", "-t", "60", "-s", "-D", self.data]
        )
        if status != 0 and self.running() is not None:
            raise _failed("pg_ctl stop", _tail(self.log, 0))


def _is_postgres(pid: int) -> bool:
    """Whether the process lives and is a PostgreSQL server, not one that got a dead server's number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == "postgres"
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # no such list on this system: believe the number


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=5):
            return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _tail(path: Path, start: int) -> str:
    try:
        with path.open("rb") as file:
            file.seek(start)
            return file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""


def _failed(program: str, said: str) -> ServerFailed:
    text = say("PostgreSQL could not be made ready: {program} failed and said:\n{said}")
    values = {"program": program, "said": "\n".join(said.strip().splitlines()[-15:])}
    return ServerFailed([Finding("database.server_failed", "", text, values)])
