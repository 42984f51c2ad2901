"""Making a backup: one snapshot, one file, read back before it gets its name."""

import contextlib
import errno
import fcntl
import importlib.metadata
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import psycopg
from psycopg import sql

from bodemplaat.foundation.backup.archive import ArchiveWriter, read_through, sha256_of
from bodemplaat.foundation.backup.configuration import configuration
from bodemplaat.foundation.backup.errors import BackupRefused, damaged
from bodemplaat.foundation.backup.manifest import Closing, Opening
from bodemplaat.foundation.backup.rows import (
    alone,
    kept_tables,
    read_exactly,
    rows_of,
    sequences_in,
    tables_in,
)
from bodemplaat.foundation.backup.sealing import Seal
from bodemplaat.kernel import Finding, Said, say

SECONDS_TO_CONNECT = 10
WRITING = say("Writing the backup")
READING_BACK = say("Reading the backup again")

Progress = Callable[[Said, str, int, int], object]
"""Called with what is done, the table, and how many bytes of about how many."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: of which moment, where, how large, and of how many tables and rows.

    ``is_read_back`` is false for one that was sealed for somebody else's key: its bytes were compared, its rows were not.
    """

    moment: datetime
    file: Path
    size: int
    tables: int
    rows: int
    is_sealed: bool
    is_read_back: bool


def make_backup(
    owner_url: str,
    target: Path,
    *,
    seal: Seal | None = None,
    replace: bool = False,
    environment: Mapping[str, str] = os.environ,
    progress: Progress = lambda what, table, done, of: None,
) -> Made:
    """Keep everything in a database in ``target``, as it is at one moment, while others go on working.

    ``owner_url`` is that of the role that owns the tables. The file gets its name when it is whole and was read again;
    until then, and after a power cut, there is only ``<name>.part``. Raises ``BackupRefused``.
    """
    if target.exists() and not replace:
        text = say("There is a file {file} already. Choose another name, or replace it with --force.")
        raise BackupRefused(Finding("backup.exists", "file", text, {"file": target}))
    with _named_when_whole(target) as (file, part), _connected(owner_url) as session:
        alone(session)
        opening, closing, writer = _write(session, file, seal, environment, progress)
        file.flush()
        os.fsync(file.fileno())
        _read_back(part, writer, closing, progress)
        size = part.stat().st_size
    is_open = writer.opener is not None
    return Made(opening.moment, target, size, len(closing.tables), closing.rows, seal is not None, is_open)


def _write(
    session: psycopg.Connection,
    file: BinaryIO,
    seal: Seal | None,
    environment: Mapping[str, str],
    progress: Progress,
) -> tuple[Opening, Closing, ArchiveWriter]:
    with session.transaction():
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        read_exactly(session)
        sizes = tables_in(session)
        if "django_migrations" not in sizes:
            text = say("The database {database} has no tables of Bodemplaat, so there is nothing to keep.")
            raise BackupRefused(
                Finding("backup.nothing", "DATABASE_URL", text, {"database": session.info.dbname})
            )
        tables = kept_tables(session)
        session.execute(
            sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(
                sql.SQL(", ").join(sql.Identifier(table.name) for table in tables)
            )
        )
        ((moment,),) = session.execute("SELECT now()").fetchall()  # just before the snapshot
        migrations = session.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        opening = Opening(
            importlib.metadata.version("bodemplaat"),
            moment,
            str(session.info.parameter_status("server_version")),
            tuple(migrations),
            tables,
        )
        writer = ArchiveWriter(file, seal)
        try:
            return opening, _fill(writer, session, opening, sizes, environment, progress), writer
        except BaseException:
            writer.let_go()
            raise


def _fill(
    writer: ArchiveWriter,
    session: psycopg.Connection,
    opening: Opening,
    sizes: Mapping[str, int],
    environment: Mapping[str, str],
    progress: Progress,
) -> Closing:
    writer.open(opening, configuration(environment))
    position = _Position(progress, WRITING, sum(sizes[table.name] for table in opening.tables))
    sums = {}
    for table in opening.tables:
        with position.about(table.name, sizes[table.name]), rows_of(session, table) as parts:
            sums[table.name] = writer.table(table.name, parts, position.further)
    closing = Closing(sums, sequences_in(session))
    writer.close(closing)
    return closing


def _read_back(part: Path, writer: ArchiveWriter, closing: Closing, progress: Progress) -> None:
    """Read what was written as one who restores it would; where we cannot open it, compare its bytes."""
    progress(READING_BACK, "", 0, 1)
    if sha256_of(part) != writer.sha256:
        raise damaged(part.name)
    if writer.opener is not None and read_through(part, writer.opener) != closing:
        raise damaged(part.name)
    progress(READING_BACK, "", 1, 1)


class _Position:
    """How far we are, in bytes of the tables on disk: nobody counts rows before they are read."""

    def __init__(self, progress: Progress, what: Said, of: int) -> None:
        self._progress, self._what, self._of = progress, what, max(of, 1)
        self._before, self._size, self._within, self._table = 0, 0, 0, ""

    @contextlib.contextmanager
    def about(self, table: str, size: int) -> Iterator[None]:
        self._table, self._size, self._within = table, size, 0
        self._progress(self._what, table, self._before, self._of)
        yield
        self._before += size
        self._progress(self._what, table, self._before, self._of)

    def further(self, count: int) -> None:
        self._within = min(self._within + count, self._size)
        self._progress(self._what, self._table, self._before + self._within, self._of)


@contextlib.contextmanager
def _connected(owner_url: str) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(owner_url, autocommit=True, connect_timeout=SECONDS_TO_CONNECT) as session:
            yield session
    except psycopg.errors.InsufficientPrivilege as error:
        text = say(
            "PostgreSQL does not let this role read every row ({said}). Use the role that owns the tables:"
            " BODEMPLAAT_OWNER_URL."
        )
        raise BackupRefused(
            Finding("backup.not_the_owner", "BODEMPLAAT_OWNER_URL", text, {"said": _first_line(error)})
        ) from None
    except psycopg.OperationalError as error:
        text = say("The database was not to be had, or went away ({said}). Nothing was kept. Try again.")
        raise BackupRefused(
            Finding("backup.no_database", "BODEMPLAAT_OWNER_URL", text, {"said": _first_line(error)})
        ) from None


@contextlib.contextmanager
def _named_when_whole(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file that gets its name at the end of the block, and is gone when the block fails."""
    part = target.with_name(f"{target.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                text = say("Another backup is being written to {file}. Wait until it is done.")
                raise BackupRefused(Finding("backup.busy", "file", text, {"file": target})) from None
            file.truncate()
            try:
                yield file, part
                part.replace(target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise BackupRefused(_cannot_write(target, error)) from None


def _cannot_write(target: Path, error: OSError) -> Finding:
    values = {"file": target, "folder": target.parent, "said": error.strerror or type(error).__name__}
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        text = say("The disk is full, so nothing was kept in {file}. Make room, or choose another place.")
    elif error.errno == errno.ENOENT:
        text = say("There is no folder {folder}. Make it, or choose another place.")
    else:
        text = say("Nothing can be written to {file} ({said}). Choose another place, or ask for the rights.")
    return Finding("backup.cannot_write", "file", text, values)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
