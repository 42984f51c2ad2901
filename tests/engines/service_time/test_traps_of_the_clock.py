"""What users of other systems reported about their clocks, told as cases of one desk."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bodemplaat.engines.service_time import (
    WHILE_CLOSED,
    BeyondCalendar,
    Calendar,
    Closed,
    Course,
    Elapsed,
    History,
    ImpossibleHistory,
    NoOpeningHours,
    Norm,
    NormChanged,
    Opening,
    OpeningHours,
    Received,
    Reopened,
    Resumed,
    State,
    Suspended,
    Timetable,
    Unit,
    WeekPattern,
    many,
    reckon,
    reckon_many,
    side_by_side,
)
from bodemplaat.engines.service_time.counters import DayCounter
from bodemplaat.kernel import Period

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEARS = Period(date(2026, 1, 1), date(2028, 1, 1))
DESK = OpeningHours.always(
    WeekPattern.weekdays("09:00-12:30", "13:00-17:00"), holidays=[date(2026, 4, 3), date(2026, 4, 6)]
)
CALENDAR = Calendar(DESK, YEARS)

EIGHT_HOURS = Norm(8 * 60, Unit.WORKING_MINUTES)
FIVE_WORKING_DAYS = Norm(5, Unit.WORKING_DAYS)
THIRTY_DAYS = Norm(30, Unit.CALENDAR_DAYS)


def at(text: str) -> datetime:
    """A moment on the desk's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def end_of(day: str) -> datetime:
    """The last moment of a day."""
    return at(f"{day} 23:59:59.999999")


def same(one: datetime | None, other: datetime) -> bool:
    return one is not None and one.astimezone(UTC) == other.astimezone(UTC)


def due(
    history: History, norm: Norm, *, calendar: Calendar = CALENDAR, asked: str = "2026-12-31 12:00"
) -> datetime:
    return reckon(history, norm=norm, calendar=calendar, as_of=at(asked)).due


def hours(clock: float, working: float) -> Elapsed:
    return Elapsed(timedelta(hours=clock), timedelta(hours=working))


@pytest.mark.parametrize(
    ("norm", "expected"),
    [
        (
            EIGHT_HOURS,
            at("2026-03-10 15:30"),
        ),  # Friday 16-17, Monday 11-12:30 and 13-17, Tuesday 9-12:30 less lunch
        (FIVE_WORKING_DAYS, end_of("2026-03-13")),  # Monday counts: the clock ran from 11
        (THIRTY_DAYS, end_of("2026-04-07")),  # Saturday and Sunday were lost, Friday and Monday were not
    ],
)
def test_suspended_over_a_weekend(norm: Norm, expected: datetime) -> None:
    case = History.of(
        Received(at("2026-03-06 15:00")),
        Suspended(at("2026-03-06 16:00"), "customer"),
        Resumed(at("2026-03-09 11:00")),
    )
    if norm is EIGHT_HOURS:  # 1 h on Friday, 1.5 + 4 on Monday, 1.5 left for Tuesday
        expected = at("2026-03-10 10:30")
    assert same(due(case, norm), expected)


def test_suspended_across_closing_time_loses_only_opening_hours() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")),
        Suspended(at("2026-03-02 16:00"), "customer"),
        Resumed(at("2026-03-03 10:00")),
    )
    answer = reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-03-03 11:00"))
    assert same(answer.due, at("2026-03-03 11:30"))  # 6.5 hours on Monday, 1.5 from ten o'clock
    assert answer.waiting == {"customer": hours(18, 2)}
    assert answer.net == hours(8, 7.5)
    assert answer.gross == hours(26, 9.5)


def test_suspended_and_resumed_while_closed_loses_nothing() -> None:
    case = History.of(Received(at("2026-03-02 09:00")))
    at_night = case.with_events(
        [Suspended(at("2026-03-02 17:30"), "customer"), Resumed(at("2026-03-03 08:45"))]
    )
    assert due(at_night, EIGHT_HOURS) == due(case, EIGHT_HOURS)
    assert due(at_night, FIVE_WORKING_DAYS) == due(case, FIVE_WORKING_DAYS)


