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
