"""Entering the house as somebody: one transaction, with the second lock turned to that actor's key."""

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.errors import NotInContext

P = ParamSpec("P")
R = TypeVar("R")

_current: ContextVar[Actor | None] = ContextVar("actor", default=None)

_TURN_KEY = """
    SELECT set_config('bodemplaat.scope', %s, true),
           set_config('bodemplaat.whole', %s, true),
           set_config('bodemplaat.homes', %s, true),
           set_config('bodemplaat.cooperations', %s, true),
           set_config('pghistory.context_metadata', %s, true)
"""


def current_actor() -> Actor:
    """The actor entered last; raises ``NotInContext`` when there is none."""
    actor = _current.get()
    if actor is None:
        raise NotInContext("nobody has entered: use entered(actor), @command or @query")
    return actor


@contextmanager
def entered(actor: Actor) -> Iterator[None]:
    """Open a transaction in which PostgreSQL shows and accepts only rows within ``actor.scope``.

    Nested for the same actor it is a savepoint; for another actor the key is turned and turned back after. The
    settings are local to the transaction, so a pooled connection can never carry them to the next request.
    """
    before = _current.get()
    ends_here = not connection.in_atomic_block
    with transaction.atomic():
        if before != actor:
            _turn_key(actor)
        token = _current.set(actor)
        try:
            yield
        finally:
            _current.reset(token)
        if before != actor and not ends_here:  # the settings end with their transaction anyway
            _turn_key(before)


def _turn_key(actor: Actor | None) -> None:
    if actor is None:
        settings = ["", "", "", "", ""]
    else:
        who = {"role": actor.role.value, "person": actor.person_id and str(actor.person_id)}
        reach = (actor.scope, actor.served | actor.homes, actor.homes, actor.cooperations)
        settings = [*map(_joined, reach), json.dumps(who)]
    with connection.cursor() as cursor:
        cursor.execute(_TURN_KEY, settings)


def _joined(ids: frozenset[object]) -> str:
    return ",".join(sorted(map(str, ids)))


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a command: it runs in one transaction as its ``actor``, whole or not at all.

    Within another command it has a savepoint of its own, so a caller may catch what it raises. The function takes
    keyword arguments only, ``actor`` first; raises ``TypeError`` when it is called without one.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with entered(_actor_in(function, kwargs)):
            return function(*args, **kwargs)

    return run


def query(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a query: it reads as its ``actor``.

    Called as the actor entered already it runs without a savepoint: reading leaves nothing to roll back, and a
    savepoint would cost two more trips to the database.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        actor = _actor_in(function, kwargs)
        if _current.get() == actor:
            return function(*args, **kwargs)
        with entered(actor):
            return function(*args, **kwargs)

    return run


def _actor_in(function: Callable[..., object], kwargs: Mapping[str, object]) -> Actor:
    actor = kwargs.get("actor")
    if not isinstance(actor, Actor):
        raise TypeError(f"{function.__name__} needs actor=")
    return actor
