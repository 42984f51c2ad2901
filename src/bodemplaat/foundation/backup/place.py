"""The place where a backup is set up: a database beside the empty one that was named, which it replaces at the end.

Migrations of others' packages commit half-way (a new value of an enum may not be used before), so one transaction cannot
hold it all; a database under another name can.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from django.db import DatabaseError, connection
from psycopg import sql

from bodemplaat.foundation.backup.errors import BackupRefused
from bodemplaat.foundation.backup.rows import tables_in
from bodemplaat.foundation.database.api import DatabaseUrl, database_settings
from bodemplaat.kernel import Finding, say

BESIDE, EMPTIED = "_restoring", "_empty"
MARK = "half of a backup that Bodemplaat was setting up; it can be dropped"
MAINTENANCE = ("postgres", "template1")
SECONDS_TO_CONNECT = 10

_RIGHTS = """
    SELECT CASE WHEN a.grantee = 0 THEN NULL ELSE a.grantee::regrole::text END, a.privilege_type
    FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = %s
"""
_SETTINGS = """
    SELECT split_part(s, '=', 1), substr(s, strpos(s, '=') + 1)
    FROM pg_db_role_setting r JOIN pg_database d ON d.oid = r.setdatabase, unnest(r.setconfig) s
    WHERE d.datname = %s AND r.setrole = 0
"""

_COMMENT = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
_ANY_TABLE = """
    SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') LIMIT 1
