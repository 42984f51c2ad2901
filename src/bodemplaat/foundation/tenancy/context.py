"""Entering the house as somebody: one transaction, with the second lock turned to that actor's key."""

import functools
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from typing import ParamSpec, TypeVar

from django.db import DataError, connection, transaction

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.arguments import OUT_OF_REACH, check_can_be_kept
from bodemplaat.foundation.tenancy.entry import entered_actor
from bodemplaat.foundation.tenancy.errors import CannotBeKept, kind_of
from bodemplaat.foundation.tenancy.memory import forget, forgetting, memory
from bodemplaat.foundation.tenancy.writing import is_within_command, keeping_in_step, kept_to_end, write_now

_log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

_TURN_KEY = """
    SELECT set_config('bodemplaat.scope', %s, true),
           set_config('bodemplaat.whole', %s, true),
           set_config('bodemplaat.desk', %s, true),
           set_config('bodemplaat.homes', %s, true),
           set_config('bodemplaat.cooperations', %s, true),
           set_config('pghistory.context_metadata', %s, true),
           set_config('pgtrigger.ignore', '{}', true)
"""
"""The last because every trigger looks there: where nothing is set, looking fails, and that ends a subtransaction of its own
for each row, which walks all foreign keys that wait for the end (findings/pgtrigger-aborts-a-subtransaction-per-row.sh)."""


@contextmanager
def entered(actor: Actor) -> Iterator[None]:
    """Open a transaction in which PostgreSQL shows and accepts only rows within ``actor.scope``.

    Nested for the same actor it is a savepoint; for another actor the key is turned and turned back after. The
    settings are local to the transaction, so a pooled connection can never carry them to the next request.
    """
    with _entered(actor):
        yield


@contextmanager
def _entered(actor: Actor, *, savepoint: bool = True) -> Iterator[None]:
    before = entered_actor.get()
    turns = before != actor
    ends_here = not connection.in_atomic_block
    if turns:
        write_now()
    with ExitStack() as stack:
        if before is None:
            stack.enter_context(connection.execute_wrapper(forgetting))
            stack.enter_context(connection.execute_wrapper(keeping_in_step))
        stack.enter_context(transaction.atomic(savepoint=savepoint))
        if turns:
            _turn_key(actor)
        token = entered_actor.set(actor)
        remembering = memory.set({}) if turns else None
        try:
            with kept_to_end(as_before=False) if turns and is_within_command() else nullcontext():
                yield
        except BaseException:
            forget()  # what was read may have been rolled back
            raise
        finally:
            entered_actor.reset(token)
            if remembering is not None:
                memory.reset(remembering)
                forget()
        if turns and not ends_here:  # the settings end with their transaction anyway
            _turn_key(before)


def _turn_key(actor: Actor | None) -> None:
    if actor is None:
        settings = ["", "", "", "", "", ""]
    else:
        who = {"role": actor.role.value, "person": actor.person_id and str(actor.person_id)}
        whole, desk = actor.served | actor.homes, actor.served_at_desk | actor.homes
        reach = (actor.scope, whole, desk, actor.homes, actor.cooperations)
        settings = [*map(_joined, reach), json.dumps(who)]
    with connection.cursor() as cursor:
        cursor.execute(_TURN_KEY, settings)


def _joined(ids: frozenset[object]) -> str:
    return ",".join(sorted(map(str, ids)))


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a command: it runs in one transaction as its ``actor``, whole or not at all.

    Within another command it has a savepoint of its own, so a caller may catch what it raises. What it notes and announces
    is written at its end (``write_at_end``). The function takes keyword arguments only, ``actor`` first; raises
    ``TypeError`` when it is called without one, and ``CannotBeKept`` for a value that cannot be kept: one that no table takes
    (``check_can_be_kept``), or what somebody sent that is too long or too large for the column that it goes into.
    """
    return _command(function, own_savepoint=True)


def joining_command(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a command that, within another command, is part of it: what it raises ends that one too.

    Two trips to the database less than a command that may be caught; a caller that catches and goes on all the same finds
    its transaction broken.
    """
    return _command(function, own_savepoint=False)


def _command(function: Callable[P, R], *, own_savepoint: bool) -> Callable[P, R]:
    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        actor = _actor_in(function, kwargs)
        as_before = entered_actor.get() == actor
        savepoint = own_savepoint or not is_within_command()
        begins = not is_within_command()
        if begins:
            check_can_be_kept(kwargs)
        try:
            with _entered(actor, savepoint=savepoint), kept_to_end(as_before=as_before):
                if begins:
                    forget()  # a page may have read long before
                try:
                    return function(*args, **kwargs)
                finally:
                    if begins:
                        forget()
        except DataError as no:
            if not begins or actor.is_system:
                raise  # of the platform's own work it is a fault in the program
            _log.warning("%s: a value cannot be kept: %s", function.__qualname__, kind_of(no))
            raise CannotBeKept(OUT_OF_REACH) from no

    return run


def query(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a query: it reads as its ``actor``.

    Called as the actor entered already it runs without a savepoint: reading leaves nothing to roll back, and a
    savepoint would cost two more trips to the database.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        actor = _actor_in(function, kwargs)
        if entered_actor.get() == actor:
            return function(*args, **kwargs)
        with entered(actor):
            return function(*args, **kwargs)

    return run


def _actor_in(function: Callable[..., object], kwargs: Mapping[str, object]) -> Actor:
    actor = kwargs.get("actor")
    if not isinstance(actor, Actor):
        raise TypeError(f"{function.__name__} needs actor=")
    return actor
