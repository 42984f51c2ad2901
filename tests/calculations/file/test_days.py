"""A day in figures is read in one way only where the file proves it; else it is refused with both readings."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.calculations.test_workbooks_of_others import book, run

from bodemplaat.calculations.file.days import Order, TwoDays, is_two_days, order_of, read_day
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.yaml_source import read_yaml


def entry(text: str) -> tuple[Entry, Reading]:
    reading = Reading(read_yaml(text, "m.yaml"))
    return reading.entry(), reading


@pytest.mark.parametrize("written", ["01-02-2026", "1-2-2026", "1/2/2026"])
def test_a_day_that_is_two_is_refused_with_both(written: str) -> None:
    block, reading = entry(f"day: {written}\n")
    block.day("day")
    [finding] = reading.findings
    assert (finding.code, finding.place, finding.stops) == ("model.two_readings", "m.yaml:1", True)
    assert "2026-02-01" in finding.render()
    assert "2026-01-02" in finding.render()


@pytest.mark.parametrize(
    ("proof", "month"),
    [("31-12-2026", 2), ("12-31-2026", 1), ("13/1/2026", 2), ("'1.234,50'", 2)],
)
def test_what_can_be_one_day_only_decides_for_the_file_and_is_told(proof: str, month: int) -> None:
    block, reading = entry(f"day: 01-02-2026\nother: {proof}\n")
    assert block.day("day").month == month
    [finding] = reading.findings
    assert (finding.code, finding.stops) == ("model.by_habit", False)
    assert finding.values["proof"] == proof.strip("'")
    assert "m.yaml:2" in finding.render()


@pytest.mark.parametrize(
    "proof",
    ["{a: 31-12-2026, b: 12-31-2026}", "2026-12-31", "5-5-2026", "{a: '1,5', b: 12-31-2026, c: 31-12-2026}"],
)
def test_days_that_contradict_each_other_and_those_that_prove_nothing_decide_nothing(proof: str) -> None:
    block, reading = entry(f"day: 01-02-2026\nother: {proof}\n")
    block.day("day")
    assert [finding.code for finding in reading.findings] == ["model.two_readings"]


def test_text_cells_of_a_workbook_follow_the_same_rule(tmp_path: Path) -> None:
    heads: list[object] = ["Naam", "Sleutel", "Begroting", "Vanaf"]
    lines: list[list[object]] = [heads, ["Huur", "k", 100, "01-02-2026"], ["ICT", "k", 300, ""]]
    refused = run("settle", book(tmp_path / "m.xlsx", Kosten=lines))
    assert refused.exit_code == 2
    assert "Kosten!D2" in refused.stderr
    assert "means two days" in refused.stderr
    lines[2][3] = "15-02-2026"
    told = run("settle", book(tmp_path / "m.xlsx", Kosten=lines))
    assert told.exit_code == 0, told.stderr
    assert "1 February 2026 and not as 2 January 2026" in told.stdout


def test_a_meeting_day_that_is_two_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "p.yaml"
    model.write_text(
        "title: T\nstart: 2026-03-02\nactivities:\n  - {name: A, days: 1, calendar: raad}\n"
        "meetings:\n  - {calendar: raad, days: [04-05-2026, 2026-06-01]}\n",
        encoding="utf-8",
    )
    result = run("plan", model)
    assert result.exit_code == 2
    assert "m.yaml" not in result.stderr
    assert "'04-05-2026' means two days" in result.stderr


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from("-/"), st.booleans())
def test_any_day_reads_back_in_the_order_it_was_written_in(day: date, mark: str, month_first: bool) -> None:
    figures = [day.month, day.day] if month_first else [day.day, day.month]
    text = mark.join(map(str, [*figures, day.year]))
    order = Order.MONTH_FIRST if month_first else Order.DAY_FIRST
    assert read_day(text, order) == day
    assert is_two_days(text) == (day.day <= 12 and day.day != day.month)
    if is_two_days(text):
        with pytest.raises(TwoDays):
            read_day(text)
    else:
        assert read_day(text) == day
        assert order_of([text]) in ({order} if day.day != day.month else {Order.UNKNOWN})
    assert read_day((day + timedelta(days=1)).isoformat()).toordinal() == day.toordinal() + 1