def test_a_day_waited_from_opening_to_closing_is_no_working_day() -> None:
    case = History.of(
        Received(at("2026-03-02 10:00")),
        Suspended(at("2026-03-03 08:59"), "customer"),
        Resumed(at("2026-03-03 17:01")),
    )
    assert same(due(case, FIVE_WORKING_DAYS), end_of("2026-03-10"))
    assert same(due(case, THIRTY_DAYS), end_of("2026-04-01"))  # a part of that calendar day was not waited


def test_a_resumption_in_the_lunch_break_does_not_make_a_working_day() -> None:
    case = History.of(
        Received(at("2026-03-02 10:00")),
        Suspended(at("2026-03-03 09:00"), "customer"),
        Resumed(at("2026-03-03 12:35")),
        Suspended(at("2026-03-03 12:55"), "supplier"),
        Resumed(at("2026-03-03 17:00")),
    )
    assert same(due(case, FIVE_WORKING_DAYS), end_of("2026-03-10"))


def test_norm_changed_while_suspended_counts_from_receipt() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")),
        Suspended(at("2026-03-02 11:00"), "customer"),
        NormChanged(at("2026-03-02 12:00"), Norm(4 * 60, Unit.WORKING_MINUTES)),
        Resumed(at("2026-03-02 14:00")),
    )
    answer = reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-03-02 17:00"))
    assert same(answer.due, at("2026-03-02 16:00"))
    assert answer.norm == Norm(240, Unit.WORKING_MINUTES)
    assert same(answer.breached_since, at("2026-03-02 16:00"))


def test_a_case_is_never_late_by_a_norm_that_did_not_apply_yet() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")), NormChanged(at("2026-03-02 15:00"), Norm(60, Unit.WORKING_MINUTES))
    )
    answer = reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-03-02 16:00"))
    assert same(answer.due, at("2026-03-02 10:00"))
    assert same(answer.breached_since, at("2026-03-02 15:00"))


def test_late_by_both_norms_is_late_since_the_first() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")),
        NormChanged(at("2026-03-02 14:00"), Norm(60, Unit.WORKING_MINUTES)),
        NormChanged(at("2026-03-02 15:00"), Norm(90, Unit.WORKING_MINUTES)),
    )
    answer = reckon(
        case, norm=Norm(120, Unit.WORKING_MINUTES), calendar=CALENDAR, as_of=at("2026-03-02 16:00")
    )
    assert same(answer.breached_since, at("2026-03-02 11:00"))


def test_a_longer_norm_ends_a_breach() -> None:
    case = History.of(Received(at("2026-03-02 09:00")), NormChanged(at("2026-03-02 14:00"), EIGHT_HOURS))
    answer = reckon(
        case, norm=Norm(60, Unit.WORKING_MINUTES), calendar=CALENDAR, as_of=at("2026-03-02 16:00")
    )
    assert answer.inside


def test_a_norm_that_changes_after_closing_changes_nothing() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")),
        Closed(at("2026-03-02 11:00")),
        NormChanged(at("2026-03-03 09:00"), Norm(60, Unit.WORKING_MINUTES)),
    )
    assert reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-03-05 09:00")).inside


def test_reopened_after_closing_goes_on_where_it_stopped() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")),
        Closed(at("2026-03-02 11:00")),
        Reopened(at("2026-03-09 09:00")),
    )
    answer = reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-03-09 10:00"))
    assert same(answer.due, at("2026-03-09 15:30"))
    assert answer.waiting[WHILE_CLOSED] == hours(7 * 24 - 2, 4 * 7.5 + 5.5)
    assert answer.net == hours(3, 3)
    assert answer.state is State.RUNNING


def test_reopened_after_closing_too_late_is_late_since_then() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")), Closed(at("2026-03-04 11:00")), Reopened(at("2026-03-09 09:00"))
    )
    answer = reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-03-09 10:00"))
    assert same(answer.due, at("2026-03-03 09:30"))
    assert same(answer.breached_since, answer.due)


@pytest.mark.parametrize(
    "received", ["2026-03-06 17:00", "2026-03-06 23:10", "2026-03-08 04:00", "2026-03-09 09:00"]
)
def test_received_outside_opening_hours_starts_at_opening(received: str) -> None:
    case = History.of(Received(at(received)))
    assert same(due(case, Norm(30, Unit.WORKING_MINUTES)), at("2026-03-09 09:30"))


