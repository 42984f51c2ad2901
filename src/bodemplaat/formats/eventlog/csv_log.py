"""Read an event log from CSV, whatever the country of the spreadsheet it came from.

The delimiter and the character set are recognised unless given. A row that cannot be used becomes a finding
with its line number; the rows after it are read.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import BinaryIO

from bodemplaat.formats.eventlog.source import UnreadableLog
from bodemplaat.formats.eventlog.timestamps import LocalTime, TimestampReader
from bodemplaat.formats.eventlog.values import LogEvent
from bodemplaat.kernel import Finding, Severity, say

_DELIMITERS = ";,\t|"
_LONGEST_LINE = 1 << 20
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


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

    A time in the hour that daylight saving skips or repeats is used, followed by a warning. Raises
    ``UnreadableLog`` for an empty file, a mapped column that is not there, UTF-16, a line longer than 1 MiB or more
    than ``max_bytes``.
    """
    lines = _text_lines(source, mapping.encoding, max_bytes)
    try:
        first = next(lines)
    except StopIteration:
        raise UnreadableLog(
            Finding("log.empty", "", say("The file is empty. Choose the file again."))
        ) from None
    delimiter = mapping.delimiter or _sniffed(first)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    columns = _Columns.of(mapping, header, delimiter)
    clock = TimestampReader(mapping.zone, mapping.layout)
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        line = rows.line_num + 2
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _unusable("log.bad_row", line, say("The row cannot be read: {reason}."), reason=str(error))
            continue
        if any(row):
            yield from columns.read(row, line, clock)


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
    def of(cls, mapping: CsvMapping, header: list[str], delimiter: str) -> "_Columns":
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
                    "line 1",
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


def _sniffed(header: str) -> str:
    """The candidate that stands most often in the header row outside quotes; the semicolon when none does."""
    outside = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _text_lines(source: BinaryIO, encoding: str, max_bytes: int) -> Iterator[str]:
    """Lines as text. From the first line that is not UTF-8 on, the file is taken as Windows-1252."""
    codec, read, number = encoding or "utf-8", 0, 0
    while raw := source.readline(_LONGEST_LINE):
        number += 1
        read += len(raw)
        if number == 1:
            if raw.startswith(_WIDE_MARKS):
                text = say("The file is written in UTF-16. Save it as CSV UTF-8 and try again.")
                raise UnreadableLog(Finding("log.utf16", "line 1", text))
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if read > max_bytes:
            text = say("The file is larger than {limit} MB, the most that is read. Split it and try again.")
            raise UnreadableLog(
                Finding("log.too_large", f"line {number}", text, {"limit": f"{max_bytes / 1_000_000:.10g}"})
            )
        if len(raw) == _LONGEST_LINE and not raw.endswith(b"\n"):
            text = say("Line {line} is longer than a million characters: this is not a CSV file.")
            raise UnreadableLog(Finding("log.not_csv", f"line {number}", text, {"line": number}))
        if not encoding and codec == "utf-8":
            try:
                yield raw.decode("utf-8")
                continue
            except UnicodeDecodeError:
                codec = "cp1252"
        yield raw.decode(codec, errors="replace")


def _unusable(code: str, line: int, text: str, **values: object) -> Finding:
    return Finding(code, f"line {line}", text, values, Severity.WARNING)
