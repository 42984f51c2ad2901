"""Two versions of a model side by side: what changed is exact, and a row of one version only is told once."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.calculations.render.comparison import compared
from bodemplaat.kernel import Euro
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.page import Page, page
from bodemplaat.presentation.report import Column, KeyFigure, Report, Table
from bodemplaat.presentation.voice import Voice

DUTCH = Voice("nl")
NOTHING = Euro(0)


def told(*rows: tuple[str, str, Euro, Fraction], total: Euro = NOTHING) -> Page:
    columns = (
        Column("name", "Gemeente"),
        Column("note", "Opmerking"),
        Column("cost", "Kosten", Kind.AMOUNT, total=True),
        Column("share", "Aandeel", Kind.RATIO),
    )
    report = Report(
        "Verdeling", figures=(KeyFigure("Samen", total),), parts=(Table("t", "Per gemeente", columns, rows),)
    )
    return page(report, DUTCH)


def test_a_difference_is_exact_and_what_is_the_same_is_counted() -> None:
    before = told(("Vlist", "oud", Euro.of("10.05"), Fraction(1, 2)), total=Euro.of("10.05"))
    after = told(("Vlist", "nieuw", Euro.of("1010.06"), Fraction(1, 2)), total=Euro.of("1010.06"))
    found = compared(before, after, [("title", "a"), ("x", "1")], [("title", "a"), ("y", "2")], DUTCH)
    (figure,) = found["figures"]
    assert (figure["about"], figure["difference"]) == ("Samen", "+€\xa01.000,01")
    (table,) = found["tables"]
    (change,) = table["changes"]
    assert (change["about"], change["column"], change["before"], change["after"], change["difference"]) == (
        "Vlist",
        "Kosten (€)",
        "10,05",
        "1.010,06",
        "+1.000,01",
    )
    assert table["same"] == 1
    assert [(f["about"], f["before"], f["after"]) for f in found["fields"]] == [
        ("x", "1", ""),
        ("y", "", "2"),
    ]


def test_a_row_of_one_version_only_is_told_once() -> None:
    one = ("Vlist", "", Euro(100), Fraction(1))
    found = compared(told(one), told(one, ("Gouda", "", Euro(1), Fraction(0))), [], [], DUTCH)
    (table,) = found["tables"]
    assert [(c["about"], c["column"], c["before"], c["after"]) for c in table["changes"]] == [
        ("Gouda", "de hele rij", "", "staat hier")
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.integers(-(10**9), 10**9))))
def test_a_report_beside_itself_differs_in_nothing(rows: list[tuple[str, str, int]]) -> None:
    one = told(*((name, note, Euro(cents), Fraction(1, 3)) for name, note, cents in rows))
    found = compared(one, one, [("a", "1")], [("a", "1")], DUTCH)
    assert (found["tables"], found["fields"]) == ([], [])
    assert {figure["difference"] for figure in found["figures"]} <= {"€\xa00,00"}
