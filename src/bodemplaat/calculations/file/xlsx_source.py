"""A workbook in, the same tree out as from YAML; every value knows its sheet and cell.

A cell's number is taken with the fifteen digits a spreadsheet itself keeps, so that ``1234.56`` is exactly that.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from bodemplaat.calculations.file.block import COMMON
from bodemplaat.calculations.file.foreign import read_sheets
from bodemplaat.calculations.file.near import hint
from bodemplaat.calculations.file.sheets import REMARK_CELLS, Cell, Form, Listing, Matrix, Sheet, Translations
from bodemplaat.calculations.file.source import (
    REMARKS,
    Fields,
    Items,
    Node,
    Place,
    Scalar,
    UnreadableModel,
)
from bodemplaat.calculations.file.strangers import strangers
from bodemplaat.formats import workbook
from bodemplaat.kernel import Finding, say
from bodemplaat.kernel.finding import errors

HEADER_WITHIN = 20
FORM_HEAD = 3
"""A form's first lines are its title, its note, an empty line and the heads of its columns."""

Tree: TypeAlias = dict[str, "Node | Tree"]


def read_xlsx(content: bytes, file: str, sheets: Sequence[Sheet], languages: Translations) -> Fields:
    """The tree that ``sheets`` describe, from a workbook in any of the ``languages``; raises ``UnreadableModel``."""
    root, findings = read_and_tell(content, file, sheets, languages)
    if stopping := errors(findings):
        raise UnreadableModel(*stopping)
    return root


def read_and_tell(
    content: bytes, file: str, sheets: Sequence[Sheet], languages: Translations
) -> tuple[Fields, list[Finding]]:
    """The tree as ``read_xlsx`` gives it, and what is to be said of sheets that the description does not name.

    A renamed sheet is an error among those, a controller's own notes are a warning.
    """
    titles = {
        sheet.title: {language(sheet.title).casefold() for language in languages} | {sheet.title.casefold()}
        for sheet in sheets
    }
    all_titles = {title for names in titles.values() for title in names}
    names, written = read_sheets(content, file, all_titles)
    tree: Tree = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    beside: list[Finding] = []
    present: list[Sheet] = []
    for sheet in sheets:
        named = [one for one in written if one.name.strip().casefold() in titles[sheet.title]]
        grids = [grid for grid in (_Grid(file, one, findings) for one in named) if not grid.is_empty]
        if not grids:
            continue
        present.append(sheet)
        for other in grids[1:]:
            text = say("This sheet is here twice, as '{first}' too: keep one of the two.")
            findings.append(
                Finding("model.twice", str(Place(file, sheet=other.sheet)), text, {"first": grids[0].sheet})
            )
        _READERS[type(sheet)](grids[0], sheet, languages, tree, findings)
        beside += grids[0].beside
        places[sheet.path] = Place(file, sheet=grids[0].sheet)
    unknown = [name for name in names if name.strip().casefold() not in all_titles]
    beside += strangers(content, file, unknown, sheets, present, languages)
    if findings:
        raise UnreadableModel(*findings, *errors(beside))
    if not tree:
        wanted = ", ".join(languages[0](sheet.title) for sheet in sheets)
        raise UnreadableModel(
            Finding(
                "model.no_sheets",
                file,
                say(
                    "None of the sheets of this model is in the workbook; start from the template. Expected: {sheets}."
                ),
                {"sheets": wanted},
            ),
            *errors(beside),
        )
    root = _freeze(tree, Place(file), places, ())
    assert isinstance(root, Fields)  # noqa: S101  # a tree is a block of fields
    return root, beside


