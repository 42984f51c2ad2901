"""A workbook a controller recognises, written from the same description it is read back with.

Filled in with the example, so that it answers at once; drop-downs for names and choices, a note on every head, and
entry checks on amounts, numbers and dates.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.sheets import REMARK_CELLS, Cell, Form, Listing, Matrix, Sheet
from bodemplaat.calculations.file.source import Fields, Items, Node, Scalar
from bodemplaat.calculations.render.xlsx import NUMBER_FORMATS, created_on
from bodemplaat.formats.workbook import column_letters
from bodemplaat.presentation import palette
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.voice import Voice

HEAD_ROW = 2
SPARE_ROWS, SPARE_COLUMNS = 60, 6
"""Room beside the example that already has its colour, format and drop-downs."""
DAY_ZERO = date(1899, 12, 30)


def template(sheets: Sequence[Sheet], example: Fields, voice: Voice) -> bytes:
    """The workbook for ``sheets``, filled in with the ``example`` tree."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": created_on(None)})
    writer = _Writer(book, sheets, voice)
    for sheet in sheets:
        writer.write(sheet, example)
    book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any, sheets: Sequence[Sheet], voice: Voice) -> None:
        self.book, self.voice = book, voice
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True, "font_color": palette.SUBTLE, "text_wrap": False})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.formats = {
            kind: book.add_format(
                {"num_format": number, "bg_color": palette.FIELD, "border": 1, "border_color": palette.LINE}
            )
            for kind, number in NUMBER_FORMATS.items()
        }
        self.by_path = {sheet.path: sheet for sheet in sheets if isinstance(sheet, Listing)}

    def write(self, sheet: Sheet, example: Fields) -> None:
        page = self.book.add_worksheet(self.voice(sheet.title))
        page.hide_gridlines(2)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, self.voice(sheet.title), self.title)
        if sheet.note:
            page.write_string(1, 0, self.voice(sheet.note), self.note)
        if isinstance(sheet, Form):
            self._form(page, sheet, example)
        elif isinstance(sheet, Listing):
            self._listing(page, sheet, example)
        else:
            self._matrix(page, sheet, example)

    def _form(self, page: Any, sheet: Form, example: Fields) -> None:
        block = at(example, sheet.path)
        heads = ("", "", "", *(self.voice(cell.title) for cell in REMARK_CELLS))
        for position, head in enumerate(heads):
            page.write_string(HEAD_ROW, position, head, self.head)
        page.set_column(0, 0, 32)
        page.set_column(1, 1, 36)
        page.set_column(2, 2, 60)
        page.set_column(3, 4, 40)
        for row, cell in enumerate(sheet.cells, HEAD_ROW + 1):
            page.write_string(row, 0, self.voice(cell.title))
            page.write_string(row, 2, self.voice(cell.note), self.note)
            node = block.entries.get(cell.name) if isinstance(block, Fields) else None
            if isinstance(node, Fields):
                for offset, remark in enumerate(REMARK_CELLS):
                    self._put(page, row, 3 + offset, remark, node.entries.get(remark.name))
                node = node.entries.get("value")
            self._put(page, row, 1, cell, node)
            self._check(page, row, row, 1, cell)

    def _listing(self, page: Any, sheet: Listing, example: Fields) -> None:
        cells = (*sheet.cells, *REMARK_CELLS)
        self._heads(page, cells)
        rows = list(listing_rows(sheet, example))
        for offset in range(len(rows) + SPARE_ROWS):
            fields = rows[offset] if offset < len(rows) else {}
            for position, cell in enumerate(cells):
                self._put(page, HEAD_ROW + 1 + offset, position, cell, fields.get(cell.name))
        last = HEAD_ROW + len(rows) + SPARE_ROWS
        for position, cell in enumerate(cells):
            self._check(page, HEAD_ROW + 1, last, position, cell)
        page.freeze_panes(HEAD_ROW + 1, 1)
        page.autofilter(HEAD_ROW, 0, max(HEAD_ROW + len(rows), HEAD_ROW + 1), len(cells) - 1)

    def _matrix(self, page: Any, sheet: Matrix, example: Fields) -> None:
        block = at(example, sheet.path)
        rows = block.entries if isinstance(block, Fields) else {}
        heads = list(
            dict.fromkeys(name for row in rows.values() if isinstance(row, Fields) for name in row.entries)
        )
        page.set_column(0, 0, 32)
        page.set_column(1, len(heads) + SPARE_COLUMNS, 16)
        shown = [*heads, *[""] * SPARE_COLUMNS]
        remarks = {cell.name: self.voice(cell.title) for cell in REMARK_CELLS}
        for position, head in enumerate((self.voice(sheet.corner), *shown)):
            page.write_string(HEAD_ROW, position, remarks.get(head, head), self.head)
        named = [*rows.items(), *[("", None)] * SPARE_ROWS]
        for offset, (name, row) in enumerate(named, HEAD_ROW + 1):
            page.write_string(offset, 0, name, self.formats[Kind.TEXT])
            for position, head in enumerate(shown, 1):
                node = row.entries.get(head) if isinstance(row, Fields) else None
                self._put(page, offset, position, Cell(head, head, sheet.kind), node)
        page.freeze_panes(HEAD_ROW + 1, 1)

    def _heads(self, page: Any, cells: Sequence[Cell]) -> None:
        for position, cell in enumerate(cells):
            title = self.voice(cell.title)
            page.write_string(HEAD_ROW, position, title, self.head)
            if cell.note:
                page.write_comment(HEAD_ROW, position, self.voice(cell.note), {"x_scale": 2})
            page.set_column(position, position, 28 if cell.kind is Kind.TEXT else 16)

    def _put(self, page: Any, row: int, column: int, cell: Cell, node: Node | None) -> None:
        style = self.formats[cell.kind]
        text = _shown(node, cell, self.voice)
        if not text:
            page.write_blank(row, column, None, style)
            return
        try:
            if cell.kind is Kind.DAY:
                page.write_number(row, column, (values.as_day(text) - DAY_ZERO).days, style)
            elif cell.kind is Kind.TEXT:
                page.write_string(row, column, text, style)
            else:
                page.write_number(row, column, float(_number(text, cell.kind)), style)
        except values.NotAValue:
            page.write_string(row, column, text, style)

    def _check(self, page: Any, first: int, last: int, column: int, cell: Cell) -> None:
        options = _validation(cell, self.voice, self._names_of(cell))
        if options:
            page.data_validation(first, column, last, column, {"error_type": "warning", **options})

    def _names_of(self, cell: Cell) -> str:
        other = self.by_path.get(cell.names_of)
        if other is None:
            return ""
        title = self.voice(other.title)
        letters = column_letters(0)
        return f"='{title}'!${letters}${HEAD_ROW + 2}:${letters}${HEAD_ROW + 1 + SPARE_ROWS}"


