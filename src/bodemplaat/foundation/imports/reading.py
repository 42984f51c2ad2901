"""From the bytes of a CSV file or a workbook to lines, with every mistake in a cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from io import BytesIO
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, override

from bodemplaat.formats.delimited import UnreadableCsv, open_csv
from bodemplaat.formats.sepa import is_sepa_iban
from bodemplaat.formats.workbook import Kind as CellKind
from bodemplaat.formats.workbook import (
    NotAWorkbook,
    Sheet,
    TooLarge,
    answer_request,
    read_answer,
    written_request,
)
from bodemplaat.foundation.guard.api import GuardedFailure, Limits, run_guarded
from bodemplaat.foundation.imports.declared import ImportColumn, ImportedList, Kind, Line, Mistake, Value
from bodemplaat.kernel import Finding, Said, bare_iban, say
from bodemplaat.kernel.written import read_day

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_LINES: Final = 50_000
LIMITS: Final = Limits(seconds=60, cpu_seconds=40, memory=1_500_000_000, answer=200_000_000)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_BAD = {CellKind.ERROR, CellKind.NO_RESULT, CellKind.OTHER_MONEY}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The lines of a file, the titles of columns that were not read, and the mistakes in its cells."""

    lines: Sequence[Line]
    unread: Sequence[str]
    mistakes: Sequence[Mistake]


@dataclass(frozen=True, slots=True)
class Table:
    """One table in a file: the name of its sheet (empty for CSV), the line of its titles, the titles, the rows under them."""

    name: str
    head_line: int
    head: Sequence[str]
    rows: Sequence["tuple[int, list[_Cell] | Mistake]"]


class Unreadable(Exception):
    """The file as a whole cannot be read; ``mistake`` says why and what to do."""

    def __init__(self, said: Said, line: int = 0) -> None:
        self.mistake = Mistake(line, "", said)
        super().__init__(str(said))


def read_file(a_list: ImportedList, name: str, content: bytes) -> ReadFile:
    """Read a file by the columns of a list. Whatever is wrong with it as a whole is a mistake on line 0."""
    try:
        return read_table(a_list, table_of(a_list, open_file(name, content)))
    except Unreadable as problem:
        return ReadFile((), (), (problem.mistake,))


