"""A table over values of one kind: each column says in one place what it is called and what a row puts in it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, Self, TypeVar

from bodemplaat.kernel import Euro
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, Live, Table, plain

R = TypeVar("R")
Head = TypeVar("Head")


class Rows(Generic[R]):
    """The values that a table shows, one a row, and its columns so far; ``table`` makes the table of them.

    ``Rows(debts).column("payer", say("Pays"), lambda debt: debt.payer).table("netted", say("Who pays whom"))``
    """

    def __init__(self, values: Iterable[R]) -> None:
        self.values: Sequence[R] = list(values)
        self.columns: list[Column] = []
        self._cells: list[Callable[[R], Cell]] = []

    def column(
        self,
        key: str,
        title: str,
        cell: Callable[[R], Cell],
        kind: Kind = Kind.TEXT,
        unit: str = "",
        decimals: int | None = None,
        *,
        total: bool = False,
        beside: tuple[int | Decimal | Fraction, ...] = (),
        live: str | Callable[[R], str] = "",
    ) -> Self:
        """A column as ``Column`` describes it; ``live`` is the formula of its cells (see ``Live``), also a row's own."""

        def worked_out(row: R) -> Cell:
            return Live(plain(cell(row)), live(row) if callable(live) else live)

        self.columns.append(Column(key, title, kind, unit, decimals, total, beside))
        self._cells.append(worked_out if live else cell)
        return self

    def amount(
        self, key: str, title: str, cell: Callable[[R], Cell], live: str | Callable[[R], str] = ""
    ) -> Self:
        """A column of amounts that are not added up."""
        return self.column(key, title, cell, Kind.AMOUNT, live=live)

    def summed(
        self, key: str, title: str, cell: Callable[[R], Cell], live: str | Callable[[R], str] = ""
    ) -> Self:
        """A column of amounts with their sum under the line."""
        return self.column(key, title, cell, Kind.AMOUNT, total=True, live=live)

    def amounts(
        self,
        prefix: str,
        heads: Iterable[Head],
        title: Callable[[Head], str],
        cell: Callable[[R, Head], Cell],
        *,
        first: int = 0,
        total: bool = True,
        together: str = "",
    ) -> Self:
        """A column of amounts for each head, with the keys ``p0``, ``p1`` …; ``together`` is the title of their sum."""
        every = list(heads)
        keys = [f"{prefix}{number}" for number in range(first, first + len(every))]
        for key, head in zip(keys, every, strict=True):
            self.column(key, title(head), self._of(cell, head), Kind.AMOUNT, total=total)
        if not together:
            return self

        def whole(row: R) -> Euro:
            amounts = (plain(cell(row, head)) for head in every)
            return Euro.total(amount for amount in amounts if isinstance(amount, Euro))

        sums = f"=SUM({{{keys[0]}}}:{{{keys[-1]}}})" if keys else ""
        return self.column("total", together, whole, Kind.AMOUNT, total=total, live=sums)

    @staticmethod
    def _of(cell: Callable[[R, Head], Cell], head: Head) -> Callable[[R], Cell]:
        return lambda row: cell(row, head)

    def table(self, key: str, title: str, *, emphasis: Collection[int] = (), **about: Any) -> Table:
        """The table; ``about`` is what else ``Table`` can be told: its note, its total's label, where it is shown."""
        rows = [tuple(cell(row) for cell in self._cells) for row in self.values]
        return Table(key, title, tuple(self.columns), rows, emphasis=frozenset(emphasis), **about)
