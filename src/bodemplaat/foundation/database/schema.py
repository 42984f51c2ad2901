"""Whether a database has the tables that this version of the software wants, without loading Django.

The digest of everything that makes the tables is kept as the database's comment, so it goes where the database goes:
into clones, and away when the database is dropped.
"""

import hashlib
import importlib.metadata
import os
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

PACKAGE = Path(__file__).resolve().parents[2]
MADE_FROM = ("**/migrations/*.py", "**/*.sql", "foundation/tenancy/row_security.py", "project/settings*.py")


def schema_digest() -> str:
    """A digest of our migrations, SQL and settings, and of the versions of all installed packages."""
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(PACKAGE.glob(pattern)):
            digest.update(os.fsencode(path.relative_to(PACKAGE)) + b"\0" + path.read_bytes())
    for folder in sorted({Path(str(part.locate_file(""))) for part in importlib.metadata.distributions()}):
        for name in sorted(entry.name for entry in folder.glob("*.dist-info")):
            digest.update(name.encode() + b"\0")
    return digest.hexdigest()[:16]


def is_migrated(url: str) -> bool:
    """Whether ``mark_migrated`` has marked this database for the digest of today."""
    with psycopg.connect(url) as session:
        query = (
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        row = session.execute(query).fetchone()
    return row is not None and row[0] == _mark()


def mark_migrated(owner_url: str) -> None:
    """Remember that every migration of today has run; a role that does not own the database cannot, and need not."""
    with suppress(psycopg.errors.InsufficientPrivilege), psycopg.connect(owner_url) as session:
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
        session.execute(statement.format(sql.Identifier(session.info.dbname), sql.Literal(_mark())))


def _mark() -> str:
    return f"bodemplaat schema {schema_digest()}"
