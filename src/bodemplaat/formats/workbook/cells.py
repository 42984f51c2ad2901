"""What stands in a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a cell holds; the value is one letter."""

    EMPTY = ""
    TEXT = "t"
    NUMBER = "n"
    """A number, written with a decimal point and the fifteen digits that a spreadsheet itself keeps."""
    TRUTH = "b"
    """``yes`` or ``no``."""
    DAY = "d"
    """A day or a moment, as ISO 8601: with a time only where the cell has one other than midnight."""
    SPAN = "s"
    """A time of day or a stretch of time."""
    ERROR = "e"
    """What the sheet says instead of a value, such as ``#REF!``."""
    NO_RESULT = "f"
    """The formula, whose result the file does not hold."""
    OTHER_MONEY = "c"
    """A number that the sheet shows as an amount in another currency than the euro: the number and that currency."""
    COVERED = "m"
    """Nothing that the sheet shows: it is merged with the cell above or to the left, whose value is shown for both."""


class Cell(NamedTuple):
    """One cell: what kind it is, and its text."""

    kind: Kind
    text: str


NOTHING = Cell(Kind.EMPTY, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows from its first row and column on; rows may be of different length."""

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    """Whether the workbook does not show it."""


def column_letters(column: int) -> str:
    """``0`` is A, ``26`` is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """How a spreadsheet calls a cell: row 1, column 2 counted from zero is C2."""
    return f"{column_letters(column)}{row + 1}"
