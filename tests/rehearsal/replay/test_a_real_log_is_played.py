"""A log of another system becomes claims: its words, its routes, and every event and cent accounted for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
import time_machine
import yaml
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import ROOT, shared_data

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.formats.eventlog import LogCase, LogEvent, read_xes, unpacked
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.replay.meaning import BPI_2020, Story, Verb, meanings_from, story
from bodemplaat.rehearsal.replay.routes import roles_in, rounds_of, routes_of

START = datetime(2018, 1, 8, 9, 0, tzinfo=UTC)
SUBMITTED, PAID = "Request For Payment SUBMITTED by EMPLOYEE", "Payment Handled"


def told(number: int, *activities: str, amount: str = "10.00") -> Story:
    events = tuple(
        LogEvent(f"case {number}", activity, START + timedelta(hours=hour), attributes={"amount": amount})
        for hour, activity in enumerate(activities)
    )
    return story(number, LogCase(f"case {number}", events), meanings=BPI_2020, amount="amount", unit="unit")


def approved(*roles: str) -> list[str]:
    return [f"Request For Payment APPROVED by {role}" for role in roles]


def test_the_words_of_the_log_are_understood() -> None:
    acts = told(
        0,
        SUBMITTED,
        "Request For Payment REJECTED by BUDGET OWNER",
        "Request For Payment REJECTED by EMPLOYEE",
        "Request For Payment FINAL_APPROVED by DIRECTOR",
        "Request For Payment REJECTED by MISSING",
        "Coffee",
    ).acts
    assert [(act.verb, act.role) for act in acts] == [
        (Verb.SUBMIT, "EMPLOYEE"),
        (Verb.RETURN, "BUDGET OWNER"),
        (Verb.TAKE_BACK, "EMPLOYEE"),
        (Verb.APPROVE, "DIRECTOR"),
        (Verb.RETURN, "SSC"),
        (None, ""),
    ]


def test_other_words_are_a_table() -> None:
    (approve, pay) = meanings_from({"ok by *": "approve *", "done": "pay"})
    assert (approve.verb, approve.role, pay.verb) == (Verb.APPROVE, "*", Verb.PAY)
    with pytest.raises(ValueError, match="dance"):
        meanings_from({"x": "dance"})


def test_the_meanings_in_the_documentation_can_be_read() -> None:
    page = (ROOT / "docs/reference/meanings.md").read_text(encoding="utf-8")
    example = "\n".join(line.strip() for line in page.splitlines() if line.startswith("    "))
    rules = meanings_from(yaml.safe_load(example))
    words = ("Declaration REJECTED by EMPLOYEE", "Declaration FINAL_APPROVED by SUPERVISOR", "Send Reminder")
    events = tuple(LogEvent("1", word, START + timedelta(hours=hour)) for hour, word in enumerate(words))
    acts = story(0, LogCase("1", events), meanings=rules, amount="amount", unit="unit").acts
    assert [(act.verb, act.role) for act in acts] == [
        (Verb.TAKE_BACK, "EMPLOYEE"),
        (Verb.APPROVE, "SUPERVISOR"),
        (Verb.REMIND, "SSC"),
    ]
    told = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert told == {verb.value for verb in Verb}


@pytest.mark.parametrize(
    ("amount", "cents"),
    [("34.33634285099345", 3434), ("0.005", 1), ("19.994999", 1999), ("many", None), ("NaN", None)],
)
def test_an_amount_keeps_its_decimals_and_is_rounded_once(amount: str, cents: int | None) -> None:
    case = told(0, SUBMITTED, amount=amount)
    assert case.cents == (None if cents is None else Euro(cents))
    if cents is not None:
        assert case.amount == Decimal(amount)


def test_a_round_that_was_sent_back_takes_the_most_frequent_route_it_began() -> None:
    stories = [
        told(0, SUBMITTED, *approved("A", "S"), PAID),
        told(1, SUBMITTED, *approved("A", "B", "S"), PAID),
        told(2, SUBMITTED, *approved("A", "B", "S"), PAID),
        told(3, SUBMITTED, *approved("A"), "Request For Payment REJECTED by EMPLOYEE"),
    ]
    routes = routes_of(stories)
    assert routes.routes == (("A", "B", "S"), ("A", "S"))
    assert routes.roles == ("A", "B", "S")
    (only,) = rounds_of(stories[3])
    assert routes.of_round(only) == ("A", "B", "S")


def test_a_route_against_the_order_of_a_more_frequent_one_cannot_be_played() -> None:
    stories = [told(n, SUBMITTED, *approved("S", "D"), PAID) for n in range(3)]
    odd = told(3, SUBMITTED, *approved("D", "S"), PAID)
    routes = routes_of([*stories, odd])
    (only,) = rounds_of(odd)
    assert routes.of_round(only) is None


@given(
    st.lists(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=5, unique=True), min_size=1, max_size=12)
)
def test_every_route_that_is_kept_follows_the_one_order_of_roles(chains: Sequence[Sequence[str]]) -> None:
    routes = routes_of([told(n, SUBMITTED, *approved(*roles), PAID) for n, roles in enumerate(chains)])
    places = {role: place for place, role in enumerate(routes.roles)}
    for route in routes.routes:
        assert [places[role] for role in route] == sorted(places[role] for role in route)
    assert routes.routes
    assert roles_in(told(0, SUBMITTED, *approved(*chains[0])).acts) == tuple(chains[0])


def test_the_first_cases_of_the_university(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    log = shared_data("eventlogs/RequestForPayment.xes.gz")
    call_command("replay", str(log), "--limit=10")
    out = capsys.readouterr().out
    assert "cases played                     │" in out
    figures = dict(
        line.strip("│ ").rsplit("│", 1)
        for line in out.splitlines()
        if line.startswith("│") and line.count("│") == 3
    )
    values = {name.strip(): value.strip() for name, value in figures.items()}
    assert values["cases played"] == values["cases in the log"] == "10"
    assert values["events read"] == values["events played"]
    assert values["events skipped"] == "0"


def test_the_same_log_gives_the_same_report_whatever_the_clock_says(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        f"a;{activity};2018-01-{day:02} 09:00;10.00"
        for day, activity in enumerate((SUBMITTED, *approved("SUPERVISOR"), "Request Payment", PAID), 8)
    ]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["case;what;at;amount", *rows]), encoding="utf-8")
    columns = ("--case=case", "--activity=what", "--time=at", "--amount=amount")

    def report(at: datetime) -> str:
        with time_machine.travel(at), transaction.atomic():
            call_command("replay", str(log), *columns)
            transaction.set_rollback(True)
        return capsys.readouterr().out

    first = report(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert "cases played" in first
    assert "seconds" not in first, "how long it took is said beside the report, not in it"
    assert report(datetime(2026, 11, 23, 15, 41, 7, tzinfo=UTC)) == first


def test_lead_time_of_a_real_log_runs_from_the_first_hand_in(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Held against a count in the log itself: from the first hand-in to the payment, per paid case."""
    log, most = shared_data("eventlogs/RequestForPayment.xes.gz"), 40
    with log.open("rb") as file:
        read = (
            each
            for each in read_xes(unpacked(file), max_bytes=2_000_000_000, zone=UTC)
            if isinstance(each, LogCase)
        )
        told_by_log = [_handed_in_and_paid(case) for case in islice(read, most)]
    paid = [(handed_in, moment) for handed_in, moment in told_by_log if handed_in and moment]
    first = sorted(moment - handed_in[0] for handed_in, moment in paid)
    last = sorted(moment - handed_in[-1] for handed_in, moment in paid)
    assert first != last, "some case was returned and handed in again, or this proves nothing"
    call_command("replay", str(log), f"--limit={most}")
    out = capsys.readouterr().out
    values = {
        cells[1].strip(): cells[2].strip()
        for cells in (line.split("│") for line in out.splitlines())
        if len(cells) == 4
    }
    assert values["lead time, median days"] == f"{claims.nearest_rank([_days(d) for d in first], 50):.2f}"
    assert values["lead time, p90 days"] == f"{claims.nearest_rank([_days(d) for d in first], 90):.2f}"
    assert values["lead time counts from"] == "first hand-in"