class _Grid:
    """The cells of one sheet, each with its place. Who reads a cell that holds no value gets a finding."""

    def __init__(self, file: str, sheet: workbook.Sheet, findings: list[Finding]) -> None:
        self.file, self.sheet, self.rows, self.findings = file, sheet.name, sheet.rows, findings
        self.beside: list[Finding] = []
        """What is wrong, and leaves the rest to be read."""

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for row in self.rows for cell in row)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def place(self, row: int, column: int) -> Place:
        return Place(self.file, sheet=self.sheet, cell=workbook.cell_name(row, column))

    def scalar(self, row: int, column: int, text: str | None = None) -> Scalar:
        stored = self.cell(row, column).kind is workbook.Kind.NUMBER
        return Scalar(self.text(row, column) if text is None else text, self.place(row, column), stored)

    def cell(self, row: int, column: int) -> workbook.Cell:
        cells = self.rows[row]
        return cells[column] if 0 <= column < len(cells) else workbook.Cell(workbook.Kind.EMPTY, "")

    def is_covered(self, row: int, column: int) -> bool:
        """Whether the cell is merged with one above or beside it that is filled."""
        return self.cell(row, column).kind is workbook.Kind.COVERED

    def title(self, row: int, column: int) -> str:
        """The text in the way titles compare, of a cell that may be anything."""
        return _plain(self.cell(row, column).text)

    def text(self, row: int, column: int) -> str:
        kind, text = self.cell(row, column)
        if kind is workbook.Kind.ERROR:
            message = say("This cell holds the error {value}: mend its formula or fill in the figure.")
            self._refuse("model.error_cell", row, column, message, text)
        elif kind is workbook.Kind.NO_RESULT:
            message = say(
                "This cell holds the formula {value} without a result: open the workbook in a spreadsheet program, save "
                "it, and try again."
            )
            self._refuse("model.no_result", row, column, message, text)
        elif kind is workbook.Kind.OTHER_MONEY:
            message = say(
                "This cell shows another currency than the euro ({value}): fill in the amount in euros and give the cell "
                "a euro format, or a plain one if it is no money."
            )
            self._refuse("model.other_money", row, column, message, text)
        elif kind is workbook.Kind.COVERED:
            message = say(
                "This cell is merged with the one above or beside it, so nothing says what belongs here: split the merged "
                "cells and fill in each."
            )
            self._refuse("model.merged_cell", row, column, message, text)
        elif kind is workbook.Kind.DAY:
            return text[:_DAY]
        else:
            return text
        return ""

    def _refuse(self, code: str, row: int, column: int, message: str, value: str) -> None:
        finding = Finding(code, str(self.place(row, column)), message, {"value": value})
        if finding not in self.findings:
            self.findings.append(finding)


_DAY = len("2026-07-01")
_UNIT = re.compile(r" ?\((?:€|eur|euro|in euro|in euro's|in €)\)$")


def _plain(title: str) -> str:
    """A title as titles compare: without capitals, line breaks and more than one space."""
    return " ".join(title.split()).casefold()


def _twice(grid: _Grid, row: int, column: int, name: str) -> Finding:
    return Finding(
        "model.twice",
        str(grid.place(row, column)),
        say("'{field}' stands here for the second time: keep one of the two."),
        {"field": name, "in_words": name},
    )


_VALUES = (workbook.Kind.NUMBER, workbook.Kind.DAY, workbook.Kind.TRUTH)


def _second_value(grid: _Grid, row: int, column: int, cell: Cell) -> Finding:
    text = (
        say("A second value stands beside the first: put them into one cell, separated by semicolons.")
        if cell.many
        else say("A second value stands beside the first: keep one of the two.")
    )
    about = {"field": cell.name, "in_words": grid.text(row, column - 2)}
    return Finding("model.second_value", str(grid.place(row, column)), text, about)


def _read_form(
    grid: _Grid, sheet: Form, languages: Translations, tree: Tree, findings: list[Finding]
) -> None:
    target = _block(tree, sheet.path)
    by_title = _by_title(sheet.cells, languages)
    titles = max(
        range(max(grid.width, 1)),
        key=lambda column: sum(grid.title(row, column) in by_title for row in range(len(grid.rows))),
    )
    for row in range(len(grid.rows)):
        if grid.is_covered(row, titles):
            continue  # a note over several lines
        title = grid.title(row, titles)
        cell = by_title.get(title)
        name = cell.name if cell else grid.text(row, titles) if row > FORM_HEAD else ""
        if not name or (cell is None and not grid.text(row, titles + 1)):
            continue
        if name in target:
            findings.append(_twice(grid, row, titles, grid.text(row, titles)))
        if cell is None:
            target[name] = grid.scalar(row, titles + 1)
            continue
        if grid.cell(row, titles + 2).kind in _VALUES and grid.cell(row, titles + 1).text:
            findings.append(_second_value(grid, row, titles + 2, cell))
        value: Node | Tree = _value(grid, row, titles + 1, cell, languages)
        remarks = {
            remark.name: grid.scalar(row, titles + 3 + offset)
            for offset, remark in enumerate(REMARK_CELLS)
            if not grid.is_covered(row, titles + 3 + offset) and grid.text(row, titles + 3 + offset)
        }
        target[name] = {"value": value, **remarks} if remarks else value