def at(node: Fields, path: str) -> Node:
    """The node a dotted path leads to; an empty block where there is none."""
    here: Node = node
    for step in [step for step in path.split(".") if step]:
        if not isinstance(here, Fields) or step not in here.entries:
            return Fields({}, node.place)
        here = here.entries[step]
    return here


def listing_rows(sheet: Listing, example: Fields) -> "Iterator[Mapping[str, Node]]":
    """The rows of a listing as its reader would take them back."""
    if sheet.under:
        for owner in _blocks(at(example, sheet.under)):
            for row in _blocks(owner.get(sheet.path)):
                yield {sheet.owner: owner["name"], **row}
    elif sheet.by:
        block = at(example, sheet.path)
        entries = block.entries if isinstance(block, Fields) else {}
        for name, fields in entries.items():
            own = fields.entries if isinstance(fields, Fields) else {"value": fields}
            yield {sheet.by: Scalar(name, fields.place), **own}
    else:
        yield from _blocks(at(example, sheet.path))


def _blocks(node: Node | None) -> "Iterator[Mapping[str, Node]]":
    if isinstance(node, Items):
        for item in node.items:
            if isinstance(item, Fields):
                yield item.entries
    elif isinstance(node, Fields):
        for name, item in node.entries.items():
            if isinstance(item, Fields):
                yield {"name": Scalar(name, item.place), **item.entries}


def _shown(node: Node | None, cell: Cell, voice: Voice) -> str:
    if isinstance(node, Fields):
        node = node.entries.get("value")
    if isinstance(node, Items):
        return "; ".join(item.text for item in node.items if isinstance(item, Scalar))
    text = node.text if isinstance(node, Scalar) else ""
    return voice(cell.choices[text]) if text in cell.choices else text


def _number(text: str, kind: Kind) -> Decimal:
    if kind is Kind.AMOUNT:
        return values.as_amount(text).decimal
    return values.as_ratio(text) if kind is Kind.RATIO else values.as_decimal(text)


def _validation(cell: Cell, voice: Voice, names: str) -> dict[str, Any]:
    note = voice(cell.note)
    prompt = {"input_title": voice(cell.title)[:32], "input_message": note[:255]} if note else {}
    if cell.choices:
        return {
            "validate": "list",
            "source": [voice(shown) for shown in cell.choices.values()],
            **prompt,
        }
    if names:
        return {"validate": "list", "source": names, **prompt}
    if cell.kind is Kind.DAY:
        return {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1), **prompt}
    if cell.kind in (Kind.AMOUNT, Kind.NUMBER, Kind.RATIO, Kind.COUNT, Kind.YEAR):
        return {"validate": "decimal", "criteria": ">=", "value": -1_000_000_000_000, **prompt}
    return {"validate": "any", **prompt} if prompt else {}
