"""Logs as they come from use: dates of two countries, zones by name, steps of an activity, names that come back."""

import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bodemplaat.formats.eventlog import (
    CsvMapping,
    LogCase,
    LogEvent,
    MonthFirst,
    TimestampReader,
    UnreadableLog,
    cases,
    read_csv,
    read_sheet,
    read_xes,
)
from bodemplaat.kernel import Finding

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LIMIT = 10_000_000


def read(*times: str, month_first: bool | None = None, end: str = "\n") -> list[LogEvent | Finding]:
    content = end.join(["case;activity;time", *(f"{n};x;{time}" for n, time in enumerate(times))])
    mapping = CsvMapping("case", "activity", "time", AMSTERDAM, month_first=month_first)
    return list(read_csv(io.BytesIO(content.encode()), mapping, max_bytes=LIMIT))


def days(found: list[LogEvent | Finding]) -> list[str]:
    return [f"{item.at:%d %b}" for item in found if isinstance(item, LogEvent)]


def codes(found: list[LogEvent | Finding]) -> list[tuple[str, str]]:
    return [(item.code, item.place) for item in found if isinstance(item, Finding)]


@pytest.mark.parametrize("sign", ["/", "-", "."])
def test_one_date_decides_the_order_of_the_whole_column(sign: str) -> None:
    first, last = f"03{sign}02{sign}2026 09:12", f"03{sign}15{sign}2026 10:00"
    with pytest.raises(MonthFirst) as asked:
        read(first, last)
    assert asked.value.finding.place == "line 3"
    found = read(first, last, month_first=True)
    assert days(found) == ["02 Mar", "15 Mar"]
    assert codes(found) == [("log.date_order", "line 3")]
    assert codes(read(first, f"15{sign}03{sign}2026")) == []


def test_american_times_of_day_are_read() -> None:
    found = read("03/02/2026 12:05 AM", "03/15/2026 12:05 pm", "3/16/2026 1:05:09 P.M.", month_first=True)
    assert [f"{e.at:%d %H:%M}" for e in found if isinstance(e, LogEvent)] == [
        "02 00:05",
        "15 12:05",
        "16 13:05",
    ]


def test_dates_that_decide_nothing_are_read_day_first_and_that_is_told() -> None:
    found = read("03/02/2026", "03/03/2026", "01/12/2026")
    assert days(found) == ["03 Feb", "03 Mar", "01 Dec"]
    assert codes(found) == [("log.date_order", "line 2")]
    assert codes(read("03/03/2026")) == []


def test_dates_that_contradict_each_other_are_refused_with_both_lines() -> None:
    with pytest.raises(UnreadableLog) as refused:
        read("15/03/2026", "03/16/2026")
    finding = refused.value.finding
    assert (finding.code, finding.place, finding.values["month_at"]) == ("log.date_order", "line 2", "3")


def test_one_slip_among_many_is_told_and_left_out() -> None:
    found = read("3/16/2026", *["15/03/2026"] * 8)
    assert codes(found) == [("log.bad_time", "line 2"), ("log.date_order", "line 2")]


def test_a_long_file_of_the_other_order_is_given_up_early() -> None:
    content = b"case;activity;time\n" + b"1;x;03/15/2026\n" * 150 + b"1;x;03/04/2026\n" * 10_000
    found = read_csv(io.BytesIO(content), CsvMapping("case", "activity", "time", UTC), max_bytes=LIMIT)
    given = 0

    def take() -> None:
        nonlocal given
        for _ in found:
            given += 1

    with pytest.raises(MonthFirst):
        take()
    assert given < 150


@pytest.mark.parametrize(
    ("layout", "written", "utc"),
    [
        ("%Y-%m-%d %H:%M %Z", "2026-07-01 10:00 CEST", "08:00"),
        ("%Y-%m-%d %H:%M %Z", "2026-07-01 10:00 CET", "09:00"),
        ("%Y-%m-%d %H:%M %Z", "2026-07-01 10:00 UTC", "10:00"),
        ("%Y-%m-%d %H:%M %Z", "2026-07-01 10:00 Europe/London", "09:00"),
        ("%a %b %d %H:%M:%S %Z %Y", "Wed Jul 01 10:00:00 CEST 2026", "08:00"),
        ("", "2026-07-01 10:00:00 UTC", "10:00"),
        ("", "2026-07-01T10:00 Europe/London", "09:00"),
        ("", "2026-07-01T10:00+02:00[Europe/Amsterdam]", "08:00"),
        ("", "1-7-2026 10:00 GMT", "10:00"),
    ],
)
def test_the_name_of_a_zone_is_kept(layout: str, written: str, utc: str) -> None:
    at, _ = TimestampReader(AMSTERDAM, layout).read(written)
    assert f"{at.astimezone(UTC):%H:%M}" == utc