def _read_listing(
    grid: _Grid, sheet: Listing, languages: Translations, tree: Tree, findings: list[Finding]
) -> None:
    header = _header(grid, sheet, languages, findings)
    if header is None:
        return
    top, columns = header
    frozen: list[Node] = []
    for row in range(top + 1, len(grid.rows)):
        fields = {
            cell.name: _value(grid, row, column, cell, languages)
            for column, cell in columns.items()
            if not (cell in REMARK_CELLS and grid.is_covered(row, column)) and grid.text(row, column)
        }
        if fields:
            places = {cell.name: grid.place(row, column) for column, cell in columns.items()}
            frozen.append(Fields(fields, grid.place(row, min(columns)), places))
    if sheet.under:
        title = next(
            (grid.text(top, column) for column, cell in columns.items() if cell.name == sheet.owner), ""
        )
        _hang_under(tree, sheet, title, frozen, findings)
    elif sheet.by:
        target = _block(tree, sheet.path)
        for item in frozen:
            name = item.entries.get(sheet.by) if isinstance(item, Fields) else None
            if isinstance(item, Fields) and isinstance(name, Scalar):
                if name.text in target:
                    text = say("'{field}' stands in this column for the second time: keep one of the two.")
                    findings.append(
                        Finding(
                            "model.twice", str(name.place), text, {"field": name.text, "in_words": name.text}
                        )
                    )
                rest = {key: value for key, value in item.entries.items() if key != sheet.by}
                target[name.text] = Fields(rest, item.place, item.places)
    else:
        *blocks, last = sheet.path.split(".")
        _block(tree, ".".join(blocks))[last] = Items(frozen, Place(grid.file, sheet=grid.sheet))


def _hang_under(
    tree: Tree, sheet: Listing, title: str, rows: Sequence[Node], findings: list[Finding]
) -> None:
    *blocks, last = sheet.under.split(".")
    owners = _block(tree, ".".join(blocks)).get(last)
    by_owner: dict[str, list[Node]] = {}
    known = _names(owners)
    for row in rows:
        owner = row.entries.get(sheet.owner) if isinstance(row, Fields) else None
        if not isinstance(row, Fields) or not isinstance(owner, Scalar) or owner.text not in known:
            about = {"field": sheet.owner, "in_words": title or sheet.owner, "known": ", ".join(known)}
            if isinstance(owner, Scalar):
                text = say("'{value}' is not a name in the list this row belongs to: {known}.")
                about["value"] = owner.text
                place = owner.place
            else:
                text = say("This row does not say whose it is: fill in one of these names: {known}.")
                place = row.places.get(sheet.owner, row.place) if isinstance(row, Fields) else row.place
            findings.append(Finding("model.unknown_owner", str(place), text, about))
            continue
        rest = {key: value for key, value in row.entries.items() if key != sheet.owner}
        by_owner.setdefault(owner.text, []).append(Fields(rest, row.place, row.places))
    if isinstance(owners, Items):
        items = [_with(item, sheet.path, by_owner) for item in owners.items]
        _block(tree, ".".join(blocks))[last] = Items(items, owners.place)


def _with(item: Node, path: str, by_owner: Mapping[str, list[Node]]) -> Node:
    name = item.entries.get("name") if isinstance(item, Fields) else None
    if not isinstance(item, Fields) or not isinstance(name, Scalar) or name.text not in by_owner:
        return item
    return Fields({**item.entries, path: Items(by_owner[name.text], item.place)}, item.place, item.places)


def _read_matrix(
    grid: _Grid, sheet: Matrix, languages: Translations, tree: Tree, findings: list[Finding]
) -> None:
    corners = {language(sheet.corner).casefold() for language in languages} | {sheet.corner.casefold()}
    corner = next(
        (
            (row, column)
            for row in range(min(HEADER_WITHIN, len(grid.rows)))
            for column in range(len(grid.rows[row]))
            if grid.title(row, column) in corners
        ),
        None,
    )
    if corner is None:
        findings.append(_no_header(grid, [sheet.corner], languages))
        return
    top, names = corner
    heads: dict[int, str] = {}
    remarks = _by_title(REMARK_CELLS, languages)
    for column in range(len(grid.rows[top])):
        head = grid.text(top, column)
        if _plain(head) in remarks:
            head = remarks[_plain(head)].name
        if column != names and head:
            if head in heads.values():
                findings.append(_twice(grid, top, column, head))
            heads[column] = head
    target = _block(tree, sheet.path)
    for row in range(top + 1, len(grid.rows)):
        name = grid.text(row, names)
        if not name:
            _unnamed(grid, row, heads, findings)
            continue
        line: Tree = {
            head: grid.scalar(row, column)
            for column, head in heads.items()
            if not (head in REMARKS and grid.is_covered(row, column)) and grid.text(row, column)
        }
        if name in target:
            findings.append(
                Finding(
                    "model.twice",
                    str(grid.place(row, names)),
                    say("'{field}' stands in this column for the second time: keep one of the two."),
                    {"field": name, "in_words": name},
                )
            )
        target[name] = _freeze(line, grid.place(row, names), {}, ())