def open_file(name: str, content: bytes) -> Sequence[Table]:
    """The tables in a file: one in CSV, of a workbook every sheet with something in it. Raises ``Unreadable``."""
    if len(content) > MOST_BYTES:
        text = say("This file is larger than {most} MB. Remove what does not belong to the list.")
        raise Unreadable(text.using(most=MOST_BYTES // 1024 // 1024))
    if content.startswith(b"PK\x03\x04") or name.lower().endswith((".xlsx", ".ods")):
        return [_sheet_table(sheet) for sheet in _sheets(content)]
    return [_csv_table(content)]


def read_table(a_list: ImportedList, table: Table) -> ReadFile:
    """Read a table by the columns of a list."""
    head_line, head, rows = table.head_line, table.head, table.rows
    mistakes: list[Mistake] = []
    places, unread = _places(a_list, head_line, head, mistakes)
    if mistakes:
        return ReadFile((), unread, mistakes)
    lines = []
    for number, cells in rows:
        if isinstance(cells, Mistake):
            mistakes.append(cells)
        elif any(text for _, text in cells):
            lines.append(_line(a_list, number, cells, places, mistakes))
    if len(lines) > MOST_LINES:
        text = say("This file has {length} lines; at most {most} are read at once. Split it.")
        return ReadFile((), unread, [Mistake(0, "", text.using(length=len(lines), most=MOST_LINES))])
    if not lines and not mistakes:
        mistakes.append(
            Mistake(0, "", say("There is no line under the titles. Fill the list in and try again."))
        )
    return ReadFile(lines, unread, mistakes)


_Cell = tuple[CellKind, str]
_Rows = Iterator[tuple[int, list[_Cell] | Mistake]]


def _csv_table(content: bytes) -> Table:
    try:
        file = open_csv(BytesIO(content), max_bytes=MOST_BYTES)
    except UnreadableCsv as problem:
        raise Unreadable(problem.finding.said) from None

    def rows() -> _Rows:
        for row in file.rows():
            if isinstance(row, Finding):
                number = int(row.place.removeprefix("line ") or 0)
                yield number, Mistake(number, "", row.said)
            else:
                yield row[0], [(CellKind.TEXT, text.strip()) for text in row[1]]

    return Table("", file.head_line, list(file.head), list(rows()))


def _sheets(content: bytes) -> Sequence[Sheet]:
    try:
        _, sheets = read_answer(run_guarded(answer_request, written_request(content), limits=LIMITS))
    except (NotAWorkbook, GuardedFailure):
        raise Unreadable(
            say("This is not a workbook that can be read: save it as XLSX or as CSV and try again.")
        ) from None
    except TooLarge:
        raise Unreadable(
            say("This workbook is far larger than a list needs: remove what lies outside it.")
        ) from None
    filled = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
    if not filled:
        raise Unreadable(say("This workbook is empty. Choose another file."))
    return filled


def _sheet_table(sheet: Sheet) -> Table:
    first = next((i for i, row in enumerate(sheet.rows) if any(cell.text for cell in row)), 0)
    head = [cell.text for cell in sheet.rows[first]]
    rows: list[tuple[int, list[_Cell] | Mistake]] = [
        (number, [(cell.kind, cell.text) for cell in row])
        for number, row in enumerate(sheet.rows[first + 1 :], start=first + 2)
    ]
    return Table(sheet.name, first + 1, head, rows)


def table_of(a_list: ImportedList, tables: Sequence[Table]) -> Table:
    """The only table of a file, or the one that is called after the list. Raises ``Unreadable``."""
    if len(tables) == 1:
        return tables[0]
    tables_of_list = [table for table in tables if is_called(a_list, table.name)]
    if len(tables_of_list) != 1:
        text = say(
            "This workbook has several sheets. Call the one with the list “{title}”, or keep only that one."
        )
        raise Unreadable(text.using(title=a_list.title))
    return tables_of_list[0]


def is_called(a_list: ImportedList, name: str) -> bool:
    """Whether a name is that of a list, in any language."""
    return _plain(name) in {_plain(title) for title in (a_list.name, *in_every_language(a_list.title))}


@dataclass(frozen=True, order=True, slots=True)
class Likeness:
    """How much a table looks like a list; what is larger is more like it."""

    lacks_nothing: bool
    columns: int
    is_called_so: bool


def likeness(a_list: ImportedList, table: Table, file_name: str) -> Likeness:
    """How many titles of a table are those of a list, and whether sheet or file is called after it."""
    titles = _titles(a_list)
    columns = {titles[plain].name for plain in map(_plain, table.head) if plain in titles}
    required = {column.name for column in a_list.columns if column.required}
    stem = file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    named = any(is_called(a_list, name) for name in (table.name, stem))
    return Likeness(required <= columns, len(columns), named)


def _places(
    a_list: ImportedList, head_line: int, head: Sequence[str], mistakes: list[Mistake]
) -> tuple[dict[str, int], list[str]]:
    """Where each column stands; what is not known is not read, what is required and absent is a mistake."""
    by_title = _titles(a_list)
    places: dict[str, int] = {}
    unread = []
    for place, title in enumerate(head):
        column = by_title.get(_plain(title))
        if column is None:
            if title.strip():
                unread.append(title.strip()[:60])
        elif column.name in places:
            mistakes.append(
                Mistake(
                    head_line,
                    column.title,
                    say("This column stands in the file twice. Remove one of the two."),
                )
            )
        else:
            places[column.name] = place
    for column in a_list.columns:
        if column.required and column.name not in places:
            near = _nearest(column, unread)
            text = (
                say(
                    "This column is not there. Is it the one that is called “{near}” now? Give it this title."
                )
                if near
                else say("This column is not there. Add it, or start from the template.")
            )
            mistakes.append(Mistake(head_line, column.title, text.using(near=near) if near else text))
    return places, unread


def _titles(a_list: ImportedList) -> Mapping[str, ImportColumn]:
    return {
        _plain(title): column
        for column in a_list.columns
        for title in (column.name, *in_every_language(column.title))
    }


def _nearest(column: ImportColumn, unread: Sequence[str]) -> str:
    """The title in the file that is most like that of a column in any language, if one is."""
    by_plain = {_plain(title): title for title in unread}
    for title in in_every_language(column.title):
        near = get_close_matches(_plain(title), by_plain, 1)
        if near:
            return by_plain[near[0]]
    return ""


def _plain(title: str) -> str:
    return " ".join(title.split()).rstrip("* ").casefold()


@lru_cache(maxsize=1000)
def in_every_language(text: str) -> tuple[str, ...]:
    """A marked text as every language of the site says it."""
    said = []
    for code, _ in settings.LANGUAGES:
        with override(code):
            said.append(gettext(text))
    return (text, *said)


def _line(
    a_list: ImportedList,
    number: int,
    cells: Sequence[_Cell],
    places: Mapping[str, int],
    mistakes: list[Mistake],
) -> Line:
    values: dict[str, Value] = {}
    for column in a_list.columns:
        if column.name not in places:
            continue
        place = places[column.name]
        kind, text = cells[place] if place < len(cells) else (CellKind.EMPTY, "")
        try:
            values[column.name] = _value(column, kind, text)
        except _NotAValue as problem:
            mistakes.append(Mistake(number, column.title, problem.said))
            values[column.name] = None
    return Line(number, values)


class _NotAValue(ValueError):
    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(str(said))


def _value(column: ImportColumn, kind: CellKind, text: str) -> Value:
    if kind in _BAD:
        raise _NotAValue(
            say("The cell holds “{value}”, which is no value. Type the value itself.").using(value=text[:40])
        )
    if kind is CellKind.COVERED:
        raise _NotAValue(
            say("This cell is merged with another: split the merged cells and fill in each.").using()
        )
    text = _CONTROL.sub(" ", text).strip().removeprefix("'").strip()
    if not text:
        if column.required:
            raise _NotAValue(say("This is empty. Fill it in."))
        return None if column.kind is Kind.DAY else ""
    if len(text) > column.longest:
        raise _NotAValue(
            say("“{value}…” is longer than {most} characters. Shorten it.").using(
                value=text[:30], most=column.longest
            )
        )
    return _READERS[column.kind](column, text)


def _text(column: ImportColumn, text: str) -> Value:
    return " ".join(text.split())


def _day(column: ImportColumn, text: str) -> Value:
    try:
        day = read_day(text)
    except ValueError:
        day = LAST_DAY.replace(year=LAST_DAY.year + 1)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _NotAValue(say("“{value}” is not a date: write it as 1-7-2026.").using(value=text[:40]))
    return day


def _email(column: ImportColumn, text: str) -> Value:
    try:
        validate_email(text)
    except ValidationError:
        raise _NotAValue(
            say("“{value}” is not an e-mail address: write it as name@municipality.nl.").using(
                value=text[:60]
            )
        ) from None
    return text


def _iban(column: ImportColumn, text: str) -> Value:
    bare = bare_iban(text)
    if not is_sepa_iban(bare):
        raise _NotAValue(
            say("“{value}” is not an account number (IBAN). Look at the figures again.").using(
                value=text[:40]
            )
        )
    return bare


def _choice(column: ImportColumn, text: str) -> Value:
    """The value whose words are written, in any language; the first word alone will do where no other choice has it."""
    wanted = _plain(text)
    spoken = {
        value: [value.casefold(), *(_plain(each) for each in in_every_language(word))]
        for value, word in column.choices.items()
    }
    whole = [value for value, words in spoken.items() if wanted in words]
    begun = [value for value, words in spoken.items() if any(word.startswith(f"{wanted} ") for word in words)]
    for likely in (whole, begun):
        if len(likely) == 1:
            return likely[0]
    words = [Said(word) for word in column.choices.values()]
    raise _NotAValue(
        say("“{value}” is not one of the choices. Choose one of: {choices}.").using(
            value=text[:40], choices=Choices(words)
        )
    )


class Choices(list[Said]):
    """Marked words, shown one after another in the reader's language."""


_READERS: Final = {
    Kind.TEXT: _text,
    Kind.DAY: _day,
    Kind.EMAIL: _email,
    Kind.IBAN: _iban,
    Kind.CHOICE: _choice,
}
