"""Read an event log from CSV, whatever the country of the spreadsheet it came from.

How the file is opened is told in ``formats.delimited``. A row that cannot be used becomes a finding with its line
number; the rows after it are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import BinaryIO

from bodemplaat.formats.delimited import UnreadableCsv, open_csv
from bodemplaat.formats.eventlog.source import UnreadableLog
from bodemplaat.formats.eventlog.timestamps import LocalTime, TimestampReader
from bodemplaat.formats.eventlog.values import LogEvent
from bodemplaat.kernel import Finding, Severity, say


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """Which column is what, by its name in the header row (upper and lower case are the same).

    ``zone`` is for times without an offset; ``layout`` a ``strptime`` pattern where the times are neither ISO 8601
    nor day-first. ``delimiter`` and ``encoding`` are recognised when left empty: UTF-8 (with or without byte
    order mark), else Windows-1252. Columns not named here are kept in ``LogEvent.attributes``.
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


def read_csv(source: BinaryIO, mapping: CsvMapping, *, max_bytes: int) -> Iterator[LogEvent | Finding]:
    """The events in the order of the rows, and a finding (place ``line 12``) for each row that cannot be used.

    A time in the hour that daylight saving skips or repeats is used, followed by a warning; so is a row with a
    quotation mark that is not closed. Raises ``UnreadableLog`` for an empty file, a mapped column that is not there,
    UTF-16, a line longer than 1 MiB or more than ``max_bytes``.
    """
    try:
        file = open_csv(source, max_bytes=max_bytes, delimiter=mapping.delimiter, encoding=mapping.encoding)
        columns = _Columns.of(mapping, list(file.head), file.delimiter, file.head_line)
        clock = TimestampReader(mapping.zone, mapping.layout)
        for found in file.rows(lambda cells: columns.looks_like_a_row(cells, clock)):
            if isinstance(found, Finding):
                yield _of_log(found)
            else:
                yield from columns.read(found[1], found[0], clock)
    except UnreadableCsv as error:
        raise UnreadableLog(_of_log(error.finding)) from None


def _of_log(found: Finding) -> Finding:
    return Finding(f"log.{found.code}", found.place, found.text, found.values, found.severity)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Positions of the mapped columns, and the names of the rest."""

    case: int
    activity: int
    at: int
    role: int | None
    resource: int | None
    others: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, mapping: CsvMapping, header: list[str], delimiter: str, line: int) -> "_Columns":
        positions = {name.casefold(): i for i, name in reversed(list(enumerate(header)))}
        asked = {
            field: getattr(mapping, field)
            for field in ("case", "activity", "at", "role", "resource")
            if getattr(mapping, field)
        }
        missing = [name for name in asked.values() if name.casefold() not in positions]
        if missing:
            raise UnreadableLog(
                Finding(
                    "log.no_column",
                    f"line {line}",
                    say(
                        "There is no column {missing}. Columns found (separated by “{delimiter}”): {found}. "
                        "Name the columns as the first line does."
                    ),
                    {
                        "missing": ", ".join(missing),
                        "found": ", ".join(header)[:500],
                        "delimiter": delimiter.replace("\t", "tab"),
                    },
                )
            )
        found = {field: positions[name.casefold()] for field, name in asked.items()}
        used = set(found.values())
        return cls(
            found["case"],
            found["activity"],
            found["at"],
            found.get("role"),
            found.get("resource"),
            tuple((i, name) for i, name in enumerate(header) if i not in used and name),
        )

    def looks_like_a_row(self, cells: list[str], clock: TimestampReader) -> bool:
        """Whether a line inside a longer text has what only a row has: a case, what happened, and a time."""
        if len(cells) <= max(self.case, self.activity, self.at):
            return False
        try:
            clock.read(cells[self.at])
        except ValueError:
            return False
        return bool(cells[self.case].strip() and cells[self.activity].strip())

    def read(self, row: list[str], line: int, clock: TimestampReader) -> Iterator[LogEvent | Finding]:
        needed = max(self.case, self.activity, self.at)
        if len(row) <= needed:
            text = say("The row has {count} columns; at least {needed} are needed.")
            yield _unusable("log.short_row", line, text, count=len(row), needed=needed + 1)
            return
        if "\ufffd" in "".join(row):
            text = say("The row has characters that cannot be read. Export the file as UTF-8.")
            yield _unusable("log.bad_characters", line, text)
            return
        case, activity, written = row[self.case].strip(), row[self.activity].strip(), row[self.at].strip()
        if not case:
            yield _unusable("log.no_case", line, say("The row does not say which case it belongs to."))
            return
        if not activity:
            yield _unusable("log.no_activity", line, say("The row does not say what happened."))
            return
        try:
            at, special = clock.read(written)
        except ValueError:
            text = say("“{value}” is not a time that can be read.")
            yield _unusable("log.bad_time", line, text, value=written[:80])
            return
        width = len(row)
        yield LogEvent(
            case,
            activity,
            at,
            row[self.role].strip() if self.role is not None and self.role < width else "",
            row[self.resource].strip() if self.resource is not None and self.resource < width else "",
            {name: row[i] for i, name in self.others if i < width and row[i]},
        )
        if special is not LocalTime.PLAIN:
            yield _unusable(f"log.time_{special.name.lower()}", line, special.value)


def _unusable(code: str, line: int, text: str, **values: object) -> Finding:
    return Finding(code, f"line {line}", text, values, Severity.WARNING)
