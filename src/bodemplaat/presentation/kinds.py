"""What a value is, which decides how it is shown and, in a workbook, how it may be entered."""

from enum import Enum


class Kind(Enum):
    """What stands in a cell, a field or a figure."""

    TEXT = "text"
    AMOUNT = "amount"
    NUMBER = "number"
    COUNT = "count"
    RATIO = "ratio"
    DAY = "day"
    MOMENT = "moment"
    """A day and a time on the wall clock, to the minute; in a workbook only."""
    YEAR = "year"
    """A calendar year: digits without a sign for thousands."""
