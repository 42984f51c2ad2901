"""What stands in a database, asked as the owner of its tables: which tables, their rows, where sequences stand."""

import select
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import pq, sql
from psycopg.abc import Buffer

from bodemplaat.foundation.backup.errors import BackupRefused
from bodemplaat.foundation.backup.manifest import LEFT_OUT, Column, Standing, Table
from bodemplaat.kernel import Finding, say

ONE_AT_A_TIME = 0x626F64656D  # "bodem": the number of the lock that a backup and setting one up again hold

PART = 4 * 1024 * 1024
"""Bytes of rows that are read, and later packed, together; a part ends with a row."""

_EXACTLY = {
    "row_security": "off",
    "client_encoding": "UTF8",
    "datestyle": "ISO, YMD",
    "intervalstyle": "postgres",
    "extra_float_digits": "3",
    "bytea_output": "hex",
    "timezone": "UTC",
    "synchronize_seqscans": "off",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}
"""So that the same rows are always the same text, in the order in which they stand, and none is left out in silence."""

_TABLES = """
    SELECT c.relname, pg_has_role(c.relowner, 'USAGE'), pg_table_size(c.oid)
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname COLLATE "C"
"""
_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    ORDER BY c.relname COLLATE "C", a.attnum
"""
_SEQUENCES = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname COLLATE "C"
"""


def read_exactly(session: psycopg.Connection) -> None:
    """Settings of this transaction under which the same rows are the same text."""
    for name, value in _EXACTLY.items():
        session.execute("SELECT set_config(%s, %s, true)", [name, value])


def tables_in(session: psycopg.Connection) -> Mapping[str, int]:
    """Every table with its size in bytes. Raises ``BackupRefused`` for a role that does not own them all."""
    rows = session.execute(_TABLES).fetchall()
    strange = [name for name, is_ours, _ in rows if not is_ours]
    if strange:
        text = say(
            "The role {role} does not own {count} of the {all} tables ({first}, …), and would not see every row of them."
            " Use the role that owns the tables: BODEMPLAAT_OWNER_URL."
        )
        values = {"role": session.info.user, "count": len(strange), "all": len(rows), "first": strange[0]}
        raise BackupRefused(Finding("backup.not_the_owner", "BODEMPLAAT_OWNER_URL", text, values))
    return {name: size for name, _, size in rows}


def kept_tables(session: psycopg.Connection) -> tuple[Table, ...]:
    """The tables whose rows are kept, with their columns; those in ``LEFT_OUT`` are not among them."""
    columns: dict[str, list[Column]] = {name: [] for name in tables_in(session) if name not in LEFT_OUT}
    for table, name, kind in session.execute(_COLUMNS).fetchall():
        if table in columns:
            columns[table].append(Column(name, kind))
    return tuple(Table(name, tuple(each)) for name, each in columns.items())


@contextmanager
def rows_of(session: psycopg.Connection, table: Table) -> Iterator[Iterator[bytes]]:
    """Every row of a table as text, as COPY writes it, in parts of whole rows.

    Leave the block before the session is used for anything else, also when something fails in it.
    """
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table.name), names(table))
    rows = _copied(session, statement.as_bytes(session))
    try:
        yield _in_parts(rows)
    finally:
        rows.close()


def _copied(session: psycopg.Connection, statement: bytes) -> Generator[Buffer]:
    """Each row, straight from libpq: the driver's own loop spends more on a row than the server does."""
    connection = session.pgconn
    _check(session, connection.exec_(statement), pq.ExecStatus.COPY_OUT)
    arriving = select.poll()
    arriving.register(connection.socket, select.POLLIN)
    is_whole = False
    try:
        while (row := connection.get_copy_data(1))[0] >= 0:
            if row[0]:
                yield row[1]
            else:
                arriving.poll()
                connection.consume_input()
        is_whole = True
    finally:
        if not is_whole:
            session.cancel_safe()
            while connection.get_copy_data(0)[0] > 0:
                pass
        ends = list(iter(connection.get_result, None))
        if is_whole:
            for end in ends:
                _check(session, end, pq.ExecStatus.COMMAND_OK)


def _check(session: psycopg.Connection, answer: pq.abc.PGresult, wanted: pq.ExecStatus) -> None:
    if answer.status != wanted:
        raise psycopg.errors.error_from_result(answer, session.info.encoding)


def _in_parts(rows: Iterable[Buffer]) -> Iterator[bytes]:
    part = bytearray()
    for row in rows:
        part += row
        if len(part) >= PART:
            yield bytes(part)
            part = bytearray()
    if part:
        yield bytes(part)


def names(table: Table) -> sql.Composed:
    """The columns of a table, for a statement."""
    return sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)


def sequences_in(session: psycopg.Connection) -> Mapping[str, Standing]:
    """Where every sequence stands. They move outside transactions, so ask after the rows were read."""
    standing = {}
    for (name,) in session.execute(_SEQUENCES).fetchall():
        where = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name))
        ((last, is_called),) = session.execute(where).fetchall()
        standing[name] = Standing(last, is_called)
    return standing


def alone(session: psycopg.Connection) -> None:
    """Hold the lock of backups until the session ends. Raises ``BackupRefused`` when another holds it."""
    row = session.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME]).fetchone()
    if row is None or not row[0]:
        text = say(
            "Another backup of this database is being made, or one is being set up. Wait until it is done."
        )
        raise BackupRefused(Finding("backup.busy", "database", text))
