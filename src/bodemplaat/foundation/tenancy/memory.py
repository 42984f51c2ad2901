"""What was read already: who holds what and which rules hold is asked by many doors, and read once.

An answer is remembered for whoever entered, until one of its tables is written, a lock is taken (what others committed
meanwhile counts from there), a savepoint is rolled back, a command begins or ends, or somebody else is entered. That is seen
where statements go to the database, so no way of writing is left out. Nothing is remembered longer than a transaction.
"""

import functools
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar, cast

from django.apps import apps
from django.db import models

P = ParamSpec("P")
R = TypeVar("R")

_Answers = dict[Hashable, tuple[frozenset[str], object]]

memory: ContextVar[_Answers | None] = ContextVar("memory", default=None)
"""The answers of whoever entered, each with the tables it was read from; ``None`` when nobody has."""


def remembered(*tables: type[models.Model] | str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a reading answer the same question from memory, as long as none of its ``tables`` was written since.

    The answer is shared by who asks, so it is one that nobody changes. A table of another room is named as
    ``"organisations.Employment"``. Stands under ``@query``.
    """

    @functools.cache
    def read() -> frozenset[str]:
        wanted = (apps.get_model(each) if isinstance(each, str) else each for each in tables)
        return frozenset(each._meta.db_table for each in wanted)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            answers = memory.get()
            if answers is None:
                return function(*args, **kwargs)
            question = (function, tuple(map(_fixed, args)), tuple((k, _fixed(v)) for k, v in kwargs.items()))
            if question in answers:
                return cast(R, answers[question][1])
            value = function(*args, **kwargs)
            answers[question] = (read(), value)
            return value

        return answer

    return decorate


def forget() -> None:
    """Drop every answer."""
    answers = memory.get()
    if answers:
        answers.clear()


def forgetting(
    execute: Callable[[Any, Any, bool, dict[str, Any]], Any],
    statement: Any,
    values: Any,
    many: bool,
    context: dict[str, Any],
) -> Any:
    """Let a statement be executed, and drop the answers that it may have made untrue; a wrapper as Django's connections take."""
    try:
        return execute(statement, values, many, context)
    finally:
        answers = memory.get()
        if answers:
            _drop(answers, str(statement))


_LOCKS = (" FOR ", "pg_advisory", "LOCK TABLE", "ROLLBACK")
"""What others committed while this waited for them counts; and what was rolled back never was."""


def _drop(answers: _Answers, statement: str) -> None:
    if any(word in statement for word in _LOCKS):
        answers.clear()
    elif ";" in statement or not statement.lstrip(" (\n").startswith("SELECT"):
        for question in [
            each for each, (tables, _) in answers.items() if any(table in statement for table in tables)
        ]:
            del answers[question]


def _fixed(value: Any) -> Hashable:
    fixed: Hashable = value
    if isinstance(value, (set, frozenset)):
        fixed = frozenset(value)
    elif isinstance(value, (list, tuple)):
        fixed = tuple(value)
    return fixed
