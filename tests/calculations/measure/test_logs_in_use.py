"""Logs as systems really export them: nothing is measured wrongly without a word."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from tests.formats.workbook.test_workbook import ods
from tests.shared_data import ROOT

from bodemplaat.surfaces.cli.main import main

SCHEMA = json.loads((ROOT / "docs/reference/schemas/measure.schema.json").read_text())
USUAL = ("--received", "in", "--closed", "out")
HOUR, DAY = 3600, 86400


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["measure", str(path), *arguments, "--json"])


@pytest.fixture
def measured(tmp_path: Path) -> Any:
    def measure(content: str | bytes, *arguments: str, refused: bool = False) -> Any:
        path = tmp_path / "log"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        result = run(path, *arguments)
        assert result.exit_code == (2 if refused else 0), result.output
        if refused:
            return result.stderr
        answer = json.loads(result.stdout)
        jsonschema.validate(answer, SCHEMA)
        return answer

    return measure


def csv(*rows: str, head: str = "case;activity;timestamp") -> str:
    return "\n".join([head, *rows]) + "\n"


def codes(answer: Any) -> list[str]:
    return [found["code"] for found in answer["told"]]


def longest(answer: Any) -> float:
    return float(answer["total"]["gross_seconds"]["longest"])


def test_an_open_quotation_mark_swallows_no_case(measured: Any) -> None:
    head = "case;activity;timestamp;note"
    rows = ("1;in;2026-03-02;x", '1;out;2026-03-03;"open', "2;in;2026-03-03;x", "2;out;2026-03-05;y")
    answer = measured(csv(*rows, head=head), *USUAL)
    assert (answer["cases"]["all"], answer["unusable"]["count"]) == (2, 0)
    assert [(f["code"], f["place"]) for f in answer["told"]] == [("log.open_quote", "line 3")]


def test_excel_s_own_line_and_old_line_ends_are_read(measured: Any) -> None:
    content = "sep=;\r" + csv("1;in;2026-03-02", "1;out;2026-03-03").replace("\n", "\r")
    assert longest(measured(content, *USUAL)) == DAY


def test_months_that_come_first_are_read_so_and_that_is_told(measured: Any) -> None:
    content = csv("1;in;03/02/2026 09:12", "1;out;03/12/2026 09:12", "2;in;03/15/2026 10:00")
    answer = measured(content, *USUAL)
    assert longest(answer) == 10 * DAY
    assert [(f["code"], f["place"]) for f in answer["told"]] == [("log.date_order", "line 4")]
    stopped = measured(csv("1;in;03/15/2026", "1;out;15/03/2026"), *USUAL, refused=True)
    assert "15/03/2026" in stopped


def test_a_layout_keeps_the_name_of_the_zone(measured: Any) -> None:
    content = csv("1;in;2026-03-28 12:00 CET", "1;out;2026-03-29 12:00 CEST", "2;in;2026-07-01 10:00 UTC")
    answer = measured(content, *USUAL, "--layout", "%Y-%m-%d %H:%M %Z")
    assert longest(answer) == 23 * HOUR
    assert answer["asked"] == "2026-07-01T10:00:00+00:00"


def test_the_zone_of_the_log_is_not_that_of_the_desk(measured: Any) -> None:
    content = csv("1;in;2026-03-02 07:30", "1;out;2026-03-02 16:30")
    opening = ("--hours", "mon-fri 09:00-17:00")
    here = measured(content, *USUAL, *opening)
    there = measured(content, *USUAL, *opening, "--log-zone", "UTC")
    assert here["total"]["working_seconds"]["longest"] == 7.5 * HOUR
    assert there["total"]["working_seconds"]["longest"] == 8 * HOUR
    assert there["asked"] == "2026-03-02T16:30:00+00:00"
    assert "--log-zone" in measured(content, "--log-zone", "Delft", refused=True)


def test_a_layout_is_for_times_in_xes_too(measured: Any) -> None:
    assert (
        longest(
            measured(xes(("in", "2.3.26 9:00", ""), ("out", "3.3.26 9:00", "")), "--layout", "%d.%m.%y %H:%M")
        )
        == DAY
    )


def xes(*events: tuple[str, str, str], name: str = "1", more: str = "") -> str:
    inside = "".join(
        f'<event><string key="concept:name" value="{activity}"/><date key="time:timestamp" value="{at}"/>'
        + (f'<string key="lifecycle:transition" value="{step}"/>' if step else "")
        + more
        + "</event>"
        for activity, at, step in events
    )
    return f'<log><trace><string key="concept:name" value="{name}"/>{inside}</trace></log>'


def test_only_what_is_complete_counts_unless_asked(measured: Any) -> None:
    content = xes(
        ("in", "2026-03-02T09:00Z", "start"), ("in", "2026-03-02T11:00Z", "COMPLETE"),
        ("out", "2026-03-02T12:00Z", "schedule"), ("out", "2026-03-12T11:00Z", "complete"),
    )  # fmt: skip
    answer = measured(content, *USUAL)
    assert (longest(answer), codes(answer)) == (10 * DAY, ["measure.lifecycle"])
    asked = measured(content, *USUAL, "--lifecycle", "start", "--lifecycle", "complete")
    assert longest(asked) == 10 * DAY + 2 * HOUR
    assert "schedule (1)" in asked["told"][0]["text"]
    head = "case;activity;timestamp;lifecycle:transition"
    rows = ("1;in;2026-03-02;complete", "1;out;2026-03-03;schedule", "1;out;2026-03-04;complete")
    assert longest(measured(csv(*rows, head=head), *USUAL)) == 2 * DAY
    assert "lifecycle" in measured(xes(("in", "2026-03-02T09:00Z", "start")), refused=True)


def test_two_traces_with_one_name_are_two_cases(measured: Any) -> None:
    trace = xes(("in", "2026-03-02T09:00Z", ""), ("out", "2026-03-03T09:00Z", ""))
    content = trace.replace("</log>", trace.removeprefix("<log>"))
    answer = measured(content, *USUAL)
    assert (answer["total"]["closed"], codes(answer)) == (2, ["log.same_name"])


@pytest.mark.parametrize(
    ("deadlines", "inside", "told"),
    [
        (("2026-03-05", "2026-03-05", "2026-03-05"), 3, []),
        (("2026-03-05 00:00", "2026-03-05", "2026-03-05T00:00:00"), 3, ["measure.deadline_day"]),
        (("2026-03-05 00:00", "2026-03-05", "2026-03-05 17:00"), 2, ["measure.deadline_midnight"]),
        (("03/05/2026", "03/05/2026", "03/15/2026"), 3, ["measure.deadline_order"]),
        (("5-3-2026", "5-3-2026", "15-3-2026"), 3, []),
    ],
)
def test_a_deadline_without_a_time_ends_with_its_day(
    measured: Any, deadlines: tuple[str, ...], inside: int, told: list[str]
) -> None:
    rows = [
        row
        for n, d in enumerate(deadlines)
        for row in (f"{n};in;2026-03-02 09:00;{d}", f"{n};out;2026-03-05 14:00;{d}")
    ]
    answer = measured(csv(*rows, head="case;activity;timestamp;due"), *USUAL, "--deadline", "due")
    assert (answer["total"]["inside"], codes(answer)) == (inside, told)


def test_days_only_from_new_to_old_are_taken_in_the_reverse_order(measured: Any) -> None:
    rows = ("1;in;2026-03-02", "1;wait;2026-03-04", "1;go;2026-03-04", "1;out;2026-03-06")
    options = (*USUAL, "--suspended", "wait=customer", "--resumed", "go")
    straight, turned = measured(csv(*rows), *options), measured(csv(*reversed(rows)), *options)
    assert straight["total"] == turned["total"]
    assert (straight["waiting"], codes(straight)) == (turned["waiting"], [])
    assert codes(turned) == ["measure.turned"]


def test_a_case_may_begin_by_waiting_but_not_by_being_closed(measured: Any) -> None:
    rows = ("1;wait;2026-03-02", "1;go;2026-03-04", "1;out;2026-03-06", "2;out;2026-03-06")
    answer = measured(csv(*rows), "--closed", "out", "--suspended", "wait=customer")
    assert (answer["total"]["closed"], answer["total"]["net_seconds"]["longest"]) == (1, 2 * DAY)
    assert answer["unusable"]["reasons"] == {"measure.begins_closed": 1}


def test_who_did_it_may_be_the_customer_and_a_change_is_told(measured: Any) -> None:
    content = xes(
        ("in", "2026-03-02T09:00Z", ""),
        ("out", "2026-03-03T09:00Z", ""),
        more='<string key="org:resource" value="Anna"/>',
    )
    answer = measured(content, *USUAL, "--customer", "org:resource")
    assert [c["name"] for c in answer["customers"]] == ["Anna"]
    assert codes(answer) == []


def test_what_differs_in_words_is_told_apart(tmp_path: Path) -> None:
    """A change of channel hid behind one of customer, as its second time."""
    log = tmp_path / "log.csv"
    log.write_text(
        "case;act;at;klant;weg\n1;in;2026-03-02;K1;web\n1;out;2026-03-05;K2;post\n", encoding="utf-8"
    )
    names = ("--case", "case", "--activity", "act", "--time", "at", "--received", "in", "--closed", "out")
    shown = CliRunner().invoke(
        main, ["measure", str(log), *names, "--customer", "klant", "--channel", "weg", "--lang", "en"]
    )
    assert shown.exit_code == 0, shown.output
    said = " ".join(shown.stdout.split())
    assert "Cases that change customer: 1. Of these the first by time counts. ! " in said
    assert "Cases that change channel: 1." in said
    assert "happened" not in said


@pytest.mark.parametrize(("arguments", "counts"), [((), "Vlist"), (("--changed", "last"), "Nederlek")])
@pytest.mark.parametrize("turn", [1, -1])
def test_of_a_case_that_changes_customer_it_is_told_which_counts(
    measured: Any, arguments: tuple[str, ...], counts: str, turn: int
) -> None:
    rows = ("1;in;2026-03-02;Vlist", "1;x;2026-03-03;Nederlek", "1;out;2026-03-04;", "2;in;2026-03-02;Vlist")
    content = csv(*rows[::turn], head="case;activity;timestamp;Klant")
    answer = measured(content, *USUAL, "--customer", "klant", *arguments)
    assert [c["name"] for c in answer["customers"]] == [counts]
    assert codes(answer) == ["measure.changed"]
    assert ": 1." in answer["told"][0]["text"]


def test_of_a_deadline_that_changes_it_is_told_which_counts(measured: Any) -> None:
    head = "case;activity;timestamp;due"
    rows = ("1;in;2026-03-02;2026-03-04", "1;x;2026-03-03;2026-03-15", "1;out;2026-03-10;2026-03-15")
    answer = measured(csv(*rows, head=head), *USUAL, "--deadline", "due")
    assert answer["total"]["inside"] == 1
    assert [f["code"] for f in answer["told"]] == ["measure.deadline_changed"]
    unchanged = csv("1;in;2026-03-02;2026-03-04", "1;out;2026-03-10;2026-03-04", head=head)
    assert "measure.deadline_changed" not in codes(measured(unchanged, *USUAL, "--deadline", "due"))


@pytest.mark.parametrize(
    ("log", "options"),
    [
        (csv("4;2026-03-15;2026-03-10", "5;2026-03-01;2026-03-16", head="nr;from;to"), ("--received-column", "from", "--closed-column", "to")),
        (csv("4;out;2026-03-10", "4;in;2026-03-15", "5;in;2026-03-01", "5;out;2026-03-16"), USUAL),
    ],
)  # fmt: skip
def test_a_case_closed_before_it_was_received_is_not_open(
    measured: Any, log: str, options: tuple[str, ...]
) -> None:
    case = ("--case", "nr") if "--received-column" in options else ()
    answer = measured(log, *options, *case)
    assert (answer["cases"]["all"], answer["cases"]["open"]) == (1, 0)
    assert answer["unusable"]["reasons"] == {"measure.closed_before": 1}


def test_one_row_may_be_a_whole_case(measured: Any) -> None:
    head = "Nr;In;Wacht;Verder;Uit;Klant"
    rows = ("1;2-3-2026;3-3-2026;5-3-2026;13-3-2026;V", "2;3-3-2026;;;;N")
    named = ("--case", "nr", "--received-column", "In", "--closed-column", "uit", "--customer", "Klant")
    waits = ("--moment-column", "Wacht", "--moment-column", "Verder", "--suspended", "Wacht=klant")
    answer = measured(csv(*rows, head=head), *named, *waits)
    assert (answer["cases"]["all"], answer["cases"]["open"], longest(answer)) == (2, 1, 11 * DAY)
    assert [(w["cause"], w["clock_seconds"]) for w in answer["waiting"]] == [("klant", 2 * DAY)]
    without_case = measured(csv(*rows, head=head), *named[2:])
    assert (without_case["cases"]["all"], longest(without_case)) == (2, 11 * DAY)


def test_a_log_with_one_row_per_case_is_told_the_way_out(measured: Any) -> None:
    log = csv("1;2-3-2026;13-3-2026", head="Nr;In;Uit")
    refused = " ".join(measured(log, "--case", "Nr", refused=True).split())
    assert "Er is geen kolom activity, timestamp." in refused
    assert "(--received-column, --closed-column)" in refused
    named = ("--case", "Nr", "--received-column", "In", "--closed-column", "Weg")
    assert "--closed-column" not in measured(log, *named, refused=True)


def test_unusable_lines_are_listed_in_order_of_line(measured: Any) -> None:
    rows = (
        "1;in;0026-03-02",
        "1;in;2026-03-02",
        ";in;2026-03-02",
        "2;;2026-03-02",
        "3;in;1026-03-02",
        "4;in;soon",
    )
    answer = measured(csv(*rows), *USUAL)
    places = [row["place"] for row in answer["unusable"]["rows"]]
    assert places[:5] == ["line 2", "line 4", "line 5", "line 6", "line 7"]


def book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd-mm-yyyy hh:mm"}) as made:
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def test_a_workbook_is_a_log(measured: Any) -> None:
    rows: list[list[object]] = [
        ["zaak", "wat", "moment"], ["1", "in", datetime(2026, 3, 2, 9)], ["1", "out", datetime(2026, 3, 12, 9)],
        [2, "in", "3-3-2026 10:00"], [2, "out", "13-3-2026 10:00"],
    ]  # fmt: skip
    named = ("--case", "zaak", "--activity", "wat", "--time", "moment")
    answer = measured(book(("Toelichting", [["Export", "van"]]), ("Log", rows)), *USUAL, *named)
    assert (answer["total"]["closed"], longest(answer), answer["told"]) == (2, 10 * DAY, [])
    two = book(("A", rows), ("B", rows))
    assert "A, B" in measured(two, *USUAL, *named, refused=True)
    assert measured(two, *USUAL, *named, "--sheet", "b")["total"]["closed"] == 2
    assert "A, B" in measured(two, *USUAL, *named, "--sheet", "c", refused=True)
    assert "zaak, wat, moment" in measured(two, refused=True)
    assert "Traceback" not in measured(two[:-300], *named, refused=True)


def broken_book(rows: list[list[object]]) -> bytes:
    """A workbook in which a text as ``=F()→#N/A`` is a formula with that result; without one it is not stored."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd-mm-yyyy hh:mm"}) as made:
        sheet = made.add_worksheet("Log")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("="):
                    formula, _, result = cell.partition("→")
                    sheet.write_formula(row, column, formula, None, result)
                else:
                    sheet.write(row, column, cell)
    return buffer.getvalue()


