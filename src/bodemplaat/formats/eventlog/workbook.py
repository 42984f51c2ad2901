"""A workbook (XLSX, XLSM, XLSB, XLS or ODS) as a log: its sheets as rows of text, moments and days.

``packed_sheets`` is for a guarded child, since the reader of others' workbooks may end its process; ``unpacked_sheets``
gives what it answered. No Django, no files.
"""

import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import python_calamine

Cell = str | datetime | date
_MOMENT, _DAY = "m", "d"


def packed_sheets(content: bytes) -> bytes:
    """Every visible sheet of a workbook with its name and rows, as JSON. Raises whatever the reader raises."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    shown = [about.name for about in book.sheets_metadata if about.visible is python_calamine.SheetVisibleEnum.Visible
             and about.typ is python_calamine.SheetTypeEnum.WorkSheet]  # fmt: skip
    sheets = [
        [
            name,
            [
                [_packed(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ],
        ]
        for name in shown
    ]
    return json.dumps(sheets, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked_sheets(packed: bytes) -> Iterator[tuple[str, Sequence[Sequence[Cell]]]]:
    """The sheets that ``packed_sheets`` gave, with their moments and days as such."""
    for name, rows in json.loads(packed):
        yield name, [[cell if isinstance(cell, str) else _typed(*cell) for cell in row] for row in rows]


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


def _typed(kind: str, text: str) -> Cell:
    return datetime.fromisoformat(text) if kind == _MOMENT else date.fromisoformat(text)
