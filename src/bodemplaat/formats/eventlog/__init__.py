"""Event logs: what happened to each case, when and by whom, as other systems export it.

``read_xes`` reads XES (IEEE 1849) case by case; ``read_csv`` reads rows with a column mapping, event by event, and
``cases`` gathers them. Both take a binary stream (``unpacked`` opens gzip), keep one case in memory, and give a
``Finding`` in the place of whatever cannot be used. What cannot be read at all raises ``UnreadableLog``.
"""

from bodemplaat.formats.eventlog.csv_log import CsvMapping, read_csv
from bodemplaat.formats.eventlog.source import UnreadableLog, unpacked
from bodemplaat.formats.eventlog.timestamps import LocalTime, TimestampReader
from bodemplaat.formats.eventlog.values import LogCase, LogEvent, cases
from bodemplaat.formats.eventlog.xes import read_xes

__all__ = [
    "CsvMapping",
    "LocalTime",
    "LogCase",
    "LogEvent",
    "TimestampReader",
    "UnreadableLog",
    "cases",
    "read_csv",
    "read_xes",
    "unpacked",
]