def test_a_cell_of_a_log_that_holds_no_value_is_told_by_sheet_and_cell(measured: Any) -> None:
    rows: list[list[object]] = [
        ["case", "activity", "timestamp", "unit", "note"],
        ["1", "in", datetime(2026, 3, 2, 9), "=A()→#NAME?", "=1/0→#DIV/0!"],
        ["1", "out", "=B()→#N/A", "North", ""],
        ["1", "out", datetime(2026, 3, 12, 9), "North", ""],
        ["=C()→#REF!", "in", datetime(2026, 3, 2, 9), "North", ""],
        ["2", "=D1+1", datetime(2026, 3, 2, 9), "North", ""],
        ["3", "in", "soon", "North", ""],
    ]
    answer = measured(broken_book(rows), *USUAL, "--customer", "unit")

    assert [(row["code"], row["place"]) for row in answer["unusable"]["rows"]] == [
        ("log.error_cell", "Log!C3"),
        ("log.error_cell", "Log!A5"),
        ("log.no_result", "Log!B6"),
        ("log.bad_time", "line 7"),
    ]
    assert "#N/A" in answer["unusable"]["rows"][0]["text"]
    assert "=D1+1" in answer["unusable"]["rows"][2]["text"]
    assert [(row["code"], row["place"]) for row in answer["told"]] == [("log.left_out", "Log!D2")]
    assert (answer["cases"]["all"], longest(answer)) == (1, 10 * DAY)


