"""Moments as the database keeps them: written one by one within a command, and read as numbers where there are many."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import models

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class ClockTimestamp(models.Func):
    """The clock of the database as it runs on within a transaction, unlike ``now()``.

    It orders what was written within one moment: a command has one moment, and its rows are written one by one.
    """

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class Instant(models.Func):
    """A moment as whole microseconds since 1970, exact: Django reads a datetime of PostgreSQL in Python, a number it does not."""

    template = "(extract(epoch FROM %(expressions)s) * 1000000)::bigint"
    arity = 1
    output_field = models.BigIntegerField()


def moment_of(instant: int) -> datetime:
    """The moment of an ``Instant``, in universal time."""
    return _EPOCH + instant * _MICROSECOND
