"""The order of what was written within one moment: a command has one moment, and its rows are written one by one."""

from django.db import models


class ClockTimestamp(models.Func):
    """The clock of the database as it runs on within a transaction, unlike ``now()``."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()
