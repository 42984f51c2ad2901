"""A database for one run: made beside the real one, migrated, and thrown away after, so that a check or a replay
never touches anybody's data.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import sql

from bodemplaat.foundation.database.errors import DatabaseTrouble
from bodemplaat.foundation.database.url import DatabaseUrl
from bodemplaat.kernel import Finding, say


@contextmanager
def scratch_database(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield an environment that points at a fresh, migrated database; drop it at the end.

    ``environment`` holds ``DATABASE_URL``, ``BODEMPLAAT_OWNER_URL`` and ``DJANGO_SETTINGS_MODULE``. The owner's URL
    is not passed on. Raises ``DatabaseTrouble`` when the owner may not make databases or the migrations fail.
    """
    own = {key: value for key, value in environment.items() if key != "BODEMPLAAT_OWNER_URL"}
    with empty_database(environment) as (site, owner):
        _migrate({**own, "DATABASE_URL": owner})
        yield {**own, "DATABASE_URL": site}


@contextmanager
def empty_database(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the URLs of the site and of the owner at a fresh database without tables; drop it at the end.

    ``environment`` holds ``DATABASE_URL`` and ``BODEMPLAAT_OWNER_URL``. Raises ``DatabaseTrouble`` when the owner may not
    make databases.
    """
    name = f"bodemplaat_scratch_{uuid.uuid4().hex[:12]}"
    owner = DatabaseUrl.parse(environment["BODEMPLAAT_OWNER_URL"])
    site = DatabaseUrl.parse(environment["DATABASE_URL"])
    _as_owner(owner, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield str(site.to(name)), str(owner.to(name))
    finally:
        _as_owner(owner, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def scratch_environment(settings: str) -> dict[str, str]:
    """Today's environment with the settings module, ready for ``scratch_database``."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": settings}


def _as_owner(owner: DatabaseUrl, statement: sql.Composed) -> None:
    try:
        with psycopg.connect(str(owner), autocommit=True) as session:
            session.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        text = say("The role that owns the tables may not make databases. Cure: ALTER ROLE {role} CREATEDB;")
        raise DatabaseTrouble(
            [Finding("database.no_createdb", "BODEMPLAAT_OWNER_URL", text, {"role": owner.user})]
        ) from None


def _migrate(environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
    done = subprocess.run(
        command, env=dict(environment), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        text = say("The tables could not be made: {reason}")
        reason = done.stderr.strip().splitlines()[-1:] or ["?"]
        raise DatabaseTrouble([Finding("database.migrate_failed", "", text, {"reason": reason[0]})])