def test_a_norm_that_fills_the_day_ends_at_closing_time() -> None:
    case = History.of(Received(at("2026-03-02 09:00")))
    assert same(due(case, Norm(450, Unit.WORKING_MINUTES)), at("2026-03-02 17:00"))
    assert same(due(case, Norm(451, Unit.WORKING_MINUTES)), at("2026-03-03 09:01"))


def test_a_holiday_added_later_moves_the_due_moment_of_a_case_under_way() -> None:
    case = History.of(Received(at("2026-04-30 10:00")))
    later = Calendar(DESK.with_holidays([date(2026, 5, 5)]), YEARS)
    assert same(due(case, FIVE_WORKING_DAYS), end_of("2026-05-07"))
    assert same(due(case, FIVE_WORKING_DAYS, calendar=later), end_of("2026-05-08"))


def test_an_exception_wins_from_a_holiday_and_from_the_pattern() -> None:
    extra = Calendar(
        DESK.with_exception(date(2026, 4, 6), "10:00-11:00").with_exception(date(2026, 4, 7)), YEARS
    )
    case = History.of(Received(at("2026-04-06 08:00")))
    assert same(due(case, Norm(90, Unit.WORKING_MINUTES), calendar=extra), at("2026-04-08 09:30"))


def test_other_opening_hours_from_a_day_on() -> None:
    hours = OpeningHours(
        (
            (Period(date(2026, 1, 1), date(2026, 7, 1)), WeekPattern.weekdays("09:00-17:00")),
            (Period(date(2026, 7, 1)), WeekPattern.weekdays("08:00-12:00")),
        )
    )
    case = History.of(Received(at("2026-06-30 16:00")))
    assert same(
        due(case, Norm(120, Unit.WORKING_MINUTES), calendar=Calendar(hours, YEARS)), at("2026-07-01 09:00")
    )


ROUND_THE_CLOCK = Calendar(OpeningHours.always(WeekPattern.every_day("00:00-24:00")), YEARS)


@pytest.mark.parametrize(("evening", "length"), [("2026-03-28", 23), ("2026-10-24", 25), ("2026-06-06", 24)])
def test_a_day_lasts_what_it_lasts_on_the_two_daylight_saving_nights(evening: str, length: int) -> None:
    received = at(f"{evening} 22:00")
    next_evening = at(f"{evening} 22:00") + timedelta(days=1)  # the same time on the wall
    norm = Norm(length * 60, Unit.WORKING_MINUTES)
    assert same(due(History.of(Received(received)), norm, calendar=ROUND_THE_CLOCK), next_evening)
    whole = reckon(
        History.of(Received(received), Closed(next_evening)),
        norm=norm,
        calendar=ROUND_THE_CLOCK,
        as_of=next_evening,
    )
    assert whole.gross == hours(length, length)
    assert whole.inside


def test_waiting_in_the_hour_that_comes_twice_is_measured() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    again = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    case = History.of(
        Received(at("2026-10-25 01:30")),
        Suspended(at("2026-10-25 02:30"), "customer"),
        Resumed(at("2026-10-25 02:30").replace(fold=1)),
    )
    assert [event.at for event in case] == [at("2026-10-25 01:30"), first, again]
    answer = reckon(case, norm=EIGHT_HOURS, calendar=ROUND_THE_CLOCK, as_of=at("2026-10-25 03:30"))
    assert answer.waiting == {"customer": hours(1, 1)}
    assert answer.gross == hours(3, 3)


@pytest.mark.parametrize(
    ("stretch", "spring", "autumn"),
    [
        ("02:00-03:00", 0, 120),  # never shown; shown twice
        ("02:30-03:30", 30, 120),
        ("01:00-02:30", 60, 90),
        ("01:30-04:00", 90, 210),
        ("04:00-05:00", 60, 60),
    ],
)
def test_opening_hours_in_the_night_of_the_change(stretch: str, spring: int, autumn: int) -> None:
    night = Calendar(OpeningHours.always(WeekPattern.every_day(stretch)), YEARS).opening
    for day, minutes in (("2026-03-29", spring), ("2026-10-25", autumn)):
        worked = night.between(at(f"{day} 00:00"), at(f"{day} 12:00"))
        assert worked == timedelta(minutes=minutes)