@pytest.mark.parametrize(
    "written", ["2026-07-01 10:00 CST", "2026-07-01 10:00 IST", "2026-07-01 10:00 Mars/North"]
)
@pytest.mark.parametrize("layout", ["", "%Y-%m-%d %H:%M %Z"])
def test_a_name_that_means_more_than_one_zone_is_refused(layout: str, written: str) -> None:
    with pytest.raises(ValueError, match=r"CST|IST|Mars"):
        TimestampReader(AMSTERDAM, layout).read(written)


def xes(*traces: str, head: str = "") -> bytes:
    return f"<log>{head}{''.join(f'<trace>{trace}</trace>' for trace in traces)}</log>".encode()


def event(name: str, at: str, *more: str) -> str:
    return f'<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{at}"/>{"".join(more)}</event>'


def test_two_traces_with_one_name_are_two_cases() -> None:
    named = '<string key="concept:name" value="{}"/>'.format
    content = xes(
        *(named(name) + event("a", "2026-03-02T09:00:00Z") for name in ("7", "7 (2)", "7", "7", "8"))
    )
    found = list(read_xes(content, max_bytes=LIMIT))
    assert [item.id for item in found if isinstance(item, LogCase)] == ["7", "7 (2)", "7 (3)", "7 (4)", "8"]
    assert [item.code for item in found if isinstance(item, Finding)] == ["log.same_name"] * 2
    assert all(e.case == item.id for item in found if isinstance(item, LogCase) for e in item.events)


def test_a_layout_is_for_xes_too_and_its_dates_are_decided_by_the_whole_log() -> None:
    content = xes(event("a", "02.03.26 09:00"))
    (case,) = read_xes(content, max_bytes=LIMIT, zone=AMSTERDAM, layout="%d.%m.%y %H:%M")
    assert isinstance(case, LogCase)
    assert case.events[0].at.isoformat() == "2026-03-02T09:00:00+01:00"
    content = xes(event("a", "03/02/2026"), event("a", "03/15/2026"))
    with pytest.raises(MonthFirst):
        list(read_xes(content, max_bytes=LIMIT))
    (first, *_) = read_xes(content, max_bytes=LIMIT, month_first=True)
    assert isinstance(first, LogCase)
    assert first.events[0].at.month == 3


def test_steps_of_an_activity_and_who_did_it_are_named_alike_in_every_log() -> None:
    head = '<extension name="Life" prefix="l" uri="http://www.xes-standard.org/lifecycle.xesext"/>'
    step = '<string key="l:transition" value="COMPLETE"/>'
    who = '<string key="org:resource" value="Anna"/><string key="org:role" value="clerk"/>'
    (case,) = read_xes(xes(event("a", "2026-03-02T09:00:00Z", step, who), head=head), max_bytes=LIMIT)
    assert isinstance(case, LogCase)
    (one,) = case.events
    assert (one.transition, one.named("org:resource"), one.named("org:role")) == ("complete", "Anna", "clerk")
    content = b"case;activity;time;Lifecycle:Transition\n1;a;2026-03-02;Start\n1;a;2026-03-02;\n"
    found = read_csv(io.BytesIO(content), CsvMapping("case", "activity", "time", UTC), max_bytes=LIMIT)
    assert [e.transition for e in found if isinstance(e, LogEvent)] == ["start", "complete"]


