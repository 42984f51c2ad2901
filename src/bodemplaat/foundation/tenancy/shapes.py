"""Readings whose SQL is built once: the same question differs from call to call in its values only.

Building a query costs the ORM more than PostgreSQL needs to answer it. A reading that every command asks is built by the
ORM the first time, with a mark in the place of each value, and afterwards only filled in. Both locks stay as they are: it
is built from ``records.of(actor)``, whose scope is one of the values, and it runs under the policies of whoever entered.
"""

import functools
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid4

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from psycopg.sql import Literal

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.entry import check_entered, entered_actor

P = ParamSpec("P")
R = TypeVar("R")

_SETS_OF_AN_ACTOR = (
    "scope",
    "served",
    "served_at_desk",
    "homes",
    "partly",
    "desk_partly",
    "people",
    "cooperations",
)


def shaped(
    function: Callable[Concatenate[Actor, P], QuerySet[Any, R]],
) -> Callable[Concatenate[Actor, P], list[R]]:
    """Turn a function that builds a query into one that answers its rows; the SQL is built on the first call of its kind.

    The function takes the actor and then values: ids, days, texts, numbers, or collections of ids or texts (for
    ``__in``). What it builds may depend on the actor's role and on whether it sees organisations partly, on whether a
    value is ``None`` or a ``bool``, and on nothing else of a value. It gives tuples (``values_list``) or whole rows,
    without ``select_related``. Raises ``TypeError`` for a query that cannot be built so.
    """
    shapes: dict[Hashable, _Shape] = {}

    @functools.wraps(function)
    def answer(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        check_entered(actor, function.__name__)
        values: tuple[object, ...] = (*args, *kwargs.values())
        partly = (bool(actor.partly), bool(actor.desk_partly))
        kind = (actor.role, partly, actor.person_id is None, tuple(map(_kind, values)))
        shape = shapes.get(kind)
        if shape is None:
            shape = shapes[kind] = _built(function, actor, args, kwargs)
        return shape.rows(actor, values)

    return answer


@dataclass(frozen=True, slots=True)
class _Shape:
    """SQL with, for each of its values, where it comes from: the actor or the arguments."""

    statement: str
    places: tuple[tuple[str, Any], ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    row: Callable[[Sequence[Any]], Any]

    def rows(self, actor: Actor, values: Sequence[object]) -> list[Any]:
        """The rows of one question."""
        filled = [self._value(actor, values, *place) for place in self.places]
        connection.ensure_connection()
        # As Django's own cursors: counted, and shown to whoever wraps what is executed.
        own: Any = connection
        if settings.PREPARED_STATEMENTS and own.connection.prepare_threshold is None:
            own.connection.prepare_threshold = 0  # Django's own cursors prepare nothing whatever it says
        with own._prepare_cursor(_Preparing(own.connection)) as cursor:  # noqa: SLF001
            cursor.execute(self.statement, filled)
            rows: list[Any] = cursor.fetchall()
        if self.converters:
            rows = [self._converted(row) for row in rows]
        return [self.row(row) for row in rows]

    def _value(self, actor: Actor, values: Sequence[object], source: str, name: Any) -> object:
        value = getattr(actor, name) if source == "actor" else values[name]
        return list(value) if isinstance(value, (set, frozenset, tuple, list)) else value

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for number, converters, expression in self.converters:
            for convert in converters:
                values[number] = convert(values[number], expression, connection)
        return values


class _Preparing(psycopg.Cursor[Any]):
    """A cursor whose statements PostgreSQL parses and plans once per connection, where the settings let it."""

    def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
        """As the library's."""
        return super().execute(query, params, prepare=True)


class _MarkedActor(Actor):
    """An actor of whom everything is a mark."""

    __slots__ = ()

    @property
    def served(self) -> frozenset[UUID]:
        return _SERVED

    @property
    def served_at_desk(self) -> frozenset[UUID]:
        return _SERVED_AT_DESK

    @property
    def homes(self) -> frozenset[UUID]:
        return _HOMES


_SERVED, _SERVED_AT_DESK, _HOMES = (frozenset({uuid4()}) for _ in range(3))


def _built(
    function: Callable[..., QuerySet[Any, Any]], actor: Actor, args: Sequence[Any], kwargs: dict[str, Any]
) -> _Shape:
    marked_actor = _MarkedActor(
        role=actor.role,
        organisation_id=uuid4(),
        scope=frozenset({uuid4()}),
        partly=frozenset({uuid4()} if actor.partly else ()),
        desk_partly=frozenset({uuid4()} if actor.desk_partly else ()),
        cooperations=frozenset({uuid4()}),
        person_id=None if actor.person_id is None else uuid4(),
        people=frozenset({uuid4()}),
    )
    marks: dict[object, tuple[str, Any]] = {
        next(iter(marks_of)): ("actor", name)
        for name in _SETS_OF_AN_ACTOR
        if (marks_of := getattr(marked_actor, name))
    }
    many = set(marks)
    marks[marked_actor.organisation_id] = ("actor", "organisation_id")
    marks[marked_actor.person_id] = ("actor", "person_id")
    marked = []
    for number, value in enumerate((*args, *kwargs.values())):
        mark = _mark(value, number)
        marked.append(mark)
        if isinstance(mark, list):  # an empty collection does not say whether it holds ids or texts
            marks.update(dict.fromkeys((mark[0], str(mark[0])), ("argument", number)))
            many |= {mark[0], str(mark[0])}
        elif mark is not value:
            marks[mark] = ("argument", number)
    token = entered_actor.set(marked_actor)
    try:
        rows = function(
            marked_actor, *marked[: len(args)], **dict(zip(kwargs, marked[len(args) :], strict=True))
        )
    finally:
        entered_actor.reset(token)
    connection.ensure_connection()
    compiler = rows.query.get_compiler(rows.db)
    statement, values = compiler.as_sql()
    pieces = statement.split("%s")
    if len(pieces) != len(values) + 1:
        raise TypeError(f"{function.__name__}: a sign of percent in its SQL")
    places: list[tuple[str, Any]] = []
    for number, value in enumerate(values):
        place = marks.get(value) if isinstance(value, Hashable) else None
        if place is not None and value in many:
            if not (pieces[number].endswith(" IN (") and pieces[number + 1].startswith(")")):
                raise TypeError(f"{function.__name__}: a collection that is not asked with __in alone")
            pieces[number] = pieces[number].removesuffix("IN (") + "= ANY("
        if place is None:
            pieces[number] += Literal(value).as_string(connection.connection).replace("%", "%%")
        else:
            pieces[number] += "%s"
            places.append(place)
    missing = {number for source, number in marks.values() if source == "argument"} - {
        number for source, number in places if source == "argument"
    }
    if missing:
        raise TypeError(f"{function.__name__}: value {min(missing)} is not in its SQL as it was given")
    expressions = [each[0] for each in compiler.select or ()]
    converters = compiler.get_converters(expressions)
    return _Shape(
        "".join(pieces),
        tuple(places),
        tuple((number, tuple(functions), each) for number, (functions, each) in converters.items()),
        _row_of(rows),
    )


def _row_of(rows: QuerySet[Any, Any]) -> Callable[[Sequence[Any]], Any]:
    if not issubclass(rows._iterable_class, ModelIterable):  # noqa: SLF001  # no public way to ask
        return tuple
    if rows.query.select_related or rows.query.deferred_loading != (frozenset(), True):
        raise TypeError(f"{rows.model.__name__}: whole rows without their relations, or tuples")
    names = [field.attname for field in rows.model._meta.concrete_fields]
    extra = list(rows.query.annotation_select)

    def row(values: Sequence[Any]) -> Any:
        instance = rows.model.from_db(rows.db, names, values[: len(names)])
        for name, value in zip(extra, values[len(names) :], strict=True):
            setattr(instance, name, value)
        return instance

    return row


_A_NUMBER = 32_000
"""Fits the smallest of columns."""


def _kind(value: object) -> Hashable:
    """Of what kind a value is; questions of one kind share their SQL."""
    if value is None or isinstance(value, bool):
        return value
    return type(_mark(value, 0)).__name__


def _mark(value: object, number: int) -> Any:
    """A value of the same type that occurs nowhere else; ``number`` tells those of one query apart."""
    match value:
        case None | bool():
            return value
        case UUID():
            return uuid4()
        case str():
            return f"mark {number}"
        case int():
            return _A_NUMBER + number
        case datetime():
            return datetime.fromordinal(1000 + number).replace(tzinfo=UTC)
        case date():
            return date.fromordinal(1000 + number)
        case set() | frozenset() | list() | tuple():
            return [f"mark {number}" if isinstance(next(iter(value), None), str) else uuid4()]
    raise TypeError(f"no mark for {value!r}")
