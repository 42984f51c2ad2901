"""Setting a backup up again: beside the empty database that is named, which it replaces when it is proven equal."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from psycopg import sql

from bodemplaat.foundation.backup.archive import ArchiveReader, read_through, reading, summed
from bodemplaat.foundation.backup.configuration import KEY, is_same_secret_key
from bodemplaat.foundation.backup.errors import BackupRefused, damaged
from bodemplaat.foundation.backup.making import Progress
from bodemplaat.foundation.backup.manifest import Closing, Opening, Sum, Table, differing
from bodemplaat.foundation.backup.models import Restoration
from bodemplaat.foundation.backup.place import beside, django_at, in_words
from bodemplaat.foundation.backup.rows import (
    kept_tables,
    names,
    read_exactly,
    rows_of,
    sequences_in,
    tables_in,
)
from bodemplaat.foundation.backup.sealing import Opener
from bodemplaat.foundation.tables.api import applied_migrations, make_tables, unknown_migrations
from bodemplaat.kernel import Finding, Said, say

CHECKING = say("Reading the file to its end")
MAKING_TABLES = say("Making the tables")
FILLING = say("Putting the rows back")
PROVING = say("Comparing every table with the backup")
RENEWING = say("Bringing the tables up to date")

_FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND connamespace = current_schema()::regnamespace
"""
_TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""
_ENABLE = {"O": "ENABLE TRIGGER", "A": "ENABLE ALWAYS TRIGGER", "R": "ENABLE REPLICA TRIGGER"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was set up: as it was at ``moment``, how many tables and rows, all proven equal to the backup.

    ``renewed`` is how many migrations were newer than the backup. ``same_secret_key`` is ``None`` when that cannot be told.
    """

    moment: datetime
    software: str
    tables: int
    rows: int
    renewed: int
    same_secret_key: bool | None


def restore_backup(
    owner_url: str,
    file: Path,
    *,
    opener: Opener | None = None,
    at: datetime,
    environment: Mapping[str, str] = os.environ,
    progress: Progress = lambda what, table, done, of: None,
) -> Restored:
    """Set a backup up in the empty database of ``owner_url``, which is that of the role that owns the database.

    All or nothing: it is filled and compared beside that database, and takes its place in one step at the end. From then
    on paying is shut (``Restoration``) until payers have read the bank's statements. Raises ``BackupRefused``.
    """
    if not file.is_file():
        text = say("There is no file {file}. Look at its name and folder.")
        raise BackupRefused(Finding("backup.no_file", "file", text, {"file": file}))
    opener, position = opener or Opener(), _Position(progress)
    with reading(file, opener) as archive:
        _check_known(archive.opening)
    position.tell(CHECKING)
    position.of = max(read_through(file, opener).rows, 1)  # a damaged file is refused before anything is made
    with reading(file, opener) as archive, in_words(), beside(owner_url) as url, django_at(url):
        return _set_up(archive, at, environment, position)


def _set_up(
    archive: ArchiveReader, at: datetime, environment: Mapping[str, str], position: "_Position"
) -> Restored:
    position.tell(MAKING_TABLES)
    make_tables(archive.opening.migrations)
    with transaction.atomic():
        session: psycopg.Connection = connection.connection
        read_exactly(session)
        _check_shape(archive.opening, session)
        with _bare(session):
            closing = _fill(archive, session, position)
        _prove(archive.opening, closing, session, position)
    before = applied_migrations()
    position.tell(RENEWING)
    ContentType.objects.clear_cache()
    make_tables()
    Restoration.objects.create(moment=archive.opening.moment, restored_at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Restored(
        archive.opening.moment,
        archive.opening.software,
        len(closing.tables),
        closing.rows,
        len(applied_migrations() - before),
        is_same_secret_key(archive.configuration, environment.get(KEY, "")),
    )


def _check_known(opening: Opening) -> None:
    unknown = unknown_migrations(opening.migrations)
    if unknown:
        text = say(
            "This backup was made by a newer version of Bodemplaat ({software}): it has {count:a change|changes} of the"
            " tables that this version does not know ({first}). Install that version, or a later one, and try again."
        )
        values = {"software": opening.software, "count": len(unknown), "first": ".".join(unknown[0])}
        raise BackupRefused(Finding("backup.newer", "file", text, values))


def _check_shape(opening: Opening, session: psycopg.Connection) -> None:
    """The tables made are those that the backup was made of, to the last column."""
    made = {table.name: set(table.columns) for table in kept_tables(session)}
    wanted = {table.name: set(table.columns) for table in opening.tables}
    other = sorted(name for name in made.keys() | wanted.keys() if made.get(name) != wanted.get(name))
    if other or applied_migrations() != frozenset(opening.migrations):
        text = say(
            "The tables of this backup ({software}) cannot be made again by this version: {first} differs. Install the"
            " version that made the backup, set it up there, and upgrade from there."
        )
        values = {"software": opening.software, "first": other[0] if other else "django_migrations"}
        raise BackupRefused(Finding("backup.other_shape", "file", text, values))


@contextmanager
def _bare(session: psycopg.Connection) -> Iterator[None]:
    """Inside the block rows go in as they were: no trigger adds or refuses, and no order of tables matters.

    After it every foreign key is made again, which proves it for all rows at once, and every trigger stands as it stood.
    """
    keys = session.execute(_FOREIGN_KEYS).fetchall()
    triggers = session.execute(_TRIGGERS).fetchall()
    for table, name, _ in keys:
        _run(session, "ALTER TABLE {} DROP CONSTRAINT {}", table, name)
    for table in sorted({table for table, _, _ in triggers}):
        _run(session, "ALTER TABLE {} DISABLE TRIGGER USER", table)
    session.execute(
        sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, tables_in(session))))
    )
    yield
    for table, name, state in triggers:
        if state in _ENABLE:
            _run(session, f"ALTER TABLE {{}} {_ENABLE[state]} {{}}", table, name)
    for table, name, definition in keys:
        _run(session, f"ALTER TABLE {{}} ADD CONSTRAINT {{}} {definition}", table, name)


def _run(session: psycopg.Connection, statement: str, table: str, *others: str) -> None:
    """``table`` is written as PostgreSQL writes it, quoted where it must be; the definition comes from there too."""
    filled = sql.SQL(statement).format(sql.SQL(table), *map(sql.Identifier, others))
    session.execute(filled)


def _fill(archive: ArchiveReader, session: psycopg.Connection, position: "_Position") -> Closing:
    read = {}
    for table in archive.opening.tables:
        position.tell(FILLING, table.name)
        read[table.name] = _fill_table(archive, table, session, position)
    closing = archive.closing()
    for name in differing(closing.tables, read):
        raise damaged(name)
    for name, standing in closing.sequences.items():
        if name in sequences_in(session):
            session.execute(
                "SELECT setval(quote_ident(%s)::regclass, %s, %s)", [name, standing.last, standing.is_called]
            )
    return closing


def _fill_table(
    archive: ArchiveReader, table: Table, session: psycopg.Connection, position: "_Position"
) -> Sum:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names(table))
    with session.cursor().copy(statement) as copy:

        def through() -> Iterator[bytes]:
            for part in archive.rows_of(table.name):
                copy.write(part)
                position.rows += part.count(b"\n")
                position.tell(FILLING, table.name)
                yield part

        return summed(through())


def _prove(opening: Opening, closing: Closing, session: psycopg.Connection, position: "_Position") -> None:
    """Read every table again, as it now stands, and compare with the backup."""
    present = {}
    for number, table in enumerate(opening.tables):
        position.progress(PROVING, table.name, number, len(opening.tables))
        with rows_of(session, table) as parts:
            present[table.name] = summed(parts)
    for name in differing(closing.tables, present):
        text = say(
            "Table {table} is not equal to the backup after it was filled, so nothing was set up. Report this with the"
            " versions of Bodemplaat and PostgreSQL."
        )
        raise BackupRefused(Finding("backup.not_equal", name, text, {"table": name}))


class _Position:
    """How far we are: rows put back, of all that the end of the file tells of."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.rows, self.of = progress, 0, 1

    def tell(self, what: Said, table: str = "") -> None:
        self.progress(what, table, self.rows, self.of)
