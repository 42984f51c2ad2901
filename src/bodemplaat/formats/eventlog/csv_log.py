"""Read an event log from rows: CSV, whatever the country of the spreadsheet it came from, or the sheet itself.

How a CSV file is opened is told in ``formats.delimited``. A row that cannot be used becomes a finding with its line
number; the rows after it are read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import BinaryIO

from bodemplaat.formats.delimited import UnreadableCsv, open_csv
from bodemplaat.formats.eventlog.source import CaseNames, MonthFirst, UnreadableLog, decided
from bodemplaat.formats.eventlog.timestamps import DateOrder, LocalTime, TimestampReader, why_unread
from bodemplaat.formats.eventlog.values import LIFECYCLE, Cell, LogEvent, NoValue
from bodemplaat.kernel import Finding, Severity, say

HEAD_WITHIN = 20
"""The line of column names stands within so many rows of a sheet."""

Typed = Mapping[int, datetime | date]
"""Cells of one row that are moments or days themselves rather than text, by position."""


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """Which column is what, by its name in the header row (upper and lower case are the same).

    ``zone`` is for times without an offset; ``layout`` a ``strptime`` pattern where the times are neither ISO 8601
    nor dates in numbers. Whether those have day or month first is ``month_first``; ``None`` leaves it to the dates
    themselves: day first, and ``MonthFirst`` is raised when they say otherwise. ``delimiter`` and ``encoding`` are
    recognised when left empty: UTF-8 (with or without byte order mark), else Windows-1252.

    ``moments`` is for a log with one row per case: each of these columns that is filled in is an event, which is
    called as the column is; ``activity`` and ``at`` are not looked at then, and without ``case`` each row is called
    after its line. ``keep`` names the columns wanted in ``LogEvent.attributes``; ``None`` keeps those not named here.
    """

    case: str
    activity: str
    at: str
    zone: tzinfo
    role: str = ""
    resource: str = ""
    layout: str = ""
    delimiter: str = ""
    encoding: str = ""
    month_first: bool | None = None
    moments: tuple[str, ...] = ()
    keep: frozenset[str] | None = None


def read_csv(source: BinaryIO, mapping: CsvMapping, *, max_bytes: int) -> Iterator[LogEvent | Finding]:
    """The events in the order of the rows, and a finding (place ``line 12``) for each row that cannot be used.

    A time in the hour that daylight saving skips or repeats is used, followed by a warning; so is a row with a
    quotation mark that is not closed. Raises ``UnreadableLog`` for an empty file, a mapped column that is not there
    or stands twice, UTF-16, a line longer than 1 MiB, more than ``max_bytes`` or dates that contradict each other,
    and ``MonthFirst``, at the latest at the end, when what was given so far has day and month changed about.
    """
    try:
        file = open_csv(source, max_bytes=max_bytes, delimiter=mapping.delimiter, encoding=mapping.encoding)
        reader = _Reader(mapping, file.head, f"line {file.head_line}", file.delimiter)
        for row in file.rows(reader.looks_like_a_row):
            if isinstance(row, Finding):
                yield _of_log(row)
            else:
                yield from reader.read(row[1], row[0])
    except UnreadableCsv as error:
        raise UnreadableLog(_of_log(error.finding)) from None
    yield from decided(reader.order, mapping.month_first)


def read_sheet(rows: Iterable[Sequence[Cell]], mapping: CsvMapping) -> Iterator[LogEvent | Finding]:
    """As ``read_csv``, from the rows of a sheet, the first of which is line 1.

    A cell may be a moment or a day itself; then it is read as such whatever ``layout`` says. One without a value is
    told by sheet and cell where its column is used. The column names stand in the first row, of the first twenty, that
    has all of them; else in the first that is not empty.
    """
    reader: _Reader | None = None
    early: list[tuple[int, Sequence[Cell]]] = []
    for line, row in enumerate(rows, 1):
        if reader is not None:
            yield from _read_cells(reader, row, line)
            continue
        if any(row):
            early.append((line, row))
            reader = _head_of(row, line, mapping)
        if reader is None and line >= HEAD_WITHIN:
            break
    if reader is None:
        if not early:
            raise UnreadableLog(Finding("log.empty", "", say("The file is empty. Choose the file again.")))
        line, row = early[0]
        _Reader(mapping, [str(cell) for cell in row], f"line {line}", "")
        return
    yield from decided(reader.order, mapping.month_first)


def has_columns(rows: Sequence[Sequence[Cell]], mapping: CsvMapping) -> bool:
    """Whether one of the first twenty rows of a sheet has all the columns that the mapping names."""
    return any(
        any(row) and _head_of(row, line, mapping) is not None
        for line, row in enumerate(rows[:HEAD_WITHIN], 1)
    )


def _head_of(row: Sequence[object], line: int, mapping: CsvMapping) -> "_Reader | None":
    try:
        return _Reader(mapping, [str(cell) for cell in row], f"line {line}", "")
    except UnreadableLog as problem:
        if problem.finding.code == "log.no_column":
            return None
        raise


def _read_cells(reader: "_Reader", row: Sequence[Cell], line: int) -> Iterator[LogEvent | Finding]:
    typed = {place: cell for place, cell in enumerate(row) if isinstance(cell, date)}
    empty = {place: cell for place, cell in enumerate(row) if isinstance(cell, NoValue)}
    if any(row):
        yield from reader.read([_as_text(cell) for cell in row], line, typed, empty)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, NoValue):
        return ""
    return cell if isinstance(cell, str) else cell.isoformat(*(" ",) if isinstance(cell, datetime) else ())


def _of_log(finding: Finding) -> Finding:
    return Finding(f"log.{finding.code}", finding.place, finding.text, finding.values, finding.severity)


class _Reader:
    """Turns the cells of a row into events, by the positions of the mapped columns."""

    def __init__(self, mapping: CsvMapping, head: Sequence[str], place: str, delimiter: str) -> None:
        names = [" ".join(name.split()) for name in head]
        self.mapping, self.wide = mapping, bool(mapping.moments)
        folded = [name.casefold() for name in names]
        fields = ("case", "role", "resource") if self.wide else ("case", "activity", "at", "role", "resource")
        titles = {name: getattr(mapping, name) for name in fields if getattr(mapping, name)}
        _all_there_once([*titles.values(), *mapping.moments], names, folded, place, delimiter)
        columns = {name: folded.index(title.casefold()) for name, title in titles.items()}
        self.case, self.activity, self.at = (
            columns.get("case"),
            columns.get("activity", -1),
            columns.get("at", -1),
        )
        self.role, self.resource = columns.get("role"), columns.get("resource")
        self.moments = [(folded.index(title.casefold()), title) for title in mapping.moments]
        times = [at for at, _ in self.moments] if self.wide else [self.activity, self.at]
        self.needed = max(self.case if self.case is not None else -1, *(times if not self.wide else [-1]))
        self.others = self._others(names, folded, {*columns.values(), *times})
        self.indispensable = frozenset(times if self.case is None else [self.case, *times])
        """Where a cell without a value costs an event."""
        self.used = self.indispensable | {*columns.values(), *(place for place, _ in self.others)}
        self.order = DateOrder()
        self.clock = TimestampReader(mapping.zone, mapping.layout, bool(mapping.month_first), self.order)
        self.quiet = TimestampReader(mapping.zone, mapping.layout, bool(mapping.month_first))
        self.typed_clock = TimestampReader(mapping.zone)
        self.names = CaseNames()

    def _others(self, names: list[str], folded: list[str], used: set[int]) -> tuple[tuple[int, str], ...]:
        keep = self.mapping.keep
        if keep is None:
            return tuple(
                (i, LIFECYCLE if folded[i] == LIFECYCLE else name)
                for i, name in enumerate(names)
                if i not in used and name
            )
        positions = {name: place for place, name in reversed(list(enumerate(folded)))}
        wanted = {LIFECYCLE, *keep}
        return tuple((positions[n.casefold()], n) for n in sorted(wanted) if n.casefold() in positions)

    def looks_like_a_row(self, cells: list[str]) -> bool:
        """Whether a line inside a longer text has what only a row has: a case, what happened, and a time."""
        if len(cells) <= self.needed or (self.case is not None and not cells[self.case].strip()):
            return False
        if self.wide:
            return any(self._is_time(cells[at]) for at, _ in self.moments if at < len(cells))
        return bool(cells[self.activity].strip()) and self._is_time(cells[self.at])

    def _is_time(self, text: str) -> bool:
        try:
            self.quiet.read(text)
        except ValueError:
            return False
        return True

    def read(
        self,
        row: list[str],
        line: int,
        typed: Typed | None = None,
        empty: Mapping[int, NoValue] | None = None,
    ) -> Iterator[LogEvent | Finding]:
        """The events of one row, or why there are none. ``empty``: the cells without a value, by position."""
        if empty:
            yield from (
                _told(cell, is_needed=at in self.indispensable)
                for at, cell in empty.items()
                if at in self.used
            )
            if not self.indispensable.isdisjoint(empty) and not (self.wide and self.case not in empty):
                return
        if len(row) <= self.needed:
            text = say(
                "The row has {count} {count:column|columns}; at least {needed} {needed:is|are} needed."
            )
            yield _unusable("log.short_row", line, text, count=len(row), needed=self.needed + 1)
            return
        if "\ufffd" in "".join(row):
            text = say("The row has characters that cannot be read. Export the file as UTF-8.")
            yield _unusable("log.bad_characters", line, text)
            return
        case = row[self.case].strip() if self.case is not None else f"#{line}"
        if not case:
            yield _unusable("log.no_case", line, say("The row does not say which case it belongs to."))
            return
        if self.wide:
            yield from self._moments(case, row, line, typed, empty or ())
            return
        activity = row[self.activity].strip()
        if not activity:
            yield _unusable("log.no_activity", line, say("The row does not say what happened."))
            return
        yield from self._event(case, activity, self.at, row, line, typed)

    def _moments(
        self, name: str, row: list[str], line: int, typed: Typed | None, empty: Iterable[int]
    ) -> Iterator[LogEvent | Finding]:
        """One row for a whole case: an event for each of the columns with a moment that is filled in."""
        case = self.names.own(name)
        if case != name:
            text = say("Another case is called {case} too: this one is kept apart from it, as “{own}”.")
            yield _unusable("log.same_name", line, text, case=name, own=case)
        filled = [(at, title) for at, title in self.moments if at < len(row) and row[at].strip()]
        for at, title in filled:
            yield from self._event(case, title, at, row, line, typed)
        if not filled and not any(empty_at in self.indispensable for empty_at in empty):
            text = say("The row of case {case} has no moment in any of the columns named.")
            yield _unusable("log.no_time", line, text, case=name)

    def _event(
        self, case: str, activity: str, column: int, row: list[str], line: int, typed: Typed | None
    ) -> Iterator[LogEvent | Finding]:
        written = row[column]
        self.order.at = line
        try:
            clock = self.typed_clock if typed and column in typed else self.clock
            at, special = clock.read(written)
        except ValueError:
            if self.mapping.month_first is None and self.order.is_plainly_month_first:
                raise MonthFirst(self.order.month_first_refused()) from None
            code, text = why_unread(written)
            yield _unusable(code, line, text, value=written.strip()[:80])
            return
        width, role, resource = len(row), self.role, self.resource
        yield LogEvent(
            case,
            activity,
            at,
            row[role].strip() if role is not None and role < width else "",
            row[resource].strip() if resource is not None and resource < width else "",
            {name: row[i] for i, name in self.others if i < width and row[i]},
            line,
        )
        if special is not LocalTime.PLAIN:
            yield _unusable(f"log.time_{special.name.lower()}", line, special.value)


def _told(cell: NoValue, *, is_needed: bool) -> Finding:
    values = {"value": cell.said}
    if not is_needed:
        text = (
            say("This cell holds the error {value}: its row counts without it.")
            if cell.is_error
            else say("This cell holds the formula {value} without a result: its row counts without it.")
        )
        code = "log.left_out"
    elif cell.is_error:
        code, text = (
            "log.error_cell",
            say("This cell holds the error {value}: mend its formula or fill in what belongs there."),
        )
    else:
        code = "log.no_result"
        text = say(
            "This cell holds the formula {value} without a result: open the workbook in a spreadsheet program, save it, and try again."
        )
    return Finding(code, f"{cell.sheet}!{cell.cell}", text, values, Severity.WARNING)


def _all_there_once(
    titles: Sequence[str], names: Sequence[str], folded: Sequence[str], place: str, delimiter: str
) -> None:
    missing = [name for name in titles if name.casefold() not in folded]
    if missing:
        text = (
            say(
                "There is no column {missing}. Columns found (separated by “{delimiter}”): {found}. "
                "Name the columns as the first line does."
            )
            if delimiter
            else say(
                "There is no column {missing}. Columns found: {found}. Name the columns as the sheet does."
            )
        )
        values = {
            "missing": ", ".join(missing),
            "found": ", ".join(name for name in names if name)[:500],
            "delimiter": delimiter.replace("\t", "tab"),
        }
        raise UnreadableLog(Finding("log.no_column", place, text, values))
    twice = [name for name in titles if folded.count(name.casefold()) > 1]
    if twice:
        text = say("The column {twice} stands in the file twice: give one of them another name.")
        raise UnreadableLog(Finding("log.column_twice", place, text, {"twice": ", ".join(twice)}))


def _unusable(code: str, line: int, text: str, **values: object) -> Finding:
    return Finding(code, f"line {line}", text, values, Severity.WARNING)
