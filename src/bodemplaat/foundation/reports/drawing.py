"""A report for ``reports/_report.html``: pictures drawn, tables sorted as the reader asked, columns cut where none ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from django.http import HttpRequest
from django.utils.text import slugify

from bodemplaat.foundation.charts.api import Picture, report_picture
from bodemplaat.presentation.page import Block, Cell, Column, Page

FEWEST_CONTENTS: Final = 4
"""A report of fewer parts needs no list of them."""
MOST_ROWS: Final = 300
LINES_ON_A_PHONE: Final = 36
"""Rows of one table on a page; the workbook has them all."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; ``href`` sorts by it, empty where sorting would part a sub-total from its rows."""

    title: str
    figure: bool
    href: str
    sort: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell with what the stylesheet needs to know of it."""

    text: str
    title: str
    figure: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its first cell names it; ``strong`` for a sub-total."""

    name: str
    cells: tuple[Shown, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table as it is drawn; ``left_out`` rows are in the workbook only. Without ``heads`` its rows name themselves."""

    anchor: str
    title: str
    note: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    totals: Row | None
    left_out: int

    @property
    def is_long(self) -> bool:
        """Whether it takes a phone, which writes each cell on a line of its own, more than a screen and a half."""
        return sum(1 + sum(1 for cell in row.cells if cell.text) for row in self.rows) > LINES_ON_A_PHONE


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report: a table, a picture or a text."""

    title: str
    text: str = ""
    table: TableShown | None = None
    picture: Picture | None = None
    folded: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A report as it is drawn: what ``page`` says in words, its day, and its parts."""

    page: Page
    day: date | None
    parts: tuple[Part, ...]
    more: tuple[Part, ...]
    """Tables that only somebody who looks for them needs."""

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """Anchor and title of what stands below; nothing for a report that is read at a glance."""
        remarks = [(f"remarks-{n}", group["title"]) for n, group in enumerate(self.page["remarks"], 1)]
        every = (*((part.anchor, part.title) for part in self.parts if part.title), *remarks)
        return every if len(every) >= FEWEST_CONTENTS else ()


def shown(page: Page, request: HttpRequest) -> ReportShown:
    """The report as the templates draw it, its tables sorted as ``?sort=`` asks: ``key.2``, or ``-key.2`` downwards."""
    parts = [
        replace(_part(block, request), anchor=f"part-{number}")
        for number, block in enumerate(page["parts"], 1)
    ]
    return ReportShown(
        page=page,
        day=date.fromisoformat(page["day"]) if page["day"] else None,
        parts=tuple(part for part in parts if not part.folded),
        more=tuple(part for part in parts if part.folded),
    )


def _part(block: Block, request: HttpRequest) -> Part:
    if block["kind"] == "text":
        return Part(block["title"], text=block["text"])
    if block["kind"] == "picture":
        picture = report_picture(
            title=block["title"],
            finding=block["alt"],
            specification=block["spec"],
            head=[column["title"] for column in block["columns"]],
            rows=[[cell["text"] for cell in row] for row in block["rows"]],
        )
        return Part(block["title"], picture=picture)
    return Part(block["title"], table=_table(block, request), folded=block["folded"])


def _table(block: Block, request: HttpRequest) -> TableShown:
    columns = block["columns"]
    anchor = f"t-{slugify(block['key']) or 'x'}"
    may_sort = not block["emphasis"] and len(block["rows"]) > 1 and any(column["title"] for column in columns)
    position, downwards = _asked(request, block["key"], len(columns)) if may_sort else (None, False)
    numbered = list(enumerate(block["rows"]))
    if position is not None:
        numbered.sort(key=lambda each: _order(each[1][position]), reverse=downwards)
    rows = [_row(row, columns, strong=number in block["emphasis"]) for number, row in numbered[:MOST_ROWS]]
    return TableShown(
        anchor=anchor,
        title=block["title"],
        note=block["note"],
        heads=tuple(
            _head(request, block["key"], anchor, number, column, position, downwards, may_sort)
            for number, column in enumerate(columns)
        )
        if any(column["title"] for column in columns)
        else (),
        rows=tuple(rows),
        totals=_row(block["totals"], columns, strong=True) if block["totals"] else None,
        left_out=max(len(numbered) - MOST_ROWS, 0),
    )


def _row(cells: Sequence[Cell], columns: Sequence[Column], *, strong: bool) -> Row:
    rest = [
        Shown(cell["text"], column["title"], column["figure"])
        for cell, column in list(zip(cells, columns, strict=True))[1:]
    ]
    return Row(cells[0]["text"], tuple(rest), strong)


def _order(cell: Cell) -> tuple[int, Fraction, str]:
    """Figures by their size, days and texts by their letters, what is empty last."""
    if cell["value"] and "-" in cell["value"][1:]:
        return (1, Fraction(0), cell["value"])
    if cell["value"]:
        return (0, Fraction(cell["value"]), "")
    return (2 if not cell["text"] else 1, Fraction(0), cell["text"].casefold())


def _asked(request: HttpRequest, key: str, columns: int) -> tuple[int | None, bool]:
    sort = request.GET.get("sort", "")
    name, _, number = sort.removeprefix("-").rpartition(".")
    is_column = name == key and number.isascii() and number.isdecimal() and len(number) < 4
    if not is_column or int(number) >= columns:
        return None, False
    return int(number), sort.startswith("-")


def _head(
    request: HttpRequest,
    key: str,
    anchor: str,
    number: int,
    column: Column,
    position: int | None,
    downwards: bool,
    may_sort: bool,
) -> Head:
    sort = ("down" if downwards else "up") if position == number else ""
    turned = {"up": "-", "down": ""}.get(sort, "-" if column["figure"] else "")
    query = request.GET.copy()
    query["sort"] = f"{turned}{key}.{number}"
    href = f"?{query.urlencode()}#{anchor}" if may_sort and column["title"] else ""
    return Head(column["title"], column["figure"], href, sort)
