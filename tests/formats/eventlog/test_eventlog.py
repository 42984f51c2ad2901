"""Event logs from other systems: every event, its exact moment, and a reason for each row that cannot be used."""

import gzip
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.shared_data import shared_data

from bodemplaat.formats.eventlog import (
    CsvMapping,
    LocalTime,
    LogCase,
    LogEvent,
    TimestampReader,
    UnreadableLog,
    cases,
    read_csv,
    read_xes,
    unpacked,
)
from bodemplaat.kernel import Finding

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LIMIT = 10_000_000
MAPPING = CsvMapping("case", "activity", "time", AMSTERDAM, role="role", resource="who")
HEADER = "Case;Activity;Time;Role;Who;Amount\n"


def read(text: str | bytes, max_bytes: int = LIMIT) -> list[LogEvent | Finding]:
    content = text.encode() if isinstance(text, str) else text
    return list(read_csv(io.BytesIO(content), MAPPING, max_bytes=max_bytes))


def xes(body: str, head: str = "") -> bytes:
    return f'<log xes.version="1.0" xmlns="http://www.xes-standard.org/">{head}{body}</log>'.encode()


def refusal(content: bytes) -> Finding:
    with pytest.raises(UnreadableLog) as refused:
        list(read_xes(unpacked(io.BytesIO(content)), max_bytes=LIMIT))
    return refused.value.finding


def test_the_log_of_payment_requests_is_read_whole() -> None:
    with shared_data("eventlogs/RequestForPayment.xes.gz").open("rb") as file:
        found = list(read_xes(unpacked(file), max_bytes=100_000_000))
    logged = [item for item in found if isinstance(item, LogCase)]
    assert len(logged) == len(found) == 6_760
    assert sum(len(case.events) for case in logged) == 36_072
    first = logged[0].events[0]
    assert (first.activity, first.role) == ("Request For Payment SUBMITTED by EMPLOYEE", "EMPLOYEE")
    assert first.at.isoformat() == "2017-01-09T09:17:18+01:00"
    assert first.attributes["(case)_RequestedAmount"] == "34.33634285099345"


def test_a_case_keeps_its_attributes_its_order_and_the_offset_of_the_log() -> None:
    (case,) = read_xes(
        xes(
            '<trace><string key="concept:name" value="C1"/><float key="amount" value="10.123456789012345678"/>'
            '<event><string key="concept:name" value="sent"/>'
            '<date key="time:timestamp" value="2026-07-01T10:00:00.5-04:00"/><string key="org:role" value="clerk"/>'
            '<list key="marks"><string key="colour" value="red"/></list></event>'
            '<event><string key="concept:name" value="paid"/>'
            '<date key="time:timestamp" value="2026-06-01T10:00:00Z"/></event></trace>'
        ),
        max_bytes=LIMIT,
    )
    assert isinstance(case, LogCase)
    assert (case.id, case.attributes) == ("C1", {"amount": "10.123456789012345678"})
    sent, paid = case.events
    assert sent.at.utcoffset() == timedelta(hours=-4)
    assert sent.at.microsecond == 500_000
    assert (sent.role, sent.attributes) == ("clerk", {"marks": "", "marks/colour": "red"})
    assert (paid.activity, paid.case) == ("paid", "C1")


def test_a_log_may_call_the_standard_extensions_by_other_prefixes() -> None:
    head = (
        '<extension name="Concept" prefix="c" uri="http://www.xes-standard.org/concept.xesext"/>'
        '<extension name="Time" prefix="t" uri="http://www.xes-standard.org/time.xesext"/>'
    )
    body = (
        '<trace><string key="c:name" value="C1"/><event><string key="c:name" value="sent"/>'
        '<date key="t:timestamp" value="2026-07-01T10:00:00Z"/></event></trace>'
    )
    assert list(read_xes(xes(body, head), max_bytes=LIMIT)) == [
        LogCase("C1", (LogEvent("C1", "sent", datetime(2026, 7, 1, 10, tzinfo=UTC)),))
    ]


def test_events_that_cannot_be_used_are_told_and_the_others_kept() -> None:
    body = (
        '<trace><string key="concept:name" value="C1"/>'
        '<event><string key="concept:name" value="sent"/></event>'
        '<event><date key="time:timestamp" value="2026-07-01T10:00:00Z"/></event>'
        '<event><string key="concept:name" value="x"/><date key="time:timestamp" value="yesterday"/></event>'
        '<event><string key="concept:name" value="ok"/><date key="time:timestamp" value="2026-07-01T10:00:00Z"/></event>'
        "</trace>"
    )
    case, *findings = read_xes(xes(body), max_bytes=LIMIT)
    assert isinstance(case, LogCase)
    assert [event.activity for event in case.events] == ["ok"]
    assert [(f.code, f.place) for f in findings if isinstance(f, Finding)] == [
        ("log.no_time", "C1, event 1"),
        ("log.no_activity", "C1, event 2"),
        ("log.bad_time", "C1, event 3"),
    ]


def test_files_that_are_no_log_are_refused_with_the_reason() -> None:
    assert refusal(b"<html/>").code == "log.not_xes"
    assert refusal(b'<!DOCTYPE log [<!ENTITY x "y">]><log/>').code == "xml.doctype"
    assert refusal(b"").code == "xml.empty"
    assert refusal(xes("<trace>")).code == "xml.broken"
    assert refusal(gzip.compress(xes("<trace/>"))[:-12]).code == "log.gzip"
    assert refusal(b"\x1f\x8b" + b"junk" * 100).code == "log.gzip"


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    assert refusal(gzip.compress(b"<log>" + b" " * 50_000_000)).code == "xml.too_large"


