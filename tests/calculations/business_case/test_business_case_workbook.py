"""The workbook of a business case discounts by itself, and says what does not follow."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.business_case.cases import business_cases
from tests.recalculated import Recalculated

from bodemplaat.calculations.business_case import working
from bodemplaat.calculations.business_case.answer import solve
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.calculations.business_case.report import report
from bodemplaat.calculations.render.xlsx import workbook
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.business_case import BusinessCase, Uncertainty, appraise, net_present_value
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.main import main

ROOT = Path(__file__).parents[3]
BY_FUNCTION, DISCOUNTING, WORTH = (
    "Working by function and year", "Working discounting", "Working net present value",
)  # fmt: skip
rates = st.decimals("-0.05", "0.2", places=3)


def book_of(case: BusinessCase) -> Recalculated:
    file, asked = CaseFile("Any", "", 2026, case, Uncertainty(), ()), Asked(date(2026, 11, 28))
    return Recalculated(workbook(report(file, solve(file, asked), asked), Voice("en")))


def figure(book: Recalculated, label: str) -> int:
    """A figure of the summary in cents."""
    (row,) = (
        place[1:] for (sheet, place), text in book.stored.items() if sheet == "Summary" and text == label
    )
    cents: int = round(book["Summary", f"B{row}"] * 100)
    return cents


@settings(deadline=None)
@given(business_cases())
def test_every_formula_gives_what_the_report_says(case: BusinessCase) -> None:
    assert book_of(case).differences() == []


@settings(deadline=None)
@given(business_cases(), rates)
def test_another_rate_in_the_workbook_is_another_rate_in_the_case(case: BusinessCase, rate: Decimal) -> None:
    book = book_of(case)
    book[DISCOUNTING, "B4"] = float(rate)
    expected = appraise(replace(case, discount_rate=rate))
    # a present value within a billionth of half a cent may fall either way in a spreadsheet
    assert figure(book, "Net present value") == pytest.approx(
        expected.consolidated.net_present_value.cents, abs=1
    )


@settings(deadline=None)
@given(business_cases(), st.integers(0, 5_000_000), st.data())
def test_another_yearly_figure_moves_its_sums_and_its_worth(
    case: BusinessCase, cents: int, data: st.DataObject
) -> None:
    book, before = book_of(case), appraise(case)
    functions = [function for participant in before.participants for function in participant.functions]
    number = data.draw(st.integers(0, len(functions) - 1))
    year = data.draw(st.integers(0, case.years))
    book[BY_FUNCTION, f"H{number * (case.years + 1) + year + 4}"] = cents / 100
    flows = [figures.added_value.cents for figures in functions[number].outcome.years]
    more = functions[number].outcome.years[year].one_off.cents - cents
    flows[year] += more
    expected = (
        before.consolidated.net_present_value
        - functions[number].outcome.net_present_value
        + net_present_value(flows, case.discount_rate)
    )
    assert figure(book, "Net present value") == expected.cents
    label = f"Added value over {case.years} years"
    assert figure(book, label) == before.consolidated.total_added_value.cents + more
    last = book.find("Together, by year", "Cumulative (€)", Year=f"{case.years} ({2025 + case.years})")
    assert round(book["Together, by year", last] * 100) == before.consolidated.total_added_value.cents + more


def example(name: str, folder: Path) -> Recalculated:
    target = folder / "out.xlsx"
    question = ["business-case", str(ROOT / f"examples/{name}.yaml"), "--xlsx", str(target), "--lang", "en"]
    result = CliRunner().invoke(main, question)
    assert result.exit_code == 0, result.output
    return Recalculated(target.read_bytes())


@pytest.mark.parametrize(
    "name", ["handbook-table-16", "four-municipalities", "parkstad-case", "losser-enschede", "dated-case"]
)
def test_the_examples_recalculate_to_what_they_say(name: str, tmp_path: Path) -> None:
    book = example(name, tmp_path)
    assert book.differences() == []
    said = " ".join(str(value) for (sheet, _), value in book.stored.items() if sheet == "Summary")
    assert "Values that do not follow" in said
    assert ("Amounts with a day follow too" in said) is (name == "dated-case")


def test_another_amount_on_a_day_moves_its_year_and_its_worth(tmp_path: Path) -> None:
    """XNPV's convention: the change divided by (1 + rate) to the power of days / 365."""
    book = example("dated-case", tmp_path)
    sheet = "Amounts with a day"
    before, added = figure(book, "Net present value"), figure(book, "Costs of the change")
    row = next(
        int(re.sub(r"\D", "", place))
        for (s, place), text in book.stored.items()
        if s == sheet and text == "One-off"
    )
    days, rate, old = book[sheet, f"H{row}"], book[DISCOUNTING, "B4"], book[sheet, f"G{row}"]
    book[sheet, f"G{row}"] = old - 1_000
    worth = round(-1_000 / (1 + rate) ** (days / 365) * 100)
    assert figure(book, "Net present value") == pytest.approx(before + worth, abs=1)
    assert figure(book, "Costs of the change") == added + 100_000


def test_a_case_too_large_to_discount_in_a_workbook_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "MOST_ROWS", 3)
    book = example("handbook-table-16", tmp_path)
    assert not {BY_FUNCTION, WORTH} & set(book.sheets)
    assert book.differences() == []
    assert any("too many functions and years" in str(value) for value in book.stored.values())
