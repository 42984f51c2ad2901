"""One way to open CSV from outside, whatever the country and the machine it comes from.

Recognised: the delimiter (from Excel's own line ``sep=;``, else from the line of column names), the character set, a
byte order mark, and line ends of all three kinds (LF, CR LF, and the bare CR of old Macs).

A quotation mark that is opened and never closed makes a CSV reader take the rows after it for one long text, without a
word. Here a text of several lines is believed only when its quotation mark is closed where a text may end and no line
inside it looks like a row; else each of its lines is read as a row of its own, and a finding names the line.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from bodemplaat.kernel import Finding, Severity, say

__all__ = ["CsvFile", "CsvRow", "UnreadableCsv", "open_csv"]

_DELIMITERS = ";,\t|"
_LONGEST_LINE = 1 << 20
_CHUNK = 1 << 16
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SEP_LINE = re.compile(r'"?sep=(.)"?[\s;,|]*$', re.IGNORECASE)

CsvRow = tuple[int, list[str]]
"""The line on which a row begins, counted from 1, and its cells as written."""


class UnreadableCsv(ValueError):
    """The bytes are not a table. ``finding`` says why, where (``line 12``) and what to do; its code has no prefix."""

    def __init__(self, code: str, place: str, text: str, **values: object) -> None:
        self.finding = Finding(code, place, text, values)
        super().__init__(self.finding.render())


@dataclass(frozen=True, slots=True)
class CsvFile:
    """An opened file: the names in its head (white space around them left out) and the line they stand on."""

    head: tuple[str, ...]
    head_line: int
    delimiter: str
    _lines: "_Lines"

    def rows(self, is_row: Callable[[list[str]], bool] | None = None) -> Iterator[CsvRow | Finding]:
        """The rows under the head, to be asked once; empty lines are left out.

        ``is_row`` says whether cells look like a row rather than a line of a longer text; without it anything does
        that has as many cells as the head has names. A row that cannot be read becomes a finding ``bad_row``; one
        whose quotation mark is not closed is given as it stands after a finding ``open_quote``, both with place
        ``line 12``. Raises ``UnreadableCsv`` for more bytes than were allowed.
        """
        lines, width = self._lines, len(self.head)
        looks = is_row or (lambda cells: len(cells) == width)
        read = csv.reader(lines, delimiter=self.delimiter)
        recent = lines.recent
        while True:
            recent.clear()
            lines.ended = False
            first = lines.number + 1
            try:
                row = next(read)
            except StopIteration:
                return
            except csv.Error as error:
                if len(recent) < 2:
                    text = say("The row cannot be read: {reason}.")
                    yield _about("bad_row", first, text, reason=str(error))
                    continue
                row = []
            if lines.ended or (len(recent) > 1 and not self._is_closed(recent, looks)):
                alone = self._alone(recent[0], width)
                lines.unread(1)
                yield self._open_quote(first, alone)
                if alone is not None:
                    yield first, alone
            elif any(row):
                yield first, row

    def _is_closed(self, recent: Sequence[str], looks: Callable[[list[str]], bool]) -> bool:
        """Whether a row of several lines is one: closed in order, and nothing in it that is a row itself."""
        try:
            whole = list(csv.reader(recent, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return False
        return len(whole) == 1 and not any(
            looks(next(csv.reader([line], delimiter=self.delimiter), [])) for line in recent[1:]
        )

    def _alone(self, line: str, width: int) -> list[str] | None:
        """The cells of a line with an open quotation mark, when they are as many as the head has names."""
        line = line.rstrip("\r\n")
        as_text = next(csv.reader([line], delimiter=self.delimiter), [])
        if len(as_text) == width:
            return as_text
        plain = [cell.strip('"') for cell in line.split(self.delimiter)]
        return plain if len(plain) == width else None

    def _open_quote(self, line: int, alone: list[str] | None) -> Finding:
        if alone is None:
            text = say(
                "A quotation mark is opened in this row and not closed, so its columns cannot be told apart: close or remove it."
            )
            return _about("bad_row", line, text)
        text = say(
            "A quotation mark is opened in this row and not closed. The row was read as it stands and the lines after it as rows of their own: close or remove it."
        )
        return _about("open_quote", line, text)


def open_csv(source: BinaryIO, *, max_bytes: int, delimiter: str = "", encoding: str = "") -> CsvFile:
    """Open a file and read its head. ``delimiter`` and ``encoding`` are recognised when left empty.

    The character set is UTF-8, and Windows-1252 from the first line on that is not. Raises ``UnreadableCsv`` with
    code ``empty``, ``utf16``, ``not_csv`` (a line of more than a million characters) or ``too_large``.
    """
    lines = _Lines(_text_lines(source, encoding, max_bytes))
    first = next(lines, None)
    if first is not None and (sep := _SEP_LINE.match(first.rstrip("\r\n"))):
        delimiter = delimiter or sep[1]
        first = next(lines, None)
    while first is not None and not first.strip():
        first = next(lines, None)
    if first is None:
        raise UnreadableCsv("empty", "", say("The file is empty. Choose the file again."))
    line = lines.number
    del lines.recent[:-1]
    lines.unread(0)
    delimiter = delimiter or _sniffed(first)
    try:
        head = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error:
        lines.unread(1)
        head = next(csv.reader([first], delimiter=delimiter), [])
    return CsvFile(tuple(" ".join(name.split()) for name in head), line, delimiter, lines)


class _Lines:
    """Lines as a CSV reader asks for them, which keeps the latest so that they can be read again."""

    def __init__(self, source: Iterator[str]) -> None:
        self.source = source
        self.number = 0
        """The line that was given last, counted from 1."""
        self.recent: list[str] = []
        self.ended = False
        """Whether a row, once begun, asked for a line after the last: a quotation mark in it is open."""
        self.waiting: deque[str] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.source, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.recent.append(line)
        return line

    def unread(self, keep: int) -> None:
        """Read the latest lines again, all but the first ``keep``."""
        back = self.recent[keep:]
        self.waiting.extendleft(reversed(back))
        self.number -= len(back)
        del self.recent[keep:]


def _sniffed(head: str) -> str:
    """The candidate that stands most often in the head outside quotes; the semicolon when none does."""
    outside = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _text_lines(source: BinaryIO, encoding: str, max_bytes: int) -> Iterator[str]:
    codec = encoding or "utf-8"
    for raw in _raw_lines(source, max_bytes):
        if not encoding and codec == "utf-8":
            try:
                yield raw.decode("utf-8")
                continue
            except UnicodeDecodeError:
                codec = "cp1252"
        yield raw.decode(codec, errors="replace")


def _raw_lines(source: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """Lines with their ends, of whichever of the three kinds."""
    read = number = 0
    rest = b""
    while chunk := source.read(_CHUNK):
        if not read:
            if chunk.startswith(_WIDE_MARKS):
                text = say("The file is written in UTF-16. Save it as CSV UTF-8 and try again.")
                raise UnreadableCsv("utf16", "line 1", text)
            chunk = chunk.removeprefix(b"\xef\xbb\xbf")
        read += len(chunk)
        lines = (rest + chunk).splitlines(keepends=True) or [b""]
        # The last line may go on in the next chunk, and so may a line end of two signs.
        rest = lines.pop() if not lines[-1].endswith(b"\n") else b""
        if len(rest) > _LONGEST_LINE:
            text = say("Line {line} is longer than a million characters: this is not a CSV file.")
            line = number + len(lines) + 1
            raise UnreadableCsv("not_csv", f"line {line}", text, line=line)
        if read > max_bytes:
            text = say("The file is larger than {limit} MB, the most that is read. Split it and try again.")
            raise UnreadableCsv(
                "too_large", f"line {number + len(lines)}", text, limit=f"{max_bytes / 1_000_000:.10g}"
            )
        number += len(lines)
        yield from lines
    if rest:
        yield rest


def _about(code: str, line: int, text: str, **values: object) -> Finding:
    return Finding(code, f"line {line}", text, values, Severity.WARNING)