def test_a_row_per_case_gives_an_event_for_every_column_named() -> None:
    content = b"Nr;Aangemaakt;Gereed;Klant\nM-1;2-3-2026 09:12;13-3-2026;N\nM-2;3-3-2026;;V\nM-3;;;V\nM-1;soon;4-3-2026;N\n"
    mapping = CsvMapping("nr", "", "", AMSTERDAM, moments=("aangemaakt", "Gereed"))
    found = list(read_csv(io.BytesIO(content), mapping, max_bytes=LIMIT))
    told = [(e.case, e.activity, e.at.day) for e in found if isinstance(e, LogEvent)]
    assert told == [
        ("M-1", "aangemaakt", 2),
        ("M-1", "Gereed", 13),
        ("M-2", "aangemaakt", 3),
        ("M-1 (2)", "Gereed", 4),
    ]
    assert codes(found) == [
        ("log.no_time", "line 4"),
        ("log.same_name", "line 5"),
        ("log.bad_time", "line 5"),
    ]
    without = CsvMapping("", "", "", AMSTERDAM, moments=("Aangemaakt",))
    first = next(read_csv(io.BytesIO(content), without, max_bytes=LIMIT))
    assert isinstance(first, LogEvent)
    assert first.case == "#2"


def test_a_column_that_stands_twice_is_refused() -> None:
    content = b"case;activity;time;TIME\n1;a;2026-03-02;2026-03-03\n"
    with pytest.raises(UnreadableLog, match="time stands in the file twice"):
        list(read_csv(io.BytesIO(content), CsvMapping("case", "activity", "time", UTC), max_bytes=LIMIT))


def test_the_rows_of_a_sheet_are_a_log() -> None:
    rows: list[list[str | datetime | date]] = [
        ["Export of the register", "", ""], ["", "", ""], ["case", "activity", "time"],
        ["1", "in", datetime(2026, 3, 2, 9)], ["1", "out", date(2026, 3, 3)], ["", "", ""], ["1", "back", "03/15/2026"],
    ]  # fmt: skip
    mapping = CsvMapping("case", "activity", "time", AMSTERDAM, layout="%m/%d/%Y")
    found = list(read_sheet(rows, mapping))
    assert [f"{e.at:%d %H} {e.line}" for e in found if isinstance(e, LogEvent)] == [
        "02 09 4",
        "03 00 5",
        "15 00 7",
    ]
    with pytest.raises(UnreadableLog, match="no column case, activity"):
        list(read_sheet([["a"], ["time"]], mapping))
    with pytest.raises(UnreadableLog, match="empty"):
        list(read_sheet([], mapping))


def test_a_log_that_runs_from_new_to_old_has_its_ties_in_reverse() -> None:
    def told(*rows: tuple[str, str, int]) -> list[str]:
        events = [LogEvent(case, name, datetime(2026, 3, day, tzinfo=UTC)) for case, name, day in rows]
        return [" ".join(e.activity for e in case.events) for case in cases(events)]

    assert told(("1", "c", 9), ("1", "b", 2), ("1", "a", 2)) == ["a b c"]
    assert told(("1", "a", 2), ("1", "b", 2), ("1", "c", 9)) == ["a b c"]
    assert told(("2", "b", 9), ("2", "a", 9), ("1", "b", 2), ("1", "a", 2)) == ["a b", "a b"]


@pytest.mark.parametrize(
    "written",
    ["2026-02-31", "2026-02-31T10:00", "31-02-2026 10:00", "2026-03-05T25:00", "05-03-2026 10:61", "2026-03-05 10:00:60"],
)  # fmt: skip
def test_a_time_that_does_not_exist_is_told_to_be_none(written: str) -> None:
    found = read(written)[0]
    assert isinstance(found, Finding)
    assert found.code == "log.no_such_time"
    assert "does not exist as a time: correct its day or its hour" in found.render()


@pytest.mark.parametrize("written", ["foo", "2026.03.01 uur 10", "1 mrt 2026"])
def test_a_time_that_does_not_read_is_told_with_the_option_that_helps(written: str) -> None:
    (found,) = read(written)
    assert isinstance(found, Finding)
    assert found.code == "log.bad_time"
    assert "--layout" in found.render()


def test_day_366_of_a_year_with_365_is_no_day() -> None:
    clock = TimestampReader(AMSTERDAM, "%j %Y")
    assert clock.read("366 2028")[0].date() == date(2028, 12, 31)
    with pytest.raises(ValueError, match="366 2026"):
        clock.read("366 2026")


def test_a_day_that_does_not_exist_decides_no_order() -> None:
    found = read("02-03-2026", "02-30-2026")
    assert days(found) == ["02 Mar"]
