"""Many rows into a table at once: laid down beside it with COPY, then inserted in one statement. And one row of many bytes.

PostgreSQL refuses COPY into a table with row-level security, so the rows go to a table of the session's own first; from there one
insert takes them, under the policy, the constraints and the triggers like any other.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import psycopg
from django.db import connection, models
from django.db.models import NOT_PROVIDED

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.entry import check_entered
from bodemplaat.foundation.tenancy.memory import forget
from bodemplaat.foundation.tenancy.records import TenantModel
from bodemplaat.foundation.tenancy.writing import type_of, write_now

FEW = 100
"""Rows up to which a table of the session's own costs more than it saves."""


def insert_many(
    actor: Actor,
    model: type[TenantModel],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    same: Mapping[str, object] | None = None,
    unless_there: bool = False,
) -> int:
    """Insert a row for each of ``rows``, which hold the fields ``names`` in their order; returns how many were inserted.

    ``same`` holds fields that are the same in each row. What is named in neither has its default, and the id is the database's.
    With ``unless_there`` a row that a unique constraint refuses is passed by, also when another process is just
    inserting it. What the running command kept is written before. Raises ``NotInContext`` when the actor was not entered.
    """
    check_entered(actor, model.__name__)
    write_now()
    own = [_field(model, name) for name in names]
    others = {_field(model, name): value for name, value in (same or {}).items()}
    table, staged = (connection.ops.quote_name(name) for name in _tables(model))
    columns = ", ".join(connection.ops.quote_name(field.column) for field in own)
    types = ", ".join(f"{connection.ops.quote_name(field.column)} {type_of(field)}" for field in own)
    constants, values = _constants(model, own, others)
    targets = "".join(f", {connection.ops.quote_name(field.column)}" for field in constants)
    places = "".join(f", {place}" for place in constants.values())
    passing = " ON CONFLICT DO NOTHING" if unless_there else ""
    written = iter(_written(own, rows))
    first = list(islice(written, FEW + 1))
    few = len(first) <= FEW
    source = f"(VALUES {_places(own, len(first))}) AS few ({columns})" if few else staged
    statement = f"INSERT INTO {table} ({columns}{targets}) SELECT {columns}{places} FROM {source}{passing}"  # noqa: S608
    with connection.cursor() as cursor:
        if not first:
            return 0
        if few:
            cursor.execute(statement, [*values, *(value for row in first for value in row)])
            return int(cursor.rowcount)
        cursor.execute(f"CREATE TEMP TABLE {staged} ({types}) ON COMMIT DROP")
        with cursor.copy(f"COPY {staged} ({columns}) FROM STDIN") as copy:
            for row in chain(first, written):
                copy.write_row(row)
        cursor.execute(statement, values)
        inserted: int = cursor.rowcount
        cursor.execute(f"DROP TABLE {staged}")
    return inserted


def insert_bytes(actor: Actor, row: TenantModel) -> None:
    """Insert one row that holds many bytes: they travel as they are.

    Django's own statement holds them as hexadecimal text and that text several times over, which is most of the memory of
    reading a large file. What the running command kept is written before. Raises ``NotInContext`` when the actor was not entered.
    """
    check_entered(actor, type(row).__name__)
    write_now()
    quote = connection.ops.quote_name
    fields: list[Any] = list(type(row)._meta.concrete_fields)
    columns = ", ".join(quote(field.column) for field in fields)
    stands, values, large = [], [], None
    for field in fields:
        value = getattr(row, field.attname)
        if large is None and _is_bytes(field) and value is not None and len(value) > MANY_BYTES:
            stands.append("content")
            large = value
        else:
            stands.append("%b" if _is_bytes(field) else f"%s::{type_of(field)}")
            values.append(value if _is_bytes(field) else field.get_db_prep_save(value, connection))
    places, table = ", ".join(stands), quote(type(row)._meta.db_table)
    source = f"VALUES ({places})" if large is None else f"SELECT {places} FROM staged_bytes"  # noqa: S608
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        if large is not None:
            cursor.execute("CREATE TEMP TABLE staged_bytes (content bytea) ON COMMIT DROP")
            with cursor.copy("COPY staged_bytes FROM STDIN (FORMAT binary)") as copy:
                for piece in _as_one_row(large):
                    copy.write(piece)
        cursor.execute(f"INSERT INTO {table} ({columns}) {source}".encode(), values)
        if large is not None:
            cursor.execute("DROP TABLE staged_bytes")
    forget()


MANY_BYTES = 1 << 20
"""From here on bytes travel in pieces: a statement would have libpq hold them all once more, for as long as it is connected."""


def _as_one_row(content: bytes) -> Iterator[bytes]:
    """PostgreSQL's binary format of one row of one column."""
    yield b"PGCOPY\n\xff\r\n\0" + bytes(8) + (1).to_bytes(2, "big") + len(content).to_bytes(4, "big")
    with memoryview(content) as whole:
        for start in range(0, len(whole), 1 << 16):
            yield bytes(whole[start : start + (1 << 16)])
    yield b"\xff\xff"


def _is_bytes(field: Any) -> bool:
    return isinstance(field, models.BinaryField)


def _places(own: Sequence[Any], count: int) -> str:
    one = ", ".join(f"%s::{type_of(field)}" for field in own)
    return ", ".join([f"({one})"] * count)


def _tables(model: type[TenantModel]) -> tuple[str, str]:
    return model._meta.db_table, f"staged_{model._meta.db_table}"


def _field(model: type[TenantModel], name: str) -> Any:
    """The field of that name, or of that column for a foreign key."""
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _constants(
    model: type[TenantModel], own: Sequence[Any], others: Mapping[Any, object]
) -> tuple[dict[Any, str], list[Any]]:
    """What is the same for each row: by field how it stands in the statement, and the values for its places."""
    stands: dict[Any, str] = {}
    values: list[Any] = []
    for field in model._meta.concrete_fields:
        if field in own:
            continue
        if field in others:
            value = others[field]
        elif field.primary_key:
            stands[field] = "gen_random_uuid()"
            continue
        elif field.db_default is not NOT_PROVIDED or (field.null and not field.has_default()):
            continue  # the table knows
        else:
            value = field.get_default()
        stands[field] = f"%s::{type_of(field)}"
        values.append(field.get_db_prep_save(value, connection))
    return stands, values


def _written(own: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    places = [i for i, field in enumerate(own) if isinstance(field, models.JSONField)]
    if not places:
        return rows
    return (
        tuple(json.dumps(value, cls=own[i].encoder) if i in places else value for i, value in enumerate(row))
        for row in rows
    )
