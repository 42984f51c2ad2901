"""The entries of a log, whatever kind of file it is: XES, CSV, both also gzip, or a sheet of a workbook."""

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from bodemplaat.calculations.measure.question import COLUMNS, Question
from bodemplaat.formats.eventlog import (
    LIFECYCLE,
    CsvMapping,
    LogCase,
    LogEvent,
    UnreadableLog,
    has_columns,
    read_csv,
    read_sheet,
    read_xes,
    unpacked,
)
from bodemplaat.formats.eventlog.values import Cell
from bodemplaat.formats.eventlog.workbook import unpacked_sheets
from bodemplaat.foundation.guard.api import GuardedFailure, Limits, run_guarded
from bodemplaat.kernel import Finding, say

LARGEST = 4_000_000_000
LARGEST_WORKBOOK = 200_000_000
Rows = Sequence[Sequence[Cell]]
WORKBOOK = b"PK\x03\x04"
"""How XLSX and ODS begin."""
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""How XLS begins, and every workbook with a password."""
IN_A_CHILD = Limits(seconds=300, cpu_seconds=300, memory=4 << 30, answer=1 << 30)


def entries(
    file: BinaryIO, question: Question, month_first: bool | None
) -> Iterator[LogCase | LogEvent | Finding]:
    """The entries in the order of the log; which kind of file it is, is seen from how it begins.

    Raises ``UnreadableLog``, and ``MonthFirst`` when ``month_first`` was left open and the dates say so.
    """
    stream = unpacked(file)
    if not isinstance(stream, io.BufferedReader):
        raise TypeError("an unpacked log can be looked at before it is read")
    begin = stream.peek(64)[:64]
    if begin.startswith(OLD_WORKBOOK):
        text = say(
            "This is a workbook of the old kind (XLS), or one with a password: open it in a spreadsheet program and save "
            "it as XLSX without a password."
        )
        raise UnreadableLog(Finding("log.old_workbook", "", text))
    if begin.startswith(WORKBOOK):
        return _of_workbook(stream, question, month_first)
    if begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return read_xes(
            stream,
            max_bytes=LARGEST,
            zone=question.log_zone,
            layout=question.layout,
            month_first=month_first,
        )
    return read_csv(stream, mapping_of(question, month_first), max_bytes=LARGEST)


def mapping_of(question: Question, month_first: bool | None) -> CsvMapping:
    """Which column is what, as the question says."""
    moments = (question.received_column, *question.moment_columns, question.closed_column)
    return CsvMapping(
        case=question.case if question.names_case or not any(moments) else "",
        activity=question.activity,
        at=question.time,
        zone=question.log_zone,
        layout=question.layout,
        delimiter={"tab": "\t", "\\t": "\t"}.get(question.delimiter, question.delimiter),
        encoding=question.encoding,
        month_first=month_first,
        moments=tuple(dict.fromkeys(filter(None, moments))),
        keep=frozenset({LIFECYCLE, *(getattr(question, name) for name in COLUMNS)} - {""}),
    )


def _of_workbook(
    stream: BinaryIO, question: Question, month_first: bool | None
) -> Iterator[LogEvent | Finding]:
    content = stream.read(LARGEST_WORKBOOK + 1)
    if len(content) > LARGEST_WORKBOOK:
        text = say("The file is larger than {limit} MB, the most that is read. Split it and try again.")
        raise UnreadableLog(Finding("log.too_large", "", text, {"limit": str(LARGEST_WORKBOOK // 1_000_000)}))
    try:
        packed = run_guarded("bodemplaat.formats.eventlog.workbook:packed_sheets", content, limits=IN_A_CHILD)
    except GuardedFailure:
        text = say("This workbook cannot be read: save it as XLSX or as CSV UTF-8 and try again.")
        raise UnreadableLog(Finding("log.workbook", "", text)) from None
    rows = _chosen(list(unpacked_sheets(packed)), question, mapping_of(question, None))
    return read_sheet(rows, mapping_of(question, month_first))


def _chosen(sheets: Sequence[tuple[str, Rows]], question: Question, mapping: CsvMapping) -> Rows:
    """The sheet that was named, else the only one that has the columns, else the first that holds anything."""
    names = ", ".join(name for name, _ in sheets)
    if question.sheet:
        wanted = question.sheet.strip().casefold()
        fitting = [rows for name, rows in sheets if name.strip().casefold() == wanted]
        if not fitting:
            text = say("There is no sheet “{sheet}”. Sheets that can be seen: {names}.")
            raise UnreadableLog(Finding("log.no_sheet", "", text, {"sheet": question.sheet, "names": names}))
        return fitting[0]
    fit = [(name, rows) for name, rows in sheets if has_columns(rows, mapping)]
    if len(fit) > 1:
        text = say("More than one sheet has these columns: {names}. Name one of them as sheet.")
        shown = ", ".join(name for name, _ in fit)
        raise UnreadableLog(Finding("log.sheets", "", text, {"names": shown}))
    filled: list[Rows] = [rows for _, rows in sheets if any(any(row) for row in rows)]
    return fit[0][1] if fit else filled[0] if filled else []
