"""Fields that hold more fields: lists of rows, blocks, figures by two names, and figures by year.

Typed as what reading gives, like those in ``fields``: ``costs = listing(say("Costs"), CostRow)`` makes ``file.costs``
a ``Sequence[CostRow]``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Generic, TypeVar, cast

from bodemplaat.calculations.file.declared import Allowed, Field, Names, Row, When, names_for
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.fields import ValueField
from bodemplaat.calculations.file.source import REMARKS, Fields, Items, Node, Scalar
from bodemplaat.calculations.file.twins import tell_alike
from bodemplaat.kernel import say
from bodemplaat.kernel.written import read_whole

V = TypeVar("V")
R = TypeVar("R", bound=Row)
YEAR_DIGITS = 4

NO_VALUES: Mapping[str, object] = MappingProxyType({})


class ListingField(Field):
    """A list of blocks: a sheet with one row each. Inside another row it is a sheet with a column ``owner``."""

    empty = ()

    def __init__(
        self,
        title: str,
        row: type[Row],
        *,
        least: int,
        owner: tuple[str, str, str],
        key: Sequence[str] | None,
        **about: Any,
    ) -> None:
        super().__init__(title, **about)
        self.row, self.least, self.owner = row, least, owner
        self.key = row.key_ if key is None else tuple(key)

    @property
    def is_required(self) -> bool:
        """Whether at least one row is needed."""
        return self.least > 0

    def read(self, row: Row) -> object:
        """The rows; none of them stands there twice."""
        return tuple(
            self.row(entry, row) for entry in row.entry.items(self.name, least=self.least, by=self.key)
        )


class BlockField(Field):
    """One block of fields under a name: a sheet with a line for each. ``beside``: at the top of the file."""

    def __init__(self, title: str, row: type[Row], *, beside: bool, **about: Any) -> None:
        super().__init__(title, **about)
        self.row, self.beside = row, beside

    def read(self, row: Row) -> object:
        """The block; one without anything in it, such as an empty sheet of a workbook, is left out."""
        above = row.entry.parent
        entry = above if self.beside and isinstance(above, Entry) else row.entry
        entry.used.add(self.name)
        if self.is_optional and not _holds_anything(entry.node.entries.get(self.name)):
            return None
        return self.row(entry.block(self.name), row)


class Grid(dict[str, dict[str, V]], Generic[V]):
    """Values by two names, ``grid[row][column]``; ``entry`` is where they stand."""

    def __init__(self, entry: Entry, values: Mapping[str, dict[str, V]]) -> None:
        super().__init__(values)
        self.entry = entry

    def source(self, row: str) -> str:
        """Where the figures of a row were taken from."""
        return self.entry.block(row).text("source", "")

    def error(self, code: str, row: str, column: str, message: str, /, **details: object) -> None:
        """Report a mistake in one cell, or with ``column=""`` in a row."""
        self.entry.block(row).error(code, column, message, **details)


class MatrixField(Field):
    """Values by two names: a sheet with names down and across."""

    empty: ClassVar[object] = NO_VALUES

    def __init__(
        self,
        title: str,
        corner: str,
        of: ValueField,
        *,
        rows_of: Names | str | None,
        columns_of: Names | str | None,
        **about: Any,
    ) -> None:
        super().__init__(title, **about)
        self.corner, self.of = corner, of
        self.rows_of = Names(rows_of) if isinstance(rows_of, str) else rows_of
        self.columns_of = Names(columns_of) if isinstance(columns_of, str) else columns_of
        self.is_optional = True

    def read(self, row: Row) -> object:
        """The values; empty ones are absent."""
        entry = row.entry
        if self.is_optional and not entry.has(self.name):
            entry.used.add(self.name)
            return Grid(Entry(entry.reading, Fields({}, entry.place), (*entry.path, self.name)), {})
        block = entry.block(self.name)
        tell_alike(block)
        empty = [name for name in block.names if _is_empty(block.node.entries[name])]
        for name in empty:
            _tell_of_nothing(block, name)
        filled = [name for name in block.names if name not in empty]
        return Grid(block, {name: dict(_line(block.block(name), self.of)) for name in filled})

    def check_names(self, row: Row, file: Row) -> None:
        """That rows, columns and the texts in the cells have names that the file knows."""
        grid: Grid[object] = getattr(row, self.attribute)
        if not grid:
            return
        down, inside = names_for(self.rows_of, file) if self.rows_of else None, self.names_inside(file)
        for name, line in grid.items():
            if down is not None:
                grid.entry.known(name, name, down.names, down.what)
            inside.check(grid.entry.block(name), line)

    def names_inside(self, file: Row) -> "_NamesInside":
        """What the columns may be called, and the texts in the cells where these are names."""
        across = names_for(self.columns_of, file) if self.columns_of else None
        return _NamesInside(across, names_for(self.of.names, file) if self.of.names else None)


@dataclass(frozen=True, slots=True)
class _NamesInside:
    """The names that a line of a matrix may hold; ``None``: any."""

    across: Allowed | None
    cells: Allowed | None

    def check(self, entry: Entry, line: Mapping[str, object]) -> None:
        for column, value in line.items():
            if self.across is not None:
                entry.known(column, column, self.across.names, self.across.what)
            if self.cells is not None and isinstance(value, str):
                entry.known(column, value, self.cells.names, self.cells.what)


class Line(dict[str, V], Generic[V]):
    """Values by name; ``entry`` is where they stand."""

    def __init__(self, entry: Entry, values: Mapping[str, V]) -> None:
        super().__init__(values)
        self.entry = entry


class LineField(Field):
    """Values by name in a row, or in the line of that row in a matrix of the block around it.

    A workbook keeps them in the matrix, on a sheet of its own, with a line for the name of each row.
    """

    def __init__(self, matrix: MatrixField, **about: Any) -> None:
        super().__init__(matrix.title, note=matrix.note, in_workbook=False, **about)
        self.matrix, self.of = matrix, matrix.of

    def read(self, row: Row) -> object:
        """The values; ``None`` where they stand in neither place and are optional. A name with nothing under it is refused."""
        row.entry.used.add(self.name)
        around = self._around(row)
        if around is None:
            if not self.is_optional:
                row.entry.missing(self.name)
            return None if self.is_optional else Line(row.entry, {})
        holder, name = around
        if not _holds_names(holder.node.entries[name]):
            _tell_of_nothing(holder, name)
            return Line(row.entry, {})
        entry = holder.block(name)
        return Line(entry, dict(_line(entry, self.of)))

    def check_names(self, row: Row, file: Row) -> None:
        """The same as in the matrix, for values that the row holds itself."""
        line: Line[object] | None = getattr(row, self.attribute)
        if line and row.entry.has(self.name):
            self.matrix.names_inside(file).check(line.entry, line)

    def _around(self, row: Row) -> tuple[Entry, str] | None:
        """The block that the values stand in, and the name they stand under."""
        if self.name in row.entry.node.entries:
            return row.entry, self.name
        around = row.around
        if around is None or not isinstance(around.entry.node.entries.get(self.matrix.name), Fields):
            return None
        lines, name = around.entry.block(self.matrix.name), row.label
        return (lines, name) if name in lines.node.entries else None


class YearsField(Field):
    """Values by calendar year: a sheet with a line a year."""

    empty: ClassVar[object] = NO_VALUES

    def __init__(self, title: str, of: ValueField, **about: Any) -> None:
        super().__init__(title, **about)
        self.of = of

    @property
    def is_required(self) -> bool:
        """Never: no year, no value."""
        return False

    def read(self, row: Row) -> object:
        """The values by year."""
        row.entry.used.add(self.name)
        return years_in(row.entry.block(self.name), self.of) if row.entry.has(self.name) else {}


def years_in(block: Entry, of: ValueField) -> dict[int, object]:
    """Values by year in a block; what is no year is reported."""
    values = {}
    for name in block.names:
        value, year = of.read_at(block, name), _year(block, name)
        if year is not None:
            values[year] = value
    return values


def years_of(line: Line[V]) -> dict[int, V]:
    """The values of a line whose columns are calendar years; what is no year is reported."""
    values = {_year(line.entry, name): value for name, value in line.items()}
    return {year: value for year, value in values.items() if year is not None}


def _year(block: Entry, name: str) -> int | None:
    year = read_whole(name, digits=YEAR_DIGITS) if len(name) == YEAR_DIGITS else None
    if year is None:
        block.error("model.year", name, say("'{value}' is not a year: write it as 2027."), value=name)
    return year


# -- how they are declared --------------------------------------------------------------------------------------------


def listing(
    title: str,
    row: type[R],
    *,
    least: int = 0,
    owner: tuple[str, str, str] = ("", "", ""),
    key: Sequence[str] | None = None,
    note: str = "",
    when: When | None = None,
    in_workbook: bool = True,
) -> Sequence[R]:
    """A list of rows. Two rows of the same ``key`` (that of the row's class if not given) are refused.

    A list inside the rows of another has an ``owner``: name, title and note of the first column of its sheet, which
    says whose row it is: ``owner=("cost", say("Cost"), "")``.
    """
    field = ListingField(
        title, row, least=least, owner=owner, key=key, note=note, when=when, in_workbook=in_workbook
    )
    return cast("Sequence[R]", field)


def block(title: str, row: type[R], *, note: str = "", in_workbook: bool = True, beside: bool = False) -> R:
    """One block of fields under a name; with ``optional`` around it, ``None`` where nothing is filled in.

    Where the model has a block of its own in the file, one that stands ``beside`` it is at the top of the file too.
    """
    return cast("R", BlockField(title, row, beside=beside, note=note, in_workbook=in_workbook))


def matrix(
    title: str,
    corner: str,
    of: V,
    *,
    rows_of: Names | str | None = None,
    columns_of: Names | str | None = None,
    required: bool = False,
    note: str = "",
) -> Grid[V]:
    """Values by two names; ``corner`` says what stands in the first column. Names are checked where a list is named."""
    inner = cast("ValueField", of)
    field = MatrixField(title, corner, inner, rows_of=rows_of, columns_of=columns_of, note=note)
    field.is_optional = not required
    return cast("Grid[V]", field)


def line_of(grid: Grid[V], *, when: When | None = None) -> Line[V]:
    """In a row: the values by name that it holds itself, or else its line in the matrix ``grid`` of the block around."""
    return cast("Line[V]", LineField(cast("MatrixField", grid), when=when))


def by_year(title: str, of: V, *, note: str = "") -> Mapping[int, V]:
    """Values by calendar year; ``of`` has the title of the second column."""
    return cast("Mapping[int, V]", YearsField(title, cast("ValueField", of), note=note))


def _line(block: Entry, of: ValueField) -> "list[tuple[str, object]]":
    tell_alike(block)
    cells = [(name, of.read_at(block, name)) for name in block.names]
    block.done()
    return cells


def _holds_names(node: Node) -> bool:
    """Whether there are names under it; a text or a list is no block, which reading it tells."""
    if isinstance(node, Fields):
        return any(name not in REMARKS for name in node.entries)
    return not _is_empty(node)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == ""


def _tell_of_nothing(entry: Entry, name: str) -> None:
    entry.used.add(name)
    text = say("Nothing stands under this name: fill it in, or leave the name out.")
    entry.error("model.nothing", name, text)


def _holds_anything(node: Node | None) -> bool:
    if isinstance(node, Fields):
        return any(_holds_anything(inner) for inner in node.entries.values())
    if isinstance(node, Items):
        return any(_holds_anything(item) for item in node.items)
    return node is not None and node.text != ""