def test_a_moment_without_a_value_in_a_log_of_one_row_per_case(measured: Any) -> None:
    rows: list[list[object]] = [
        ["case", "came", "done"],
        ["1", datetime(2026, 3, 2, 9), "=A()→#VALUE!"],
        ["2", datetime(2026, 3, 2, 9), datetime(2026, 3, 5, 9)],
        ["3", "=A()→#N/A", ""],
        ["=A()→#N/A", datetime(2026, 3, 2, 9), datetime(2026, 3, 5, 9)],
    ]
    answer = measured(
        broken_book(rows), "--received-column", "came", "--closed-column", "done", "--case", "case"
    )

    assert [(row["code"], row["place"]) for row in answer["unusable"]["rows"]] == [
        ("log.error_cell", "Log!C2"),
        ("log.error_cell", "Log!B4"),
        ("log.error_cell", "Log!A5"),
    ]
    assert answer["total"]["closed"] == 1


def test_an_error_in_an_ods_log_is_told_by_sheet_and_cell(measured: Any) -> None:
    def cell(text: str, more: str = "") -> str:
        return (
            f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
        )

    error = cell("#N/A", ' table:formula="of:=NA()" calcext:value-type="error"')
    lines = (("case", "activity", "timestamp"), ("1", "in", "2026-03-02"), ("1", "out", ""))
    body = "".join(
        "<table:table-row>" + "".join(cell(text) if text else error for text in line) + "</table:table-row>"
        for line in lines
    )
    rows = measured(ods(body), *USUAL)["unusable"]["rows"]
    assert [(row["code"], row["place"]) for row in rows] == [("log.error_cell", "Kosten!C3")]


