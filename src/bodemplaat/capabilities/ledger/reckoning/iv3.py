"""Iv3 detail: what was spent and received by taakveld and category, and what cannot be told under one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from bodemplaat.capabilities.ledger.values import AccountKind, Iv3Row
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, KeyFigure, Report, Table

EXPENSES, INCOME = say("Expenses"), say("Income")
SIDES: Final = {AccountKind.EXPENSE: EXPENSES, AccountKind.INCOME: INCOME}
Cell = tuple[str, AccountKind, str]
"""A taakveld, a side and a category."""


def iv3_cells(rows: Sequence[Iv3Row]) -> tuple[tuple[Cell, Euro, Euro], ...]:
    """What can be told, by taakveld as the regulation orders it, side and category: in the quarter and since January.

    Income is positive where it came in.
    """
    sums: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for each in rows:
        if each.is_mapped:
            cell = sums[each.account.taakveld, each.account.kind, each.account.category]
            sign = -1 if each.account.kind is AccountKind.INCOME else 1
            cell[0] += sign * each.in_quarter.cents
            cell[1] += sign * each.since_january.cents
    return tuple(
        (cell, Euro(part), Euro(whole))
        for cell, (part, whole) in sorted(sums.items(), key=lambda it: order_of(it[0]))
    )


def iv3_report(rows: Sequence[Iv3Row], *, name: str, period_name: str) -> Report:
    """Iv3 detail of ``name`` for a quarter, with what has no place in it."""
    left = [each for each in rows if not each.is_mapped]
    result = Euro.total(-each.since_january for each in rows)
    lead = (
        say(
            "{count} {count:account|accounts} cannot be told: no category, or a taakveld that the regulation does not have.",
            count=len(left),
        )
        if left
        else say("All expenses and income are in it.")
    )
    return Report(
        title=say("Iv3 detail"),
        subtitle=say("{name}, {period}", name=name, period=period_name),
        lead=lead if rows else say("Nothing was posted yet."),
        figures=(KeyFigure(say("Result since January"), result),) if rows else (),
        parts=tuple(table for table in (_mapped(rows), left_out(left)) if table.rows),
    )


def _mapped(rows: Sequence[Iv3Row]) -> Table:
    return Table(
        "iv3",
        say("By taakveld and category"),
        (
            Column("taakveld", say("Taakveld")),
            Column("side", say("Side")),
            Column("category", say("Category of Iv3")),
            Column("quarter", say("In the quarter"), Kind.AMOUNT),
            Column("year", say("Since January"), Kind.AMOUNT),
        ),
        tuple(
            (taakveld, SIDES[kind], category, part, whole)
            for (taakveld, kind, category), part, whole in iv3_cells(rows)
        ),
        note=say("Expenses and income are both positive. What stands on the balance sheet is not in it."),
    )


def left_out(rows: Sequence[Iv3Row]) -> Table:
    """Accounts that stand under no taakveld and category, so that nothing is lost."""
    return Table(
        "left",
        say("What cannot be told"),
        (
            Column("code", say("Account")),
            Column("name", say("Name")),
            Column("taakveld", say("Taakveld")),
            Column("category", say("Category of Iv3")),
            Column("quarter", say("In the quarter"), Kind.AMOUNT, total=True),
            Column("year", say("Since January"), Kind.AMOUNT, total=True),
        ),
        tuple(
            (
                *(each.account.code, each.account.name, each.account.taakveld, each.account.category),
                *(each.in_quarter, each.since_january),
            )
            for each in rows
        ),
        note=say(
            "Give these accounts a taakveld and a category in the list of accounts. Debit is positive here."
        ),
        total_label=say("Together"),
    )


def order_of(cell: Cell) -> tuple[object, ...]:
    """As the regulation orders them: 0.10 comes after 0.9."""
    taakveld, kind, category = cell
    return (_figures(taakveld), kind is AccountKind.INCOME, _figures(category), taakveld, category)


def _figures(code: str) -> tuple[int, ...]:
    return tuple(int(each) if each.isascii() and each.isdigit() else -1 for each in code.split("."))
