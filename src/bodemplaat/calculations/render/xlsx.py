"""A report as a workbook: typed cells, live formulas where asked, and no text that a spreadsheet would execute.

Text is always written as text (``write_string``): a name such as ``=cmd|…`` stays a name. Formulas come from the
program alone and name cells, never a value of the model.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter

from bodemplaat.formats.tables import LINE_HEIGHT, lines_of_head, sheet_names
from bodemplaat.formats.workbook import column_letters
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import REMARKS, Cell, Column, KeyFigure, Live, Report, Table, plain
from bodemplaat.presentation.spoken import spoken
from bodemplaat.presentation.voice import Voice

HEAD_ROW = 2
"""Zero-based: title, empty line, then the heads of the columns."""
SUMMARY_WIDTH = 120
"""Characters on a line over the three columns of the summary."""
NARROWEST, WIDEST = 12, 60
"""Characters of a column."""
VALUES = say(
    "Only sums and what stands beside them in one table are formulas; all other figures are values. Change the model file "
    "and have it worked out again to see what they become."
)
"""Of a workbook whose report says nothing of what it recalculates."""
NUMBER_FORMATS = {
    Kind.AMOUNT: "#,##0.00;[Red]-#,##0.00",
    Kind.RATIO: "0.0%",
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.######",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
    Kind.TEXT: "@",
    Kind.YEAR: "0",
}
REFERENCE = re.compile(
    r"\{(?:(?P<table>[\w-]+)/)?(?P<column>[\w-]+)(?::(?P<part>all|total|(?P<first>\d+)-(?P<last>\d+))|@(?P<at>\d+))?\}"
)


def workbook(report: Report, voice: Voice) -> bytes:
    """The whole workbook: a summary sheet, one sheet per table, assumptions and sources."""
    report = spoken(report, voice)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": report.title, "created": created_on(report.day)})
    formats = _Formats(book)
    tables = [table for table in report.tables if table.in_workbook]
    first, last = sheet_names([voice(say("Summary")), voice(say("Assumptions and sources"))])
    titles = sheet_names([table.title for table in tables], taken=(first, last))
    names = {table.key: title for table, title in zip(tables, titles, strict=True)}
    _summary(book.add_worksheet(first), report, voice, formats, names, tables)
    for table in tables:
        _table(book.add_worksheet(names[table.key]), table, names, tables, formats)
    if report.remarks:
        _remarks(book.add_worksheet(last), report, voice, formats)
    book.close()
    return buffer.getvalue()


def created_on(day: date | None) -> datetime:
    """What a workbook says of its making: the day on the paper, never the machine's clock.

    A moment and not a day, since XlsxWriter takes the clock for a plain ``date`` and says nothing
    (findings/xlsxwriter-created-date-is-ignored.sh).
    """
    return datetime.combine(day or date(2000, 1, 1), time())


class _Formats:
    """One format per kind and weight, made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def get(self, kind: Kind = Kind.TEXT, decimals: int | None = None, **extra: Any) -> Any:
        key = (kind, decimals, tuple(sorted(extra.items())))
        if key not in self._made:
            number = NUMBER_FORMATS[kind]
            if decimals is not None and kind in (Kind.NUMBER, Kind.RATIO):
                places = f"0.{'0' * decimals}" if decimals else "0"
                number = f"{places}%" if kind is Kind.RATIO else f"#,##{places}"
            self._made[key] = self._book.add_format({"num_format": number, **extra})
        return self._made[key]