@pytest.mark.parametrize("more", [b"", b"\x00" * 4000])
def test_a_workbook_of_the_old_kind_is_refused_with_the_cure(measured: Any, more: bytes) -> None:
    said = measured(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + more, *USUAL, refused=True)
    assert "XLSX" in said
    assert "XLS)" in said


def test_a_norm_may_count_by_the_clock(measured: Any) -> None:
    """Received on Friday afternoon, closed on Monday morning: 66 hours by the clock, three hours of opening."""
    content = csv("1;in;2026-03-06 15:00", "1;out;2026-03-09 09:00")
    opening = ("--hours", "mon-fri 09:00-17:00")
    for norm, inside in (
        ("48 uur op de klok", 0),
        ("66 clock hours", 1),
        ("65 klokuren", 0),
        ("3 uur", 1),
        ("1 uur", 0),
    ):
        answer = measured(content, *USUAL, *opening, "--norm", norm)
        assert answer["total"]["inside"] == inside, norm
    assert "op de klok" in measured(content, *USUAL, "--norm", "66 uur op de klok")["assumptions"][0]["text"]


def test_what_could_not_be_used_stands_in_the_order_of_numbers(measured: Any) -> None:
    rows = [f"A{n};in;foo" for n in range(2, 13)]
    told = measured(csv(*rows, "B;in;2026-03-02", "B;out;2026-03-03"), *USUAL)
    assert told["unusable"]["count"] == len(rows)
    places = [found["place"] for found in told["unusable"]["rows"]]
    assert places == [f"line {n}" for n in range(2, 13)]


def test_an_open_case_and_a_deadline_that_does_not_exist_are_told_with_a_cure(measured: Any) -> None:
    head = "case;activity;timestamp;due"
    rows = ("A10;in;2026-03-02;2026-02-31", "A10;out;2026-03-03;2026-02-31")
    told = measured(csv(*rows, head=head), *USUAL, "--deadline", "due")
    assert "--layout" in json.dumps(told["unusable"], ensure_ascii=False)