def test_the_customer_is_the_one_who_is_slow() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")),
        Suspended(at("2026-03-02 15:00"), "customer"),
        Resumed(at("2026-05-11 09:00")),
        Closed(at("2026-05-11 10:00")),
    )
    answer = reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-06-01 09:00"))
    assert answer.inside
    assert answer.net.working == timedelta(hours=6.5)
    assert answer.waiting["customer"].clock == at("2026-05-11 09:00").astimezone(UTC) - at("2026-03-02 15:00")
    assert not reckon(
        History.of(Received(at("2026-03-02 09:00")), Closed(at("2026-05-11 10:00"))),
        norm=EIGHT_HOURS,
        calendar=CALENDAR,
        as_of=at("2026-06-01 09:00"),
    ).inside


@pytest.mark.parametrize("asked", ["2026-03-02 17:00", "2026-03-03 12:00", "2026-11-01 12:00"])
@pytest.mark.parametrize(
    "norm", [Norm(6 * 60, Unit.WORKING_MINUTES), EIGHT_HOURS, Norm(1, Unit.WORKING_DAYS)]
)
def test_nobody_becomes_late_while_waiting_for_another(norm: Norm, asked: str) -> None:
    """Suspended at the very last moment included: six hours had passed at 15:30."""
    case = History.of(Received(at("2026-03-02 09:00")), Suspended(at("2026-03-02 15:30"), "customer"))
    answer = reckon(case, norm=norm, calendar=CALENDAR, as_of=at(asked))
    assert answer.inside
    assert answer.due >= at(asked)
    assert not answer.is_firm
    assert answer.state is State.SUSPENDED


def test_the_cause_may_change_while_waiting() -> None:
    case = History.of(
        Received(at("2026-03-02 09:00")),
        Suspended(at("2026-03-02 10:00"), "customer"),
        Suspended(at("2026-03-02 11:00"), "supplier"),
        Closed(at("2026-03-02 16:00")),
    )
    answer = reckon(case, norm=EIGHT_HOURS, calendar=CALENDAR, as_of=at("2026-03-03 09:00"))
    assert answer.waiting == {"customer": hours(1, 1), "supplier": hours(5, 4.5)}
    assert answer.net == hours(1, 1)


def test_a_due_moment_is_the_last_that_is_in_time() -> None:
    opened = History.of(Received(at("2026-03-02 09:00")))
    for norm, moment in ((EIGHT_HOURS, at("2026-03-03 09:30")), (FIVE_WORKING_DAYS, end_of("2026-03-09"))):
        closed = [opened.with_events([Closed(moment + timedelta(microseconds=after))]) for after in (0, 1)]
        answers = [
            reckon(case, norm=norm, calendar=CALENDAR, as_of=at("2026-04-01 09:00")) for case in closed
        ]
        assert [answer.inside for answer in answers] == [True, False]


def test_the_law_moves_the_end_of_a_term_to_the_next_working_day() -> None:
    case = History.of(Received(at("2026-03-04 10:00")))
    plain = Norm(30, Unit.CALENDAR_DAYS)
    by_law = Norm(30, Unit.CALENDAR_DAYS, ends_on_working_day=True)
    assert same(due(case, plain), end_of("2026-04-03"))  # Good Friday
    assert same(due(case, by_law), end_of("2026-04-07"))  # after Easter Monday