def _handed_in_and_paid(case: LogCase) -> tuple[list[datetime], datetime | None]:
    handed_in = [event.at for event in case.events if event.activity == SUBMITTED]
    return handed_in, next((event.at for event in case.events if event.activity == PAID), None)


def _days(taken: timedelta) -> float:
    return taken / timedelta(days=1)


@pytest.mark.parametrize(
    "moments",
    [
        ("01/08/2018 09:00", "01/09/2018 09:00", "01/24/2018 09:00", "01/25/2018 09:00"),
        ("08-01-2018 09:00", "09-01-2018 09:00", "24-01-2018 09:00", "25-01-2018 09:00"),
    ],
)
def test_amounts_and_dates_of_a_log_in_rows_are_read_as_the_whole_column_says(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], moments: Sequence[str]
) -> None:
    activities = (SUBMITTED, *approved("SUPERVISOR"), "Request Payment", PAID)
    rows = [
        f"{case};{activity};{moment};{amount}"
        for case, amount in (("a", "1.234"), ("b", "10,50"))
        for activity, moment in zip(activities, moments, strict=True)
    ]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["zaak;wat;wanneer;bedrag", *rows]), encoding="utf-8")
    columns = ("--case=zaak", "--activity=wat", "--time=wanneer", "--amount=bedrag")
    call_command("replay", str(log), *columns)
    out = capsys.readouterr().out
    values = {
        cells[1].strip(): cells[2].strip()
        for cells in (line.split("│") for line in out.splitlines())
        if len(cells) == 4
    }
    assert values["requested, as in the log"] == "1,244.500000"
    assert values["paid (from the database)"] == "1,244.50"
    assert values["lead time, median days"] == "17.00"


