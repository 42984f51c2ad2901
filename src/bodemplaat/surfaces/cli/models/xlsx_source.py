"""A workbook in, the same tree out as from YAML; every value knows its sheet and cell.

A cell's number is taken with the fifteen digits a spreadsheet itself keeps, so that ``1234.56`` is exactly that.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

import python_calamine

from bodemplaat.kernel import Finding, say
from bodemplaat.surfaces.cli.models.sheets import REMARK_CELLS, Cell, Form, Listing, Matrix, Sheet
from bodemplaat.surfaces.cli.models.source import Fields, Items, Node, Place, Scalar, UnreadableModel

MOST_UNPACKED = 200_000_000
MOST_CELLS = 5_000_000
HEADER_WITHIN = 20
FORM_HEAD = 3
"""A form's first lines are its title, its note, an empty line and the heads of its columns."""

Tree: TypeAlias = dict[str, "Node | Tree"]
Translations: TypeAlias = Sequence[Callable[[str], str]]


def read_xlsx(content: bytes, file: str, sheets: Sequence[Sheet], languages: Translations) -> Fields:
    """The tree that ``sheets`` describe, from a workbook in any of the ``languages``; raises ``UnreadableModel``.

    Sheets that the description does not name are passed by: a controller may keep his own notes in them.
    """
    book = _open(content, file)
    named = {name.strip().casefold(): name for name in book.sheet_names}
    tree: Tree = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for sheet in sheets:
        titles = {language(sheet.title).casefold() for language in languages} | {sheet.title.casefold()}
        found = next((named[title] for title in sorted(titles) if title in named), None)
        if found is None:
            continue
        grid = _Grid(file, found, _rows(book, found, file))
        if not any(any(row) for row in grid.rows):
            continue
        reader = _READERS[type(sheet)]
        reader(grid, sheet, languages, tree, findings)
        places[sheet.path] = Place(file, sheet=found)
    if findings:
        raise UnreadableModel(*findings)
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
            )
        )
    root = _freeze(tree, Place(file), places, ())
    assert isinstance(root, Fields)  # noqa: S101  # a tree is a block of fields
    return root


class _Grid:
    """The texts of one sheet, each with its place."""

    def __init__(self, file: str, sheet: str, rows: list[list[str]]) -> None:
        self.file, self.sheet, self.rows = file, sheet, rows

    def place(self, row: int, column: int) -> Place:
        return Place(self.file, sheet=self.sheet, cell=f"{column_letters(column)}{row + 1}")

    def scalar(self, row: int, column: int, text: str | None = None) -> Scalar:
        return Scalar(self.text(row, column) if text is None else text, self.place(row, column))

    def text(self, row: int, column: int) -> str:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""


