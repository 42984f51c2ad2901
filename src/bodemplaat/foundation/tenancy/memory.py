"""What was read already: who holds what and which rules hold is asked by many doors, and read once.

An answer is remembered for whoever entered, until one of its tables is written through the first lock, a row is locked
(what others committed meanwhile counts from there), a command begins or ends, or somebody else is entered. Nothing is
remembered longer than a transaction.
"""

import functools
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar, cast

from django.db import models

P = ParamSpec("P")
R = TypeVar("R")

_Answers = dict[Hashable, tuple[frozenset[str], object]]

memory: ContextVar[_Answers | None] = ContextVar("memory", default=None)
"""The answers of whoever entered; ``None`` when nobody has."""


def remembered(*tables: type[models.Model] | str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a reading answer the same question from memory, as long as none of its ``tables`` was written since.

    The answer is shared by who asks, so it is one that nobody changes. A table of another room is named as
    ``"organisations.Employment"``. Stands under ``@query``.
    """
    read = frozenset(each if isinstance(each, str) else each._meta.label for each in tables)

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
            answers[question] = (read, value)
            return value

        return answer

    return decorate


def forget(table: type[models.Model] | None = None) -> None:
    """Drop the answers that were read from a table; all of them when none is named."""
    answers = memory.get()
    if not answers:
        return
    if table is None:
        answers.clear()
        return
    for question in [each for each, (read, _) in answers.items() if table._meta.label in read]:
        del answers[question]


def _fixed(value: Any) -> Hashable:
    fixed: Hashable = value
    if isinstance(value, (set, frozenset)):
        fixed = frozenset(value)
    elif isinstance(value, (list, tuple)):
        fixed = tuple(value)
    return fixed