def _summary(
    sheet: Any,
    report: Report,
    voice: Voice,
    formats: _Formats,
    names: Mapping[str, str],
    tables: Sequence[Table],
) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 60)
    sheet.write_string(0, 0, report.title, formats.get(bold=True, font_size=14))
    lines = [line for line in (report.subtitle, report.lead, *report.warnings) if line]
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, line)
    where = _Where(Table("", "", (), ()), names, tables)
    for row, figure in enumerate(report.figures, len(lines) + 2):
        sheet.write_string(row, 0, figure.label)
        cell = Live(figure.value, figure.formula) if figure.formula else figure.value
        _write(sheet, row, 1, cell, _column(figure), formats, where)
        sheet.write_string(row, 2, figure.note)
    recalculates = report.recalculates or (voice(VALUES),)
    if tables:
        row = len(lines) + len(report.figures) + 3
        sheet.write_string(row, 0, voice(say("What this workbook recalculates")), formats.get(bold=True))
        wrapped = formats.get(text_wrap=True, valign="top")
        for offset, line in enumerate(recalculates, 1):
            sheet.merge_range(row + offset, 0, row + offset, 2, "", wrapped)
            sheet.write_string(row + offset, 0, line, wrapped)
            sheet.set_row(row + offset, LINE_HEIGHT * (1 + len(line) // SUMMARY_WIDTH))


def _column(figure: KeyFigure) -> Column:
    return Column("figure", figure.label, figure.kind, decimals=figure.decimals, beside=figure.beside)


def _table(
    sheet: Any, table: Table, names: Mapping[str, str], tables: Sequence[Table], formats: _Formats
) -> None:
    sheet.write_string(0, 0, table.title, formats.get(bold=True, font_size=12))
    if table.note:
        sheet.write_string(1, 0, table.note, formats.get(italic=True))
    head = formats.get(bold=True, bottom=1, text_wrap=True, valign="bottom")
    lines = 1
    for position, column in enumerate(table.columns):
        sheet.write_string(HEAD_ROW, position, column.head, head)
        widest = max((len(str(plain(row[position]) or "")) for row in table.rows[:200]), default=8)
        longest_word = max(map(len, column.head.split()), default=0)
        width = min(max(widest + 2, longest_word + 2, NARROWEST), WIDEST)
        sheet.set_column(position, position, width)
        lines = max(lines, lines_of_head(column.head, width))
    sheet.set_row(HEAD_ROW, LINE_HEIGHT * lines)
    where = _Where(table, names, tables)
    for offset, row in enumerate(table.rows):
        bold = {"bold": True} if offset in table.emphasis else {}
        for position, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, HEAD_ROW + 1 + offset, position, cell, column, formats, where, **bold)
    totals = table.totals
    if totals is not None and table.rows:
        _totals(sheet, table, totals, formats)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _totals(sheet: Any, table: Table, totals: Sequence[Any], formats: _Formats) -> None:
    row = total_row(table)
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(table.rows)
    for position, (value, column) in enumerate(zip(totals, table.columns, strict=True)):
        style = formats.get(column.kind, column.decimals, bold=True, top=1)
        letters = column_letters(position)
        if column.total:
            formula = f"=SUM({letters}{first}:{letters}{last})"
            sheet.write_formula(row, position, formula, style, _number(value))
        else:
            sheet.write_string(row, position, str(value or ""), formats.get(bold=True, top=1))


def total_row(table: Table) -> int:
    """The zero-based row of the totals."""
    return HEAD_ROW + 1 + len(table.rows)


class _Where:
    """Turns names of columns into cells."""

    def __init__(self, table: Table, names: Mapping[str, str], tables: Sequence[Table]) -> None:
        self._table, self._names = table, names
        self._tables = {other.key: other for other in tables}

    def formula(self, text: str, row: int) -> str:
        def cell(reference: re.Match[str]) -> str:
            other = reference["table"]
            table = self._tables[other] if other else self._table
            letters = column_letters([column.key for column in table.columns].index(reference["column"]))
            sheet = f"'{self._names[other]}'!" if other else ""
            if reference["part"] == "total":
                return f"{sheet}${letters}${total_row(table) + 1}"
            if reference["at"]:
                return f"{sheet}${letters}${HEAD_ROW + 2 + int(reference['at'])}"
            if reference["first"]:
                first, last = (HEAD_ROW + 2 + int(reference[place]) for place in ("first", "last"))
                return f"{sheet}${letters}${first}:${letters}${last}"
            if reference["part"] == "all":
                return f"{sheet}${letters}${HEAD_ROW + 2}:${letters}${HEAD_ROW + 1 + len(table.rows)}"
            return f"{sheet}{letters}{row + 1}"

        return REFERENCE.sub(cell, text)


def _write(
    sheet: Any,
    row: int,
    position: int,
    cell: Cell,
    column: Column,
    formats: _Formats,
    where: _Where | None = None,
    **extra: Any,
) -> None:
    value = plain(cell)
    style = formats.get(column.kind, column.decimals_of(value), **extra)
    if isinstance(cell, Live) and where is not None:
        sheet.write_formula(row, position, where.formula(cell.formula, row), style, _number(value))
    elif value is None:
        sheet.write_blank(row, position, None, style)
    elif isinstance(value, date):
        kind = Kind.MOMENT if column.kind is Kind.MOMENT else Kind.DAY
        sheet.write_datetime(row, position, value, formats.get(kind, **extra))
    elif isinstance(value, str):
        sheet.write_string(row, position, value, formats.get(Kind.TEXT, **extra))
    else:
        sheet.write_number(row, position, _number(value), style)


def _number(value: object) -> Any:
    """The figure as a spreadsheet keeps it: fifteen digits, which holds every amount to the cent."""
    if isinstance(value, Euro):
        return value.cents / 100
    return float(value) if isinstance(value, int | Decimal | Fraction) else str(value or "")


def _remarks(sheet: Any, report: Report, voice: Voice, formats: _Formats) -> None:
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 2, 100)
    heads = (voice(say("Kind")), voice(say("About")), voice(say("Text")))
    for position, text in enumerate(heads):
        sheet.write_string(0, position, text, formats.get(bold=True, bottom=1))
    for row, remark in enumerate(report.remarks, 1):
        cells = (voice(REMARKS[remark.kind]), remark.about, remark.text)
        for position, text in enumerate(cells):
            sheet.write_string(row, position, text)