PERMITS = ("Permit SUBMITTED by EMPLOYEE", "Permit APPROVED by SUPERVISOR", "Permit REJECTED by DIRECTOR")
REMINDER = "Send Reminder"


def test_a_permit_and_a_reminder_are_no_step_of_a_claim() -> None:
    acts = told(0, *PERMITS, SUBMITTED, *approved("S"), REMINDER, PAID).acts
    assert [act.verb for act in acts] == [
        *[Verb.PERMIT] * 3,
        Verb.SUBMIT,
        Verb.APPROVE,
        Verb.REMIND,
        Verb.PAY,
    ]


WHOLE = (SUBMITTED, *approved("SUPERVISOR"), "Request Payment", PAID)


def test_what_is_no_step_of_a_claim_is_told_as_a_decision_with_its_count(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = played_from_rows(
        tmp_path,
        capsys,
        ("a", "10,50", (*PERMITS, *WHOLE)),
        ("b", "20,50", (SUBMITTED, REMINDER, REMINDER, *WHOLE[1:])),
        ("nothing", "0,00", WHOLE),
        ("below", "-5,25", WHOLE),
        ("permit only", "7,00", PERMITS),
        ("back", "3,00", (SUBMITTED, "Request For Payment REJECTED by EMPLOYEE", REMINDER)),
        ("coffee", "4,00", ("Coffee", *WHOLE)),
    )
    decisions = {cells[0]: cells[1:] for cells in rows_of(out, "Decided")}
    assert decisions["steps of a permit"][1:] == ["6", "2"]
    assert decisions["reminders"][1:] == ["3", "2"]
    assert decisions["claims of zero euro"][1:] == ["4", "1"]
    assert decisions["claims below zero"][1:] == ["4", "1"]
    assert decisions["cases without any step of a claim"][1:] == ["3", "1"]
    skipped = {(cells[0], cells[1]): cells[2] for cells in rows_of(out, "Skipped")}
    assert skipped.pop(("Coffee", "an activity without a meaning")) == "1"
    assert skipped.pop((SUBMITTED, "refused at hand-in: Fill in the amount you paid.")) == "1"
    assert not [activity for activity, _ in skipped if activity in (*PERMITS, REMINDER)]
    assert {why for _, why in skipped} >= {"its claim was refused at hand-in"}
    values = {cells[0]: cells[1] for cells in rows_of(out, "Replay")}
    assert values["events passed by"] == "9"
    assert values["requested, each case to the cent"] == "39.75"
    assert values["paid (from the database)"] == "35.00"
    assert {cells[0]: cells[1] for cells in rows_of(out, "Where every requested cent went")}[
        "withdrawn"
    ] == "1"


def played_from_rows(
    folder: Path, capsys: pytest.CaptureFixture[str], *stories: tuple[str, str, Sequence[str]]
) -> str:
    lines = [
        f"{case};{activity};{START + timedelta(hours=hour):%Y-%m-%d %H:%M};{amount}"
        for case, amount, activities in stories
        for hour, activity in enumerate(activities)
    ]
    log = folder / "log.csv"
    log.write_text("\n".join(["zaak;wat;wanneer;bedrag", *lines]), encoding="utf-8")
    call_command("replay", str(log), "--case=zaak", "--activity=wat", "--time=wanneer", "--amount=bedrag")
    return capsys.readouterr().out


def rows_of(out: str, title: str) -> list[list[str]]:
    """The rows of one table of the report, its lines that go on joined."""
    rest = iter(out.splitlines())
    next(line for line in rest if line.strip().startswith(title))
    rows: list[list[str]] = []
    for line in rest:
        if line.startswith("└"):
            return rows
        if line.startswith("│"):
            cells = [cell.strip() for cell in line.strip("│").split("│")]
            if cells[-1]:
                rows.append(cells)
            else:
                rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
    raise AssertionError(f"no table {title}")
