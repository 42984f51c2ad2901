"""Event logs: what happened to each case, when and by whom, as other systems export it.

``read_xes`` reads XES (IEEE 1849) case by case; ``read_csv`` reads rows with a column mapping, event by event,
``read_sheet`` the rows of a workbook, and ``cases`` gathers them. Files come as a binary stream (``unpacked`` opens
gzip); one case is kept in memory, and a ``Finding`` stands in the place of whatever cannot be used. What cannot be read
at all raises ``UnreadableLog``; ``MonthFirst`` asks to read once more.
"""

from bodemplaat.formats.eventlog.csv_log import CsvMapping, has_columns, read_csv, read_sheet
from bodemplaat.formats.eventlog.source import MonthFirst, UnreadableLog, unpacked
from bodemplaat.formats.eventlog.timestamps import DateOrder, LocalTime, TimestampReader
from bodemplaat.formats.eventlog.values import (
    COMPLETE,
    LIFECYCLE,
    LogCase,
    LogEvent,
    cases,
    in_order,
    runs_backwards,
)
from bodemplaat.formats.eventlog.xes import read_xes

__all__ = [
    "COMPLETE",
    "LIFECYCLE",
    "CsvMapping",
    "DateOrder",
    "LocalTime",
    "LogCase",
    "LogEvent",
    "MonthFirst",
    "TimestampReader",
    "UnreadableLog",
    "cases",
    "has_columns",
    "in_order",
    "read_csv",
    "read_sheet",
    "read_xes",
    "runs_backwards",
    "unpacked",
]
