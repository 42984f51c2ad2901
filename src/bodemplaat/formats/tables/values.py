"""Columns and what may stand in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bodemplaat.kernel import Euro


class Kind(Enum):
    """What a column holds, and so how its cells are written."""

    TEXT = "text"
    EURO = "euro"
    DATE = "date"
    INTEGER = "integer"


Cell = str | Euro | date | int | None
"""A value of the column's kind, or ``None`` for an empty cell."""

Row = Sequence[Cell]

_TYPES: dict[Kind, type] = {Kind.TEXT: str, Kind.EURO: Euro, Kind.DATE: date, Kind.INTEGER: int}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its title in the reader's language; ``width`` in characters, for a workbook.

    For a workbook that is filled in: ``note`` appears at the title, ``choices`` are offered in every cell under it.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 16
    note: str = ""
    choices: Sequence[str] = ()

    def check(self, cell: Cell) -> None:
        """Raise ``TypeError`` when the cell is not of this column's kind."""
        if cell is not None and (not isinstance(cell, _TYPES[self.kind]) or isinstance(cell, bool)):
            raise TypeError(f"column {self.title!r} holds {self.kind.value}, not {type(cell).__name__}")


def check_row(columns: Sequence[Column], row: Row) -> None:
    """Raise ``ValueError`` for another number of cells than columns, ``TypeError`` for a cell of another kind."""
    if len(row) != len(columns):
        raise ValueError(f"a row has {len(row)} cells for {len(columns)} columns")
    for column, cell in zip(columns, row, strict=True):
        column.check(cell)
