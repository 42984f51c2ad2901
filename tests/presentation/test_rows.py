"""A table of which every column is said once."""

from dataclasses import dataclass

from bodemplaat.kernel import Euro
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, Live, Table
from bodemplaat.presentation.rows import Rows


@dataclass(frozen=True)
class Debt:
    payer: str
    parts: tuple[Euro, ...]


DEBTS = [Debt("A", (Euro(100), Euro(250))), Debt("B", (Euro(-50), Euro(0)))]


def test_a_table_has_a_cell_for_each_column_of_each_row() -> None:
    table = (
        Rows(DEBTS)
        .column("payer", "Pays", lambda debt: debt.payer)
        .column("parts", "Parts", lambda debt: len(debt.parts), Kind.COUNT)
        .summed("first", "First", lambda debt: debt.parts[0])
        .table("debts", "Who pays", note="Net.", total_label="Together", emphasis={1})
    )
    assert table == Table(
        "debts",
        "Who pays",
        (
            Column("payer", "Pays"),
            Column("parts", "Parts", Kind.COUNT),
            Column("first", "First", Kind.AMOUNT, total=True),
        ),
        [("A", 2, Euro(100)), ("B", 2, Euro(-50))],
        note="Net.",
        total_label="Together",
        emphasis=frozenset({1}),
    )
    assert table.totals == ("Together", None, Euro(50))


def test_a_live_column_has_one_formula_or_one_for_each_row() -> None:
    table = (
        Rows(DEBTS)
        .amount("double", "Double", lambda debt: debt.parts[0] + debt.parts[0], "={first}*2")
        .amount("other", "Other", lambda debt: debt.parts[1], lambda debt: f"={{{debt.payer}}}")
        .table("debts", "")
    )
    assert table.rows == [
        (Live(Euro(200), "={first}*2"), Live(Euro(250), "={A}")),
        (Live(Euro(-100), "={first}*2"), Live(Euro(0), "={B}")),
    ]


def test_amounts_for_each_head_add_up_in_the_last_column() -> None:
    table = (
        Rows(DEBTS)
        .amounts(
            "y",
            range(2),
            lambda year: f"Year {year + 1}",
            lambda debt, year: debt.parts[year],
            first=1,
            together="Together",
        )
        .table("debts", "")
    )
    assert [(column.key, column.title) for column in table.columns] == [
        ("y1", "Year 1"),
        ("y2", "Year 2"),
        ("total", "Together"),
    ]
    assert table.rows[0] == (Euro(100), Euro(250), Live(Euro(350), "=SUM({y1}:{y2})"))
