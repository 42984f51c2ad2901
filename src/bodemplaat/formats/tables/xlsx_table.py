"""A workbook with one sheet: typed cells, a header that stays in view and filters, no formulas at all.

Rows go out as they come in, so memory does not grow with their number (XlsxWriter keeps them in a temporary file).
"""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from bodemplaat.formats.tables.neutral import printable
from bodemplaat.formats.tables.sheet_names import sheet_names
from bodemplaat.formats.tables.values import Column, Kind, Row, check_row
from bodemplaat.kernel import Euro
from bodemplaat.kernel.later import later

xlsxwriter = later("xlsxwriter")

MOST_ROWS = 1_048_575
"""Rows of a sheet under its header (the limit of the format)."""

LINE_HEIGHT = 15
"""Points of one line of text. Heads get their height from their text: not every program works it out itself."""

_BOLD_TAKES = 2
_LONGEST_TEXT = 32_767
_FORMATS = {
    Kind.TEXT: {"num_format": "@"},
    Kind.EURO: {"num_format": "#,##0.00"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "left"},
    Kind.INTEGER: {"num_format": "0"},
}


def write_xlsx(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    created_at: datetime = datetime(2000, 1, 1, tzinfo=UTC),
) -> bytes:
    """The workbook; the same bytes for the same input. ``title`` names the sheet.

    An amount becomes a number with two decimals, exact up to € 90 billion; text stays text whatever it begins
    with, and is cut at what a cell can hold. Raises ``ValueError`` for more than a million rows or a row of another
    length, and ``TypeError`` for a cell of another kind than its column.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    book.set_properties({"title": title, "created": created_at.replace(tzinfo=None)})
    (name,) = sheet_names([title])
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = [book.add_format(_FORMATS[column.kind]) for column in columns]
    lines = max((lines_of_head(column.title, column.width) for column in columns), default=1)
    sheet.set_row(0, LINE_HEIGHT * lines)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, printable(column.title), head)
        if column.note:
            sheet.write_comment(0, position, printable(column.note), {"x_scale": 2})
        if column.choices:
            sheet.data_validation(
                1, position, MOST_ROWS, position, {"validate": "list", "source": list(column.choices)}
            )
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ValueError(f"a sheet holds at most {MOST_ROWS} rows")
        check_row(columns, row)
        for position, cell in enumerate(row):
            match cell:
                case None:
                    pass
                case Euro():
                    sheet.write_number(number, position, cell.decimal, formats[position])
                case str():
                    sheet.write_string(number, position, printable(cell)[:_LONGEST_TEXT], formats[position])
                case date():
                    sheet.write_datetime(number, position, cell, formats[position])
                case _:
                    sheet.write_number(number, position, cell, formats[position])
    if columns:
        sheet.autofilter(0, 0, number, len(columns) - 1)
    book.close()
    return out.getvalue()


def lines_of_head(head: str, width: float) -> int:
    """On how many lines a bold head stands in a column so many characters wide; bold letters take more room."""
    return max(1, len(textwrap.wrap(head, max(1, int(width) - _BOLD_TAKES))))
