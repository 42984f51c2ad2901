"""What a server that others look after lacks, each lack with the SQL that cures it."""

from collections.abc import Callable, Iterator

import psycopg
from psycopg import sql as written

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.binaries import OLDEST
from bodemplaat.foundation.database.url import DatabaseUrl
from bodemplaat.kernel import Finding, say

SECONDS_TO_CONNECT = 10


def check_server(app_url: str, owner_url: str | None = None) -> tuple[Finding, ...]:
    """Everything a server lacks, all at once; empty when the site can run on it.

    ``app_url`` is what the site connects with, ``owner_url`` what migrations connect with. Without the latter only
    what the application can see for itself is checked.
    """
    findings = list(_seen_by(app_url, "DATABASE_URL", _application))
    if owner_url:
        app = DatabaseUrl.parse(app_url).user
        findings += _seen_by(owner_url, "BODEMPLAAT_OWNER_URL", lambda session: _owner(session, app))
    return tuple(findings)


def _seen_by(
    url: str, variable: str, checks: Callable[[psycopg.Connection], Iterator[Finding]]
) -> Iterator[Finding]:
    parsed = DatabaseUrl.parse(url)
    try:
        session = psycopg.connect(str(parsed), autocommit=True, connect_timeout=SECONDS_TO_CONNECT)
    except psycopg.OperationalError as trouble:
        text = say(
            "The role {role} cannot connect to database {database} on {host} ({said}). Is the server running and the"
            " address right? If the role or the database is missing, let the administrator run:\n{sql}"
        )
        sql = _cure_from_nothing(parsed, parsed.user or roles.APP, variable)
        values = {
            "role": parsed.user or "?",
            "database": parsed.database,
            "host": parsed.host or "localhost",
            "said": str(trouble).strip().splitlines()[0],
            "sql": sql,
        }
        yield Finding("database.no_connection", variable, text, values)
        return
    with session:
        yield from checks(session)


def _application(session: psycopg.Connection) -> Iterator[Finding]:
    version = session.info.server_version // 10_000
    if version < OLDEST:
        text = say("The server is PostgreSQL {version}; {oldest} or newer is needed. Upgrade the server.")
        yield Finding("database.too_old", "DATABASE_URL", text, {"version": version, "oldest": OLDEST})
    database = session.info.dbname
    encoding = _one(session, "SHOW server_encoding")
    if encoding != "UTF8":
        text = say("Database {database} has encoding {encoding}. Make it anew:\n{sql}")
        sql = f"CREATE DATABASE {database} OWNER {roles.OWNER} ENCODING 'UTF8' TEMPLATE template0;"
        values = {"database": database, "encoding": str(encoding), "sql": sql}
        yield Finding("database.encoding", "DATABASE_URL", text, values)
    yield from _powers(session)
    yield from _temporary_tables(session, database)
    yield from _extensions(session, database)


def _powers(session: psycopg.Connection) -> Iterator[Finding]:
    """The application may not be able to step around row-level security."""
    query = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    role, is_super, bypasses = session.execute(query).fetchone() or ("", False, False)
    if is_super or bypasses:
        text = say(
            "The site connects as {role}, for whom row-level security does not count, so one municipality could"
            " see another's records. Let the administrator run:\n{sql}"
        )
        sql = f"ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS;"
        yield Finding("database.too_powerful", "DATABASE_URL", text, {"role": role, "sql": sql})
    owned = (
        "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND relowner = current_user::regrole"
    )
    if tables := _one(session, owned):
        text = say(
            "The site connects as {role}, who owns {tables} {tables:table|tables} and could switch their security off. Run"
            " migrations as another role (BODEMPLAAT_OWNER_URL); to hand over what there is:\n{sql}"
        )
        sql = f"REASSIGN OWNED BY {role} TO {roles.OWNER};"
        yield Finding(
            "database.application_owns", "DATABASE_URL", text, {"role": role, "tables": tables, "sql": sql}
        )


def _temporary_tables(session: psycopg.Connection, database: str) -> Iterator[Finding]:
    """What many rows are laid down in before they are inserted together; anybody may make them until that is taken away."""
    if not _one(session, "SELECT has_database_privilege(current_database(), 'TEMPORARY')"):
        role = session.info.user
        text = say(
            "The role {role} may not make temporary tables in database {database}, so statements of a bank, imports and"
            " other work on many records would fail. Let the administrator run:\n{sql}"
        )
        sql = written.SQL("GRANT TEMPORARY ON DATABASE {} TO {};").format(
            written.Identifier(database), written.Identifier(role)
        )
        values = {"role": role, "database": database, "sql": sql.as_string(session)}
        yield Finding("database.no_temporary_tables", "DATABASE_URL", text, values)


def _extensions(session: psycopg.Connection, database: str) -> Iterator[Finding]:
    there = {name for (name,) in session.execute("SELECT extname FROM pg_extension")}
    missing = [name for name in roles.EXTENSIONS if name not in there]
    if missing:
        text = say(
            "Database {database} lacks extensions: {missing}. Let the administrator run in that database (Debian has"
            " them in postgresql-contrib):\n{sql}"
        )
        sql = "\n".join(f"CREATE EXTENSION {name};" for name in missing)
        values = {"database": database, "missing": ", ".join(missing), "sql": sql}
        yield Finding("database.no_extension", "DATABASE_URL", text, values)


def _owner(session: psycopg.Connection, app: str) -> Iterator[Finding]:
    database, owner = session.info.dbname, session.info.user
    may_create = _one(session, "SELECT has_schema_privilege('public', 'CREATE')")
    if not may_create:
        text = say(
            "The role {role} may not make tables in database {database}. Let the administrator run:\n{sql}"
        )
        sql = f"ALTER DATABASE {database} OWNER TO {owner};"
        values = {"role": owner, "database": database, "sql": sql}
        yield Finding("database.owner_may_not_create", "BODEMPLAAT_OWNER_URL", text, values)
    if owner == app:
        text = say(
            "BODEMPLAAT_OWNER_URL and DATABASE_URL name the same role, {role}. Let the site connect as another one,"
            " or row-level security does not count for it:\n{sql}"
        )
        sql = "\n".join(roles.role_statements("<password>", "<password>")[1:])
        yield Finding("database.one_role", "BODEMPLAAT_OWNER_URL", text, {"role": owner, "sql": sql})
        return
    query = (
        "SELECT count(DISTINCT defaclobjtype) FROM pg_default_acl, aclexplode(defaclacl) AS granted"
        " WHERE defaclrole = current_user::regrole AND granted.grantee = to_regrole(%s)"
        " AND defaclobjtype IN ('r', 'S')"
    )
    if _one(session, query, f'"{app}"') != 2:
        text = say(
            "What migrations make as {owner} would be closed to {app}. Run as {owner} in database {database}, before"
            " the first migration:\n{sql}"
        )
        sql = "\n".join(roles.grants(owner, app))
        values = {"owner": owner, "app": app, "database": database, "sql": sql}
        yield Finding("database.no_default_rights", "BODEMPLAAT_OWNER_URL", text, values)


def _cure_from_nothing(parsed: DatabaseUrl, role: str, variable: str) -> str:
    powers = "CREATEDB" if variable == "BODEMPLAAT_OWNER_URL" else "NOCREATEDB"
    owner = role if variable == "BODEMPLAAT_OWNER_URL" else roles.OWNER
    return (
        f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS {powers} PASSWORD '...';\n"
        f"CREATE DATABASE {parsed.database} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0;"
    )


def _one(session: psycopg.Connection, query: str, *values: object) -> object:
    row = session.execute(query.encode(), values or None).fetchone()
    return row[0] if row else None
