"""From the bytes of a workbook to its sheets."""

import io
import zipfile
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final

import python_calamine

from bodemplaat.formats.workbook.cells import NOTHING, Cell, Kind, Sheet
from bodemplaat.formats.workbook.flaws import Flaws, TooManyFlaws, flaws_of, with_known_errors

MOST_UNPACKED: Final = 200_000_000
MOST_CELLS: Final = 5_000_000
_UNKNOWN_ERROR: Final = "Unsupported cell error value"
"""How the library begins when a cell holds an error whose word it does not know."""


class NotAWorkbook(ValueError):
    """The bytes are no XLSX or ODS workbook, or one too damaged to read."""


class TooLarge(ValueError):
    """The workbook unpacks to more than ``MOST_UNPACKED`` bytes, or the named sheet has too many cells, or flaws in them."""


def read_workbook(content: bytes, wanted: Collection[str] | None = None) -> tuple[list[str], list[Sheet]]:
    """The names of all sheets, and those sheets whose name is ``wanted`` (all without it), in the file's order.

    Names compare without regard to case and surrounding blanks. Raises ``NotAWorkbook`` and ``TooLarge``.
    """
    archive = _archive(content)
    plain_names = None if wanted is None else {_plain(name) for name in wanted}
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(book.sheet_names)
        chosen = [name for name in names if plain_names is None or _plain(name) in plain_names]
        try:
            values = {name: _values(book, name) for name in chosen}
        except python_calamine.CalamineError as problem:
            if _UNKNOWN_ERROR not in str(problem):
                raise
            known = python_calamine.CalamineWorkbook.from_filelike(
                io.BytesIO(with_known_errors(archive, chosen))
            )
            values = {name: _values(known, name) for name in chosen}
        flaws = flaws_of(archive, chosen)
        hidden = {
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is not python_calamine.SheetVisibleEnum.Visible
        }
    except TooLarge:
        raise
    except TooManyFlaws as sheet:
        raise TooLarge(str(sheet)) from None
    except Exception as problem:  # every library here has one error class per way a file can be broken
        raise NotAWorkbook(f"{type(problem).__name__}: {problem}") from None
    return names, [Sheet(name, _with_flaws(values[name], flaws[name]), name in hidden) for name in chosen]


def _plain(name: str) -> str:
    return name.strip().casefold()


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise NotAWorkbook(str(problem)) from None
    if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
        raise TooLarge("")
    return archive


def _values(book: "python_calamine.CalamineWorkbook", name: str) -> list[list[Cell]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise TooLarge(name)
    return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        text = value.strip()
        return Cell(Kind.TEXT, text) if text else NOTHING
    if isinstance(value, bool):
        return Cell(Kind.TRUTH, "yes" if value else "no")
    if isinstance(value, float | int):
        return Cell(Kind.NUMBER, f"{value:.15g}")
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return Cell(Kind.DAY, value.date().isoformat() if midnight else value.isoformat())
    if isinstance(value, date):
        return Cell(Kind.DAY, value.isoformat())
    if isinstance(value, time | timedelta):
        return Cell(Kind.SPAN, str(value))
    return NOTHING if value is None else Cell(Kind.TEXT, str(value).strip())


def _with_flaws(rows: list[list[Cell]], flaws: Flaws) -> list[list[Cell]]:
    for top, left, last_row, last_column in flaws.merged:
        merged = [cells[left : last_column + 1] for cells in rows[top : last_row + 1]]
        if any(cell.kind is not Kind.EMPTY for cells in merged for cell in cells):
            for row, cells in enumerate(merged, top):
                rows[row][left : left + len(cells)] = [Cell(Kind.COVERED, "")] * len(cells)
            rows[top][left : left + 1] = merged[0][:1]
    for (row, column), cell in flaws.items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([NOTHING] * (column + 1 - len(rows[row])))
        rows[row][column] = cell
    return rows
