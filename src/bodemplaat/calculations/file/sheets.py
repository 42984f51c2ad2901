"""How a model is laid out in a workbook: the same fields as in YAML, as forms, lists and matrices.

One description serves both ways: ``blank.py`` writes a workbook from it, ``xlsx_source.py`` reads one back.
Titles are marked with ``say``; a workbook is recognised in either language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

NOT_READ: Final = "model.sheet_not_read"
RENAMED: Final = "model.sheet_renamed"
"""Findings about sheets that no title of the model names."""
Translations: TypeAlias = Sequence[Callable[[str], str]]
"""Every language in which a title may be written."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field: a column of a ``Listing`` or a line of a ``Form``.

    ``title`` is what the controller reads, ``note`` what it means; ``choices`` gives a drop-down from stored name
    to shown text; ``names_of`` gives a drop-down of the names in another sheet's first column.
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    note: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    names_of: str = ""
    many: bool = False
    """Several texts in one cell, separated by semicolons."""
    unit: str = ""
    """What its figure counts, marked for translation."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet of two columns, title and value: the fields of the block ``path`` (empty: of the file itself)."""

    title: str
    cells: Sequence[Cell]
    path: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet with one row per item: the list ``path``.

    With ``under`` the rows are put into the items of another list: ``under="participants"``, ``owner="participant"``
    gives each participant the rows that name it. With ``by`` the rows become a block whose keys are that column.
    """

    title: str
    path: str
    cells: Sequence[Cell]
    note: str = ""
    under: str = ""
    owner: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A sheet with names down and across and values between: ``path: {row: {column: value}}``.

    Empty cells are absent. ``corner`` is the text in the top left cell.
    """

    title: str
    path: str
    corner: str
    kind: Kind = Kind.NUMBER
    note: str = ""
    rows_of: str = ""
    columns_of: str = ""


Sheet: TypeAlias = Form | Listing | Matrix

REMARK_CELLS = (
    Cell("source", say("Source"), note=say("Where this figure was taken from")),
    Cell("assumption", say("Assumption"), note=say("What you assume here because no source says so")),
)
"""Every sheet ends with these two columns, because every entry may carry them."""

GENERAL_SHEETS = (
    Listing(say("Assumptions"), "assumptions", (Cell("text", say("Text")), Cell("about", say("About")))),
    Listing(say("Sources"), "sources", (Cell("text", say("Text")), Cell("about", say("About")))),
)
"""Put these last: what holds for the model as a whole."""


def titles_of(sheets: Sequence[Sheet], translate: Callable[[str], str]) -> dict[str, str]:
    """What sheets and columns are called in a language, by the dotted names of the fields that they hold.

    The choices of a field stand behind it: ``keys.kind=fixed``.
    """
    titles: dict[str, str] = {}
    for sheet in sheets:
        above = f"{sheet.under}." if isinstance(sheet, Listing) and sheet.under else ""
        path = f"{above}{sheet.path}"
        if path:
            titles[path] = translate(sheet.title)
        for cell in () if isinstance(sheet, Matrix) else (*sheet.cells, *REMARK_CELLS):
            dotted = f"{path}.{cell.name}" if path else cell.name
            titles[dotted] = translate(cell.title)
            titles |= {f"{dotted}={choice}": translate(shown) for choice, shown in cell.choices.items()}
    return titles
