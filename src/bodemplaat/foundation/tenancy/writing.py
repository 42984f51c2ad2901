"""What a command writes at its end: rows that nothing in it reads again, those of all tables in one statement.

A command of thirty statements spends most of its time on the statements themselves. What it notes, announces and lays out
is therefore kept until the command ends and written together, within its transaction: with what it is about, or not at all.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection, models
from django.db.models.expressions import DatabaseDefault

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.entry import check_entered
from bodemplaat.foundation.tenancy.moments import ClockTimestamp
from bodemplaat.foundation.tenancy.records import TenantModel

AT_A_TIME = 1000
"""Rows in one statement."""


_Changes = dict[tuple[type[TenantModel], Any], dict[str, object]]
"""By table and key of a row, the new values by field."""
_Change = tuple[tuple[type[TenantModel], Any], dict[str, object]]


class _Kept:
    """What a running command has still to write, in order; and what that was at each savepoint that is open."""

    def __init__(self) -> None:
        self.rows: list[TenantModel] = []
        self.changes: _Changes = {}
        self.acts: dict[Hashable, Callable[[], object]] = {}
        self.savepoints: dict[
            str, tuple[list[TenantModel], _Changes, dict[Hashable, Callable[[], object]]]
        ] = {}

    def mark(self, savepoint: str) -> None:
        changes = {row: dict(values) for row, values in self.changes.items()}
        self.savepoints[savepoint] = list(self.rows), changes, dict(self.acts)

    def go_back(self, savepoint: str) -> None:
        """Keep again what was kept at a savepoint: also what was written since, for that was rolled back."""
        if savepoint in self.savepoints:
            self.rows, self.changes, self.acts = self.savepoints[savepoint]
            self.mark(savepoint)

    def take_over(self, inner: "_Kept") -> None:
        self.rows += inner.rows
        for row, values in inner.changes.items():
            self.changes.setdefault(row, {}).update(values)
        self.acts.update(inner.acts)

    def write(self) -> None:
        """Write it all and start anew: rows first, since what is done afterwards may be about them."""
        rows, changes, acts = self.rows, self.changes, self.acts
        self.rows, self.changes, self.acts = [], {}, {}
        _write(rows, changes)
        for act in acts.values():
            act()


_kept: ContextVar[_Kept | None] = ContextVar("kept", default=None)


def write_at_end(actor: Actor, rows: Sequence[TenantModel]) -> None:
    """Insert rows when the command ends, in one statement with what else it writes then; outside a command at once.

    For rows that nothing reads before that. More than a thousand are written as they come. Raises ``NotInContext`` when
    the actor has not been entered.
    """
    if not rows:
        return
    check_entered(actor, type(rows[0]).__name__)
    kept = _kept.get()
    if kept is None:
        _write(rows, {})
        return
    kept.rows += rows
    if len(kept.rows) > AT_A_TIME:
        kept.write()


def change_at_end(actor: Actor, row: TenantModel, *names: str) -> None:
    """Store these fields of a row, as they stand now, when the command ends; outside a command at once.

    For a row that is held, and that nothing reads anew before that; one that waits to be inserted is inserted with them.
    Changes of different fields take place in the order in which they were asked.
    Raises ``NotInContext`` as ``write_at_end``, and ``DatabaseError`` at the end for a row that is not there.
    """
    check_entered(actor, type(row).__name__)
    kept = _kept.get()
    if kept is not None and any(each is row for each in kept.rows):
        return
    changes: _Changes = {} if kept is None else kept.changes
    changes.setdefault((type(row), row.pk), {}).update({name: getattr(row, name) for name in names})
    if kept is None:
        _write([], changes)


def once_at_end(key: Hashable, act: Callable[[], object]) -> None:
    """Do something when the command ends, after its rows were written; once however often it is asked with one key."""
    kept = _kept.get()
    if kept is None:
        act()
    else:
        kept.acts.setdefault(key, act)


def is_within_command() -> bool:
    """Whether a command is running."""
    return _kept.get() is not None


@contextmanager
def kept_to_end(*, as_before: bool) -> Iterator[None]:
    """Keep what is written within until it ends well, then write it: within another command of the same actor (``as_before``) leave it to that."""
    outer, mine = _kept.get(), _Kept()
    token = _kept.set(mine)
    try:
        yield
        if outer is not None and as_before:
            outer.take_over(mine)
        else:
            mine.write()
    finally:
        _kept.reset(token)


def write_now() -> None:
    """Write what was kept so far: before somebody else is entered, whose key would not open it."""
    kept = _kept.get()
    if kept is not None and (kept.rows or kept.changes or kept.acts):
        kept.write()


def keeping_in_step(
    execute: Callable[[Any, Any, bool, dict[str, Any]], Any],
    statement: Any,
    values: Any,
    many: bool,
    context: dict[str, Any],
) -> Any:
    """Let a statement be executed, and what is kept follow the savepoints; a wrapper as Django's connections take.

    What was noted within a savepoint that is rolled back is not written, as what it is about is not.
    """
    answer = execute(statement, values, many, context)
    kept = _kept.get()
    if kept is not None and isinstance(statement, str):
        if statement.startswith("SAVEPOINT "):
            kept.mark(statement.removeprefix("SAVEPOINT "))
        elif statement.startswith("ROLLBACK TO SAVEPOINT "):
            kept.go_back(statement.removeprefix("ROLLBACK TO SAVEPOINT "))
        elif statement.startswith("RELEASE SAVEPOINT "):
            kept.savepoints.pop(statement.removeprefix("RELEASE SAVEPOINT "), None)
    return answer


def _write(rows: Sequence[TenantModel], changes: _Changes) -> None:
    """Insert rows and change others: a thousand in one statement."""
    inserted = {(type(row), row.pk): row for row in rows} if changes else {}
    for key in changes.keys() & inserted.keys():
        for name, value in changes[key].items():
            setattr(inserted[key], name, value)
    changing = iter([each for each in changes.items() if each[0] not in inserted])
    waiting = iter(rows)
    while True:
        some = list(islice(waiting, AT_A_TIME))
        others = list(islice(changing, AT_A_TIME - len(some)))
        if not some and not others:
            return
        _write_together(some, others)


def _write_together(rows: Sequence[TenantModel], changes: Sequence[_Change]) -> None:
    values: list[Any] = []
    inserts = list(_inserts(rows, values))
    updates = list(_updates(changes, values))
    named = [f"insert_{number} AS ({insert})" for number, insert in enumerate(inserts)]
    for number, update in enumerate(updates):
        # Without this the order of two would be anybody's, and a rule such as "one open step" is checked in between.
        after = f" AND (SELECT count(*) FROM update_{number - 1}) >= 0" if number else ""  # noqa: S608
        named.append(f"update_{number} AS ({update}{after} RETURNING 1)")
    changed = ["0", *(f"(SELECT count(*) FROM update_{number})" for number in range(len(updates)))]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(named)} SELECT {' + '.join(changed)}", values)  # names of our own
        if cursor.fetchone() != (len(changes),):
            raise DatabaseError("a row that was to be changed is not there")


def _inserts(rows: Sequence[TenantModel], values: list[object]) -> Iterator[str]:
    """A statement for each table; what it inserts is added to ``values``."""
    by_model: dict[type[TenantModel], list[TenantModel]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, same in by_model.items():
        table, columns, fields = _shape(model)
        tuples = []
        for number, row in enumerate(same):
            places = []
            for field in fields:
                value = getattr(row, field.attname)
                if isinstance(value, DatabaseDefault):
                    places.append(_default(field, number))
                else:
                    places.append("%s")
                    values.append(field.get_db_prep_save(value, connection))
            tuples.append(f"({', '.join(places)})")
        yield f"INSERT INTO {table} ({columns}) VALUES {', '.join(tuples)}"  # noqa: S608  # names of our own


def _updates(changes: Sequence[_Change], values: list[object]) -> Iterator[str]:
    """A statement for each table and set of fields; what it stores is added to ``values``."""
    alike: dict[tuple[type[TenantModel], tuple[str, ...]], list[tuple[Any, dict[str, object]]]] = {}
    for (model, key), new in changes:
        alike.setdefault((model, tuple(new)), []).append((key, new))
    for (model, names), same in alike.items():
        fields: list[Any] = [model._meta.pk, *map(model._meta.get_field, names)]
        columns = [connection.ops.quote_name(field.column) for field in fields]
        place = ", ".join(f"%s::{type_of(field)}" for field in fields)
        for key, new in same:
            parameters = [key, *new.values()]
            values += [
                field.get_db_prep_save(value, connection)
                for field, value in zip(fields, parameters, strict=True)
            ]
        table = connection.ops.quote_name(model._meta.db_table)
        stored = ", ".join(f"{column} = new.{column}" for column in columns[1:])
        new_values = f"(VALUES {', '.join([f'({place})'] * len(same))}) AS new ({', '.join(columns)})"
        yield f"UPDATE {table} SET {stored} FROM {new_values} WHERE {table}.{columns[0]} = new.{columns[0]}"  # noqa: S608


@cache
def _shape(model: type[TenantModel]) -> tuple[str, str, tuple[Any, ...]]:
    quote = connection.ops.quote_name
    fields: tuple[Any, ...] = tuple(model._meta.concrete_fields)
    return quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields), fields


def type_of(field: Any) -> str:
    """The type in the database, without a length: a cast to one would cut a text off where storing it is refused."""
    return (
        str(field.db_type(connection)).partition("(")[0]
        if isinstance(field, models.CharField)
        else str(field.db_type(connection))
    )


def _default(field: "models.Field[Any, Any]", number: int) -> str:
    """The default of the table; a moment of the running clock is apart from the row before, though one statement writes both."""
    if isinstance(field.db_default, ClockTimestamp) and number:
        return f"clock_timestamp() + interval '{number} microseconds'"
    return "DEFAULT"