def _unnamed(grid: _Grid, row: int, columns: Iterable[int], findings: list[Finding]) -> None:
    """A line of figures without a name: whose they are, nobody knows."""
    filled = next((column for column in columns if grid.text(row, column)), None)
    if filled is not None:
        text = say("This line has figures but no name: fill in the name or remove the line.")
        findings.append(Finding("model.no_name", str(grid.place(row, filled)), text))


def _header(
    grid: _Grid, sheet: Listing, languages: Translations, findings: list[Finding]
) -> tuple[int, dict[int, Cell]] | None:
    """The line with the most titles of this sheet, the title of its first column among them; columns in any order."""
    by_title = _by_title((*sheet.cells, *REMARK_CELLS), languages)
    first = _by_title(sheet.cells[:1], languages)
    best, top = 0, -1
    for row in range(min(HEADER_WITHIN, len(grid.rows))):
        titles = {grid.title(row, column) for column in range(len(grid.rows[row]))}
        if len(titles & by_title.keys()) > best and titles & first.keys():
            best, top = len(titles & by_title.keys()), row
    if top < 0:
        findings.append(_no_header(grid, [cell.title for cell in sheet.cells], languages))
        return None
    columns: dict[int, Cell] = {}
    for column in range(len(grid.rows[top])):
        title = " ".join(grid.text(top, column).split())
        if title:
            cell = by_title.get(_plain(title)) or by_title.get(_UNIT.sub("", _plain(title)))
            if cell is None and _plain(title) not in COMMON:
                if any(grid.cell(row, column).text for row in range(top + 1, len(grid.rows))):
                    grid.beside.append(_unknown_column(grid, top, column, title, sheet, languages))
                continue
            cell = cell or Cell(title, title)
            if cell.name in {known.name for known in columns.values()}:
                findings.append(_twice(grid, top, column, title))
            columns[column] = cell
    return top, columns


def _unknown_column(
    grid: _Grid, top: int, column: int, title: str, sheet: Listing, languages: Translations
) -> Finding:
    text = say("'{value}' is no column of this sheet.{hint} Remove it or correct the name.")
    known = [language(cell.title) for cell in sheet.cells for language in languages]
    about = {"field": title, "in_words": title, "value": title, "hint": hint(title, known)}
    return Finding("model.unknown_field", str(grid.place(top, column)), text, about)


def _no_header(grid: _Grid, titles: Sequence[str], languages: Translations) -> Finding:
    return Finding(
        "model.no_header",
        str(Place(grid.file, sheet=grid.sheet)),
        say("The line with column titles is missing; it starts with '{first}'. Columns: {titles}."),
        {"first": languages[0](titles[0]), "titles": ", ".join(languages[0](title) for title in titles)},
    )


def _value(grid: _Grid, row: int, column: int, cell: Cell, languages: Translations) -> Node:
    text = grid.text(row, column)
    for name, shown in cell.choices.items():
        if text.casefold() in {name.casefold(), *(language(shown).casefold() for language in languages)}:
            return grid.scalar(row, column, name)
    if cell.many and text:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return Items([grid.scalar(row, column, part) for part in parts], grid.place(row, column))
    return grid.scalar(row, column)


def _by_title(cells: Sequence[Cell], languages: Translations) -> dict[str, Cell]:
    return {
        _plain(title): cell
        for cell in cells
        for title in (cell.title, cell.name, *(language(cell.title) for language in languages))
    }


def _block(tree: Tree, path: str) -> Tree:
    for step in [step for step in path.split(".") if step]:
        inner = tree.setdefault(step, {})
        if not isinstance(inner, dict):
            inner = tree[step] = {}
        tree = inner
    return tree


def _names(node: "Node | Tree | None") -> list[str]:
    if not isinstance(node, Items):
        return []
    names = [item.entries.get("name") for item in node.items if isinstance(item, Fields)]
    return [name.text for name in names if isinstance(name, Scalar)]


def _freeze(tree: "Node | Tree", place: Place, places: Mapping[str, Place], path: Sequence[str]) -> Node:
    if not isinstance(tree, dict):
        return tree
    here = places.get(".".join(path), place)
    entries = {name: _freeze(node, here, places, (*path, name)) for name, node in tree.items()}
    return Fields(entries, here)


_READERS: Mapping[type, Callable[..., None]] = {
    Form: _read_form,
    Listing: _read_listing,
    Matrix: _read_matrix,
}
