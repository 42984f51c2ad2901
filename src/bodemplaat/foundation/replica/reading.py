"""Reading elsewhere: reports and exports come from a replica of the database, where one is named and in order.

Within ``on_replica`` the connection of this thread is one to the replica, so both locks, the actor's key and every query
are there what they are at home. The replica is asked only while it is one, of this very database, and has what the
database had when it was asked, or lags less than a limit; it is read in one snapshot. Whatever goes wrong there is read
again at home, so it can make a page slower and never wrong. What a reading notes (that somebody took a list along) is
written at home when it has been read. Docs: docs/adr/0118-reports-from-a-replica.md.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections

R = TypeVar("R")

REPLICA: Final = "reports"
SECONDS_TO_CATCH_UP: Final = 0.5
"""So long a reading waits for the replica to have what the database has: one that is well does within milliseconds."""
LOOK: Final = 0.02
SECONDS_LEFT_ALONE: Final = 10.0
"""After trouble the replica is not asked for so long; then the next reading tries again."""

_log = logging.getLogger(__name__)
_left_alone_until = 0.0

_HOW_FAR = "SELECT pg_current_wal_flush_lsn()::text, clock_timestamp(), (SELECT system_identifier FROM pg_control_system())"
_HAS_IT = """
    SELECT pg_is_in_recovery(),
           coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false),
           pg_last_xact_replay_timestamp(),
           (SELECT system_identifier FROM pg_control_system())
"""


class _NotInOrder(Exception):
    """Why the replica is not read from."""


@dataclass(slots=True)
class _Reading:
    """What is being read on the replica: as of when, the connection at home, and what is to be done there afterwards."""

    moment: datetime
    home: Any
    acts: list[Callable[[], object]] = field(default_factory=list)


_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)


def on_replica(read: Callable[[], R], *, in_step: bool = False) -> R:
    """What ``read`` answers, read on the replica where there is one in order and at home otherwise.

    Within a transaction, or within another such reading, it is read where that is. ``in_step`` takes no replica that lags
    at all: for the rest of what was begun elsewhere. Raises what ``read`` raises at home.
    """
    if REPLICA not in connections.settings or connection.in_atomic_block or _reading.get() is not None:
        return read()
    moment = _moment(in_step=in_step)
    if moment is None:
        return read()
    reading = _Reading(moment, connections[DEFAULT_DB_ALIAS])
    token = _reading.set(reading)
    try:
        with _turned_to(connections[REPLICA]):
            answers = [read()]
    except Exception as no:  # what is not there yet is looked for at home, too, before anybody is told
        answers = []
        if isinstance(no, Error):
            _leave_alone(type(no).__name__)
    finally:
        _reading.reset(token)
    if not answers:
        return read()
    for act in reading.acts:
        act()
    return answers[0]


@contextmanager
def at_home() -> Iterator[None]:
    """Within a reading on the replica: what is no part of it, such as a cache, with the database itself."""
    reading = _reading.get()
    with nullcontext() if reading is None else _turned_to(reading.home):
        yield


def read_as_of() -> datetime | None:
    """As of which moment the replica is being read: it has everything that was done before; ``None`` at home."""
    reading = _reading.get()
    return None if reading is None else reading.moment


def left_to_home(act: Callable[[], object]) -> bool:
    """Keep an act for when the reading on the replica is over; ``False`` where nothing is read there: do it now."""
    reading = _reading.get()
    if reading is None:
        return False
    reading.acts.append(act)
    return True


@contextmanager
def _turned_to(other: Any) -> Iterator[None]:
    """Let everything that asks for the connection of this thread get another, and give the first back after."""
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before


def _moment(*, in_step: bool) -> datetime | None:
    """As of when the replica can be read now; ``None`` when it is not to be."""
    if time.monotonic() < _left_alone_until:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_HOW_FAR)
        position, now, database = cursor.fetchone()
    try:
        moment = _reached(position, now, database)
    except _NotInOrder as no:
        _leave_alone(str(no))
    except Error as no:
        _leave_alone(type(no).__name__)
    else:
        return None if in_step and moment != now else moment
    return None


def _reached(position: str, now: datetime, database: int) -> datetime:
    replica = connections[REPLICA]
    replica.close_if_unusable_or_obsolete()
    last = time.monotonic() + SECONDS_TO_CATCH_UP
    while True:
        is_replica, has_it, replayed, its_database = _asked(replica, position)
        if not is_replica:
            raise _NotInOrder("it is no replica (any more)")
        if its_database != database:
            raise _NotInOrder("it is of another database")
        if has_it:
            return now
        if time.monotonic() > last:
            break
        time.sleep(LOOK)
    limit = timedelta(seconds=settings.REPORTS_LAG)
    if replayed is None or now - replayed > limit:
        raise _NotInOrder(f"it lags more than {limit}")
    behind: datetime = replayed
    return behind


def _asked(replica: Any, position: str) -> tuple[Any, ...]:
    """How far the replica is; one that was started again is asked once more over a new connection."""
    for is_last in (False, True):
        try:
            with replica.cursor() as cursor:
                cursor.execute(_HAS_IT, [position])
                return tuple(cursor.fetchone())
        except Error:
            replica.close()
            if is_last:
                raise
    raise AssertionError("the last time answers or raises")


def _leave_alone(why: str) -> None:
    global _left_alone_until  # noqa: PLW0603  # of the whole process: no thread waits for it again
    _left_alone_until = time.monotonic() + SECONDS_LEFT_ALONE
    connections[REPLICA].close()
    _log.warning(
        "reports are read from the database itself for %d seconds: the replica: %s", SECONDS_LEFT_ALONE, why
    )