def column_letters(column: int) -> str:
    """``0`` is A, ``26`` is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _open(content: bytes, file: str) -> "python_calamine.CalamineWorkbook":
    broken = say("This is not a workbook that can be read: save it as XLSX and try again.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise UnreadableModel(Finding("model.broken_xlsx", file, broken)) from None
    if unpacked > MOST_UNPACKED:
        raise UnreadableModel(
            Finding(
                "model.too_large", file, say("Unpacked, this workbook is far larger than any model needs.")
            )
        )
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception:  # calamine has one error class per way a file can be broken
        raise UnreadableModel(Finding("model.broken_xlsx", file, broken)) from None


def _rows(book: "python_calamine.CalamineWorkbook", name: str, file: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise UnreadableModel(
            Finding(
                "model.too_large",
                str(Place(file, sheet=name)),
                say("This sheet has more cells than any model needs: remove what lies outside the table."),
            )
        )
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _read_form(
    grid: _Grid, sheet: Form, languages: Translations, tree: Tree, findings: list[Finding]
) -> None:
    target = _block(tree, sheet.path)
    by_title = _by_title(sheet.cells, languages)
    for row in range(len(grid.rows)):
        title = grid.text(row, 0).casefold()
        cell = by_title.get(title)
        if cell is None:
            if row > FORM_HEAD and title and grid.text(row, 1):
                target[grid.text(row, 0)] = grid.scalar(row, 1)
            continue
        value: Node | Tree = _value(grid, row, 1, cell, languages)
        remarks = {
            remark.name: grid.scalar(row, 3 + offset)
            for offset, remark in enumerate(REMARK_CELLS)
            if grid.text(row, 3 + offset)
        }
        target[cell.name] = {"value": value, **remarks} if remarks else value


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
            if grid.text(row, column)
        }
        if fields:
            places = {cell.name: grid.place(row, column) for column, cell in columns.items()}
            frozen.append(Fields(fields, grid.place(row, 0), places))
    if sheet.under:
        _hang_under(tree, sheet, frozen, findings)
    elif sheet.by:
        target = _block(tree, sheet.path)
        for item in frozen:
            name = item.entries.get(sheet.by) if isinstance(item, Fields) else None
            if isinstance(item, Fields) and isinstance(name, Scalar):
                rest = {key: value for key, value in item.entries.items() if key != sheet.by}
                target[name.text] = Fields(rest, item.place, item.places)
    else:
        *blocks, last = sheet.path.split(".")
        _block(tree, ".".join(blocks))[last] = Items(frozen, Place(grid.file, sheet=grid.sheet))


def _hang_under(tree: Tree, sheet: Listing, rows: Sequence[Node], findings: list[Finding]) -> None:
    *blocks, last = sheet.under.split(".")
    owners = _block(tree, ".".join(blocks)).get(last)
    by_owner: dict[str, list[Node]] = {}
    known = _names(owners)
    for row in rows:
        owner = row.entries.get(sheet.owner) if isinstance(row, Fields) else None
        if not isinstance(row, Fields) or not isinstance(owner, Scalar) or owner.text not in known:
            place = owner.place if isinstance(owner, Scalar) else row.place
            wanted = owner.text if isinstance(owner, Scalar) else ""
            findings.append(
                Finding(
                    "model.unknown_owner",
                    str(place),
                    say("'{value}' is not a name in the list this row belongs to: {known}."),
                    {"field": sheet.owner, "value": wanted, "known": ", ".join(known)},
                )
            )
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
    top = next(
        (r for r in range(min(HEADER_WITHIN, len(grid.rows))) if grid.text(r, 0).casefold() in corners), None
    )
    if top is None:
        findings.append(_no_header(grid, [sheet.corner], languages))
        return
    target = _block(tree, sheet.path)
    for row in range(top + 1, len(grid.rows)):
        name = grid.text(row, 0)
        if not name:
            continue
        line: Tree = {}
        for column in range(1, len(grid.rows[row])):
            head = grid.text(top, column)
            if head and grid.text(row, column):
                line[head] = grid.scalar(row, column)
        if name in target:
            findings.append(
                Finding(
                    "model.twice",
                    str(grid.place(row, 0)),
                    say("'{field}' stands in this column for the second time: keep one of the two."),
                    {"field": name},
                )
            )
        target[name] = _freeze(line, grid.place(row, 0), {}, ())


def _header(
    grid: _Grid, sheet: Listing, languages: Translations, findings: list[Finding]
) -> tuple[int, dict[int, Cell]] | None:
    by_title = _by_title((*sheet.cells, *REMARK_CELLS), languages)
    for row in range(min(HEADER_WITHIN, len(grid.rows))):
        if grid.text(row, 0).casefold() in _by_title(sheet.cells[:1], languages):
            columns: dict[int, Cell] = {}
            for column in range(len(grid.rows[row])):
                title = grid.text(row, column)
                if title:
                    columns[column] = by_title.get(title.casefold(), Cell(title, title))
            return row, columns
    findings.append(_no_header(grid, [cell.title for cell in sheet.cells], languages))
    return None


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
        title.casefold(): cell
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