"""


@contextmanager
def beside(owner_url: str) -> Iterator[str]:
    """A fresh copy of an empty database; at the end of the block it takes the place of that database, in one step.

    When the block fails the copy is dropped; what ``kill -9`` leaves of it is dropped by the next who comes, known by its
    comment. Raises ``BackupRefused`` for a database that is not empty or in use, for one of somebody else's in the way, and
    for a role that may not do this.
    """
    target = DatabaseUrl.parse(owner_url)
    fresh, emptied = f"{target.database}{BESIDE}", f"{target.database}{EMPTIED}"
    _check_empty(target)
    with _maintaining(target) as session:
        for name in (fresh, emptied):
            _clear(session, target.to(name))
        _run(session, "CREATE DATABASE {} TEMPLATE {}", fresh, target.database)
        try:
            _mark(session, fresh, MARK)
            _same_rights(session, target.database, fresh)
            yield str(target.to(fresh))
            _check_empty(target)
            with session.transaction():
                _run(session, "ALTER DATABASE {} RENAME TO {}", target.database, emptied)
                _run(session, "ALTER DATABASE {} RENAME TO {}", fresh, target.database)
                _mark(session, target.database, None)
        except BaseException:
            with suppress(psycopg.Error):
                _run(session, "DROP DATABASE IF EXISTS {} WITH (FORCE)", fresh)
            raise
        with suppress(psycopg.Error):
            _run(session, "DROP DATABASE IF EXISTS {}", emptied)


@contextmanager
def django_at(url: str) -> Iterator[None]:
    """Inside the block Django is connected to another database."""
    settings = connection.settings_dict
    before = dict(settings)
    connection.close()
    settings.update(database_settings(url))
    try:
        yield
    finally:
        connection.close()
        settings.clear()
        settings.update(before)


@contextmanager
def in_words() -> Iterator[None]:
    """What PostgreSQL refuses, in words; by then nothing of it is there."""
    try:
        yield
    except psycopg.errors.ObjectInUse as error:
        text = say(
            "The database is in use ({said}). Stop the site and the worker, and see that nobody else restores a backup;"
            " then try again."
        )
        raise BackupRefused(Finding("backup.in_use", "database", text, {"said": _said(error)})) from None
    except (DatabaseError, psycopg.Error) as error:
        if isinstance(error.__cause__ or error, psycopg.errors.DiskFull):
            text = say(
                "The disk of the database is full ({said}), so nothing was set up. Make room: the tables take several times the"
                " size of the file."
            )
            raise BackupRefused(
                Finding("backup.disk_full", "database", text, {"said": _said(error)})
            ) from None
        text = say(
            "PostgreSQL did not take what is in the backup ({said}), so nothing was set up. Try again; when it says the"
            " same, take another copy of the file or an earlier backup."
        )
        raise BackupRefused(Finding("backup.not_taken", "database", text, {"said": _said(error)})) from error


def _check_empty(target: DatabaseUrl) -> None:
    try:
        with psycopg.connect(str(target), connect_timeout=SECONDS_TO_CONNECT) as session:
            present = tables_in(session)
    except psycopg.OperationalError as error:
        text = say(
            "The database {database} was not to be had ({said}). Look whether its server runs, and try again."
        )
        values = {"database": target.database, "said": _said(error)}
        raise BackupRefused(Finding("backup.no_database", "BODEMPLAAT_OWNER_URL", text, values)) from None
    if present:
        text = say(
            "The database {database} is not empty: it has {count:a table|tables}, and setting a backup up never replaces"
            " what is there. Make an empty database and name that in DATABASE_URL and BODEMPLAAT_OWNER_URL; for the"
            " PostgreSQL of Bodemplaat itself set BODEMPLAAT_STATE to a new folder."
        )
        present_values: dict[str, object] = {"database": target.database, "count": len(present)}
        raise BackupRefused(Finding("backup.not_empty", "database", text, present_values))


@contextmanager
def _maintaining(target: DatabaseUrl) -> Iterator[psycopg.Connection]:
    """A session from which the database can be renamed, so one in another. Raises ``BackupRefused`` for who may not."""
    session = None
    for name in MAINTENANCE:
        with suppress(psycopg.OperationalError):
            session = psycopg.connect(
                str(target.to(name)), autocommit=True, connect_timeout=SECONDS_TO_CONNECT
            )
            break
    if session is None:
        text = say(
            "The role {role} can connect neither to the database postgres nor to template1, and needs one of them to put"
            " the restored database in its place. Cure: GRANT CONNECT ON DATABASE postgres TO {role};"
        )
        raise BackupRefused(
            Finding("backup.no_maintenance", "BODEMPLAAT_OWNER_URL", text, {"role": target.user})
        )
    with session:
        rights = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        if session.execute(rights).fetchone() != (True,):
            text = say(
                "The role {role} may not make databases, and a backup is set up beside the empty one before it takes its"
                " place. Cure: ALTER ROLE {role} CREATEDB; and NOCREATEDB again when it is done."
            )
            raise BackupRefused(
                Finding("backup.no_createdb", "BODEMPLAAT_OWNER_URL", text, {"role": session.info.user})
            )
        yield session


def _same_rights(session: psycopg.Connection, source: str, copy: str) -> None:
    """A copy of a database has none of the rights and settings that were given to the database itself."""
    rights = session.execute(_RIGHTS, [source]).fetchall()
    if rights:
        _run(session, "REVOKE ALL ON DATABASE {} FROM PUBLIC", copy)
    for role, privilege in rights:
        _run(session, f"GRANT {privilege} ON DATABASE {{}} TO {role or 'PUBLIC'}", copy)
    for name, value in session.execute(_SETTINGS, [source]).fetchall():
        statement = sql.SQL("ALTER DATABASE {} SET {} TO {}")
        session.execute(statement.format(sql.Identifier(copy), sql.Identifier(name), sql.Literal(value)))


def _clear(session: psycopg.Connection, place: DatabaseUrl) -> None:
    """Drop what an earlier attempt left under a name: it has our mark, or nothing in it. Anything else stays."""
    row = session.execute(_COMMENT, [place.database]).fetchone()
    if row is None:
        return
    if row[0] != MARK and _has_tables(place):
        text = say(
            "There is a database {database} with tables already, and a backup is set up under that name before it takes its"
            " place. Rename it, or choose another name for the empty database."
        )
        raise BackupRefused(Finding("backup.in_the_way", "database", text, {"database": place.database}))
    _run(session, "DROP DATABASE {}", place.database)


def _has_tables(place: DatabaseUrl) -> bool:
    with psycopg.connect(str(place), connect_timeout=SECONDS_TO_CONNECT) as session:
        return session.execute(_ANY_TABLE).fetchone() is not None


def _mark(session: psycopg.Connection, name: str, comment: str | None) -> None:
    statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
    session.execute(statement.format(sql.Identifier(name), sql.Literal(comment)))


def _run(session: psycopg.Connection, statement: str, *names: str) -> None:
    session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _said(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