def test_days_used_are_counted_without_the_day_of_receipt() -> None:
    case = History.of(
        Received(at("2026-03-06 10:00")),
        Suspended(at("2026-03-09 16:00"), "customer"),
        Resumed(at("2026-03-11 10:00")),
        Closed(at("2026-03-12 10:00")),
    )
    answer = reckon(case, norm=FIVE_WORKING_DAYS, calendar=CALENDAR, as_of=at("2026-04-01 09:00"))
    assert answer.days == 3  # Monday, Wednesday, Thursday


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], "nothing"),
        ([Suspended(at("2026-03-02 10:00"), "customer")], "suspended"),
        ([Received(at("2026-03-02 09:00")), Resumed(at("2026-03-02 10:00"))], "was running"),
        ([Received(at("2026-03-02 09:00")), Received(at("2026-03-02 10:00"))], "received"),
        ([Received(at("2026-03-02 09:00")), Reopened(at("2026-03-02 10:00"))], "could be suspended, closed"),
        (
            [
                Received(at("2026-03-02 09:00")),
                Closed(at("2026-03-02 10:00")),
                Closed(at("2026-03-02 11:00")),
            ],
            "closed",
        ),
    ],
)
def test_events_that_contradict_each_other_are_refused_with_the_place(
    events: list[Received], words: str
) -> None:
    with pytest.raises(ImpossibleHistory, match=words):
        due(History.of(*events), EIGHT_HOURS)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="names no time zone"):
        Received(datetime(2026, 3, 2, 9))


def test_a_calendar_that_is_too_short_says_so() -> None:
    case = History.of(Received(at("2027-12-30 10:00")))
    for norm in (
        EIGHT_HOURS,
        FIVE_WORKING_DAYS,
        THIRTY_DAYS,
        Norm(1, Unit.CALENDAR_DAYS, ends_on_working_day=True),
    ):
        with pytest.raises(BeyondCalendar, match="up to 2028-01-01"):
            due(case, Norm(norm.amount * 30, norm.unit), asked="2027-12-31 12:00")
    with pytest.raises(BeyondCalendar, match="lies outside"):
        due(History.of(Received(at("2025-12-31 10:00"))), EIGHT_HOURS)


def test_opening_hours_are_found_per_provider_and_line() -> None:
    timetable = Timetable({("Parkstad", 1): DESK, ("Parkstad", 2): ROUND_THE_CLOCK.opening.hours})
    assert timetable.of("Parkstad", 1) is DESK
    with pytest.raises(NoOpeningHours, match="there are hours of Parkstad line 1, Parkstad line 2"):
        timetable.of("Parkstad", 3)


@pytest.mark.parametrize(
    "text", ["9-17", "17:00-09:00", "09:00", "09:00-24:30", "09:60-10:00", "ab:cd-10:00"]
)
def test_opening_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="opening hours"):
        Opening.of(text)


def test_overlapping_opening_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        WeekPattern.weekdays("09:00-13:00", "12:00-17:00")
    pattern = WeekPattern.weekdays("09:00-17:00")
    with pytest.raises(ValueError, match="two week patterns apply from 2026-03-01"):
        OpeningHours(((Period(date(2026, 1, 1)), pattern), (Period(date(2026, 3, 1)), pattern)))


@pytest.mark.parametrize(
    ("amount", "unit", "roll"), [(0, Unit.WORKING_DAYS, False), (5, Unit.WORKING_DAYS, True)]
)
def test_norms_that_mean_nothing_are_refused(amount: int, unit: Unit, roll: bool) -> None:
    with pytest.raises(ValueError, match="norm"):
        Norm(amount, unit, ends_on_working_day=roll)


def test_services_with_one_norm_lay_it_out_once_and_answer_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Norm] = []

    class Counted(DayCounter):
        def __init__(self, calendar: Calendar, norm: Norm) -> None:
            made.append(norm)
            super().__init__(calendar, norm)

    monkeypatch.setattr(many, "DayCounter", Counted)
    calendar = Calendar(DESK, YEARS)

    def due_of(day: int, norm: Norm) -> object:
        begun = int(at(f"2026-03-{day:02} 10:00").timestamp() * 1_000_000)
        laid = side_by_side([Course("open", begun, begun + 1, ())], norm=norm)
        return reckon_many(laid, norm=norm, calendar=calendar).due[0]

    first, other = due_of(2, FIVE_WORKING_DAYS), due_of(9, FIVE_WORKING_DAYS)
    assert (due_of(2, FIVE_WORKING_DAYS), due_of(9, FIVE_WORKING_DAYS)) == (first, other)
    assert first != other
    assert made == [FIVE_WORKING_DAYS]
    assert due_of(2, THIRTY_DAYS) != first
    assert made == [FIVE_WORKING_DAYS, THIRTY_DAYS]