def test_gzip_is_seen_from_the_content() -> None:
    body = xes('<trace><string key="concept:name" value="C1"/></trace>')
    for content in (body, gzip.compress(body)):
        assert list(read_xes(unpacked(io.BytesIO(content)), max_bytes=LIMIT)) == [LogCase("C1", ())]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_rows_are_read_whatever_the_delimiter_and_character_set(delimiter: str, encoding: str) -> None:
    rows = [["Case", "Activity", "Time", "Role", "Who", "Amount"], ["1", "Goedgekeurd één", "2026-01-05 09:00", "hoofd", "José", "12,50"]]  # fmt: skip
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert read(text.encode(encoding)) == [
        LogEvent(
            "1", "Goedgekeurd één", datetime(2026, 1, 5, 8, tzinfo=UTC), "hoofd", "José", {"Amount": "12,50"}
        )
    ]


def test_each_unusable_row_is_told_with_its_line_and_the_rest_is_read() -> None:
    found = read(
        HEADER
        + "1;start;2026-01-05;;;\n"
        + ";start;2026-01-05;;;\n"
        + '2;"two\nlines";2026-01-05;;;\n'
        + "3;;2026-01-05;;;\n"
        + "4;start;31-31-2026;;;\n"
        + "\n"
        + "5;start\n"
        + "6;end;05-01-2026 10:15;;;\n"
    )
    assert [event.case for event in found if isinstance(event, LogEvent)] == ["1", "2", "6"]
    assert [(f.code, f.place) for f in found if isinstance(f, Finding)] == [
        ("log.no_case", "line 3"),
        ("log.no_activity", "line 6"),
        ("log.no_such_time", "line 7"),
        ("log.short_row", "line 9"),
        ("log.date_order", "line 10"),
    ]


def test_a_quote_that_is_never_closed_does_not_swallow_the_file_silently() -> None:
    found = read(HEADER + '1;"never closed;2026-01-05;;;\n' + "2;start;2026-01-05;;;\n" * 10_000)
    assert next(f.place for f in found if isinstance(f, Finding)) == "line 2"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "log.empty"),
        (b"a;b;c\n1;2;3\n", "log.no_column"),
        ("Case;Activity;Time".encode("utf-16"), "log.utf16"),
        (b"x" * 3_000_000, "log.not_csv"),
        (HEADER.encode() + b"1;start;2026-01-05;;;\n" * 50_000, "log.too_large"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableLog) as refused:
        read(content, max_bytes=1_100_000)
    assert refused.value.finding.code == code


def test_a_missing_column_is_named_beside_those_that_are_there() -> None:
    with pytest.raises(UnreadableLog, match=r"no column time, role, who.*case, activity, when"):
        read("case,activity,when\n1,2,3\n")


@pytest.mark.parametrize(
    ("written", "utc", "special"),
    [
        ("2026-03-29 01:59:59", "2026-03-29T00:59:59", LocalTime.PLAIN),
        ("2026-03-29 02:30", "2026-03-29T01:30:00", LocalTime.SKIPPED),
        ("2026-03-29 03:00", "2026-03-29T01:00:00", LocalTime.PLAIN),
        ("25-10-2026 01:59", "2026-10-24T23:59:00", LocalTime.PLAIN),
        ("25-10-2026 02:30", "2026-10-25T00:30:00", LocalTime.TWICE),
        ("25-10-2026 03:00", "2026-10-25T02:00:00", LocalTime.PLAIN),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00", LocalTime.PLAIN),
        ("1/7/2026 8:05", "2026-07-01T06:05:00", LocalTime.PLAIN),
        ("2026-07-01", "2026-06-30T22:00:00", LocalTime.PLAIN),
    ],
)
def test_times_are_right_in_both_daylight_saving_nights(written: str, utc: str, special: LocalTime) -> None:
    at, seen = TimestampReader(AMSTERDAM).read(written)
    assert at.astimezone(UTC).replace(tzinfo=None).isoformat() == utc
    assert seen is special


def test_subtracting_over_the_night_counts_the_hour_that_the_clock_hides() -> None:
    clock = TimestampReader(AMSTERDAM)
    (before, _), (after, _) = clock.read("2026-03-29 01:00"), clock.read("2026-03-29 04:00")
    assert after - before == timedelta(hours=2)


def test_a_skipped_hour_is_used_and_warned_about() -> None:
    event, finding = read(HEADER + "1;start;29-03-2026 02:30;;;\n")
    assert isinstance(event, LogEvent)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.place, finding.stops) == ("log.time_skipped", "line 2", False)


def test_a_month_first_date_is_read_only_when_told_so() -> None:
    at, _ = TimestampReader(AMSTERDAM, "%m/%d/%Y %I:%M %p").read("03/04/2026 02:15 PM")
    assert at.isoformat() == "2026-03-04T14:15:00+01:00"


@settings(max_examples=60)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
def test_any_moment_that_is_written_with_its_offset_comes_back(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC).astimezone(AMSTERDAM)
    at, special = TimestampReader(UTC).read(aware.isoformat())
    assert at.astimezone(UTC) == aware.astimezone(UTC)
    assert special is LocalTime.PLAIN


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50)), max_size=20))
def test_gathering_loses_no_event_and_puts_each_case_in_order(rows: list[tuple[str, int]]) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    events = [LogEvent(case, "x", start + timedelta(hours=hour)) for case, hour in rows]
    gathered = cases(events)
    assert sorted((e for c in gathered for e in c.events), key=repr) == sorted(events, key=repr)
    assert [c.id for c in gathered] == list(dict.fromkeys(case for case, _ in rows))
    assert all([e.at for e in c.events] == sorted(e.at for e in c.events) for c in gathered)
