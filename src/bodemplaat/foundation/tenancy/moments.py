"""Moments as the database keeps them: written one by one within a command, and read as numbers where there are many."""

from django.db import models


class ClockTimestamp(models.Func):
    """The clock of the database as it runs on within a transaction, unlike ``now()``.

    It orders what was written within one moment: a command has one moment, and its rows are written one by one.
    """

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class Instant(models.Func):
    """A moment as the instant that ``kernel.moment_of`` reads: Django reads a datetime of PostgreSQL in Python, a number it does not."""

    template = "(extract(epoch FROM %(expressions)s) * 1000000)::bigint"
    arity = 1
    output_field = models.BigIntegerField()
