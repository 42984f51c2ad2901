"""What a command has to say, once, as values: the screen, the workbook and the PDF each draw it their own way.

It knows no language. A text of ours is marked (``say("…", name=value)``), and the drawer translates and fills it; any
other text (a municipality, a service that happens to be called "Total") is shown as it is. Amounts, numbers and dates
are still values, so that a workbook holds numbers one can calculate with and a page shows them in the reader's notation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from bodemplaat.kernel import Euro, say
from bodemplaat.kernel.euro import decimals_beside
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.values import Shown

Plain: TypeAlias = str | int | Decimal | Fraction | Euro | date | Shown | None


REMARKS = {"assumption": say("Assumptions"), "source": say("Sources"), "note": say("Notes")}
"""The kinds of remark, in the order in which they are told, with their headings."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a file says about one of its entries: an assumption, a source or a note."""

    kind: str
    about: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Live:
    """A cell that the workbook calculates itself; elsewhere its ``value`` is shown.

    ``formula`` names columns by key: ``{volume}`` the cell in this row, ``{cost:total}`` the total of that column,
    ``{cost:all}`` its cells, ``{cost@4}`` the cell in the table's fifth row, ``{cost:0-4}`` its first five, and
    ``{centres/cost:total}`` the same in the table whose key is ``centres``.
    """

    value: Plain
    formula: str


Cell: TypeAlias = Plain | Live


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key`` names it for formulas; ``total`` asks for a sum under the line; ``unit`` goes in the head."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    decimals: int | None = None
    total: bool = False
    beside: tuple[int | Decimal | Fraction, ...] = ()
    """Shares that its shares are read beside: each gets the decimals that show on which side of these it lies."""

    def decimals_of(self, value: object) -> int | None:
        """The decimals that a value gets in this column: ``decimals``, or more where it is a share ``beside`` others."""
        if not self.beside or self.kind is not Kind.RATIO or not isinstance(value, int | Decimal | Fraction):
            return self.decimals
        norms = (Fraction(norm) * 100 for norm in self.beside)
        least = 1 if self.decimals is None else self.decimals
        return decimals_beside(Fraction(value) * 100, *norms, least=least)

    @property
    def head(self) -> str:
        """Title and unit of a column that is ``spoken``; an amount's unit is the euro."""
        unit = self.unit or {Kind.AMOUNT: "€"}.get(self.kind, "")
        return f"{self.title} ({unit})" if unit and self.title else self.title or unit


@dataclass(frozen=True, slots=True)
class Table:
    """A table with typed columns. ``emphasis`` holds the positions of rows to set bold (sub-totals)."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    total_label: str = ""
    emphasis: frozenset[int] = frozenset()
    on_screen: bool = True
    on_paper: bool = True
    """Long working tables may be kept to the workbook."""
    in_workbook: bool = True
    """A short form of a table that the workbook has whole may be kept out of it."""

    @property
    def totals(self) -> tuple[Plain, ...] | None:
        """The total row, or ``None`` when no column asks for one."""
        if not any(column.total for column in self.columns):
            return None
        cells: list[Plain] = []
        for position, column in enumerate(self.columns):
            if column.total:
                cells.append(_sum([plain(row[position]) for row in self.rows], column.kind))
            else:
                cells.append(self.total_label if position == 0 else None)
        return tuple(cells)


@dataclass(frozen=True, slots=True)
class Picture:
    """A Vega-Lite picture. ``alt`` says the finding in a sentence, not "chart"; without it no PDF is made."""

    title: str
    alt: str
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of one or more sentences, with a heading if it has one."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the few figures a reader came for."""

    label: str
    value: Plain
    kind: Kind = Kind.AMOUNT
    note: str = ""
    decimals: int | None = None
    beside: tuple[int | Decimal | Fraction, ...] = ()
    formula: str = ""
    """How a workbook calculates it from its tables, as in ``Live``; empty: it holds the value."""


Part: TypeAlias = Table | Picture | Paragraph


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer, the finding first: ``lead`` is the sentence its reader came for."""

    title: str
    lead: str = ""
    figures: Sequence[KeyFigure] = ()
    parts: Sequence[Part] = ()
    remarks: Sequence[Remark] = ()
    warnings: Sequence[str] = ()
    subtitle: str = ""
    day: date | None = None
    recalculates: Sequence[str] = ()
    """What the workbook calculates again when a figure in it is changed, and what stays as it was worked out."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures, in order."""
        return tuple(part for part in self.parts if isinstance(part, Picture))


def plain(cell: Cell) -> Plain:
    """The value of a cell, live or not."""
    return cell.value if isinstance(cell, Live) else cell


def _sum(cells: Sequence[Plain], kind: Kind) -> Plain:
    if kind is Kind.AMOUNT:
        return Euro.total(cell for cell in cells if isinstance(cell, Euro))
    numbers = [Fraction(cell) for cell in cells if isinstance(cell, int | Decimal | Fraction)]
    total = sum(numbers, Fraction(0))
    return total.numerator if total.denominator == 1 else total
