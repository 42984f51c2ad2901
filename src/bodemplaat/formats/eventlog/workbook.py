"""A workbook (XLSX or ODS) as a log: its sheets as rows of text, moments, days, and cells that hold no value.

``packed_sheets`` is for a guarded child, since the reader of others' workbooks may end its process; ``unpacked_sheets``
gives what it answered. XLS and XLSB are not read: in those an error cannot be told from an empty cell. No Django, no
files.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import python_calamine

from bodemplaat.formats.eventlog.values import Cell, NoValue
from bodemplaat.formats.workbook import Kind, cell_name
from bodemplaat.formats.workbook.flaws import flaws_of

_MOMENT, _DAY, _ERROR, _NO_RESULT = "m", "d", "e", "f"
_FLAWS: Mapping[Kind, str] = {Kind.ERROR: _ERROR, Kind.NO_RESULT: _NO_RESULT}


def packed_sheets(content: bytes) -> bytes:
    """Every visible sheet of a workbook with its name and rows, as JSON. Raises whatever the reader raises."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    visible, sheet_of_cells = (
        python_calamine.SheetVisibleEnum.Visible,
        python_calamine.SheetTypeEnum.WorkSheet,
    )
    shown = [
        each.name for each in book.sheets_metadata if each.visible is visible and each.typ is sheet_of_cells
    ]
    flaws = flaws_of(zipfile.ZipFile(io.BytesIO(content)), shown)
    sheets = []
    for name in shown:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        rows: list[list[str | list[str]]] = [[_packed(cell) for cell in row] for row in cells]
        for (row, column), flaw in flaws[name].items():
            if flaw.kind in _FLAWS:
                rows.extend([] for _ in range(row + 1 - len(rows)))
                rows[row].extend([""] * (column + 1 - len(rows[row])))
                rows[row][column] = [_FLAWS[flaw.kind], cell_name(row, column), flaw.text]
        sheets.append([name, rows])
    return json.dumps(sheets, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked_sheets(packed: bytes) -> Iterator[tuple[str, Sequence[Sequence[Cell]]]]:
    """The sheets that ``packed_sheets`` gave, with their moments, days and cells without a value as such."""
    for name, rows in json.loads(packed):
        yield name, [[cell if isinstance(cell, str) else _typed(name, *cell) for cell in row] for row in rows]


def _packed(cell: object) -> "str | list[str]":
    if isinstance(cell, datetime):
        return [_MOMENT, cell.isoformat(" ")]
    if isinstance(cell, date):
        return [_DAY, cell.isoformat()]
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell).strip() if cell is not None else ""


def _typed(sheet: str, kind: str, text: str, said: str = "") -> Cell:
    if kind in (_ERROR, _NO_RESULT):
        return NoValue(sheet, text, said, kind == _ERROR)
    return datetime.fromisoformat(text) if kind == _MOMENT else date.fromisoformat(text)
