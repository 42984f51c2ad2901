"""The laws of the service clock, for any opening hours, any norm and any course of events."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.engines.service_time import (
    Answer,
    Calendar,
    Cases,
    Closed,
    Elapsed,
    Event,
    History,
    Norm,
    NormChanged,
    Opening,
    OpeningHours,
    Received,
    Reopened,
    Resumed,
    Suspended,
    Unit,
    WeekPattern,
    lay_out,
    reckon,
    reckon_many,
)
from bodemplaat.kernel import Period

SPAN = Period(date(2026, 1, 1), date(2029, 1, 1))
LATEST = datetime(2026, 12, 31, tzinfo=UTC)
MUCH_LATER = datetime(2027, 2, 28, tzinfo=UTC)
EXAMPLES = 40

HOURS = (
    OpeningHours.always(WeekPattern.weekdays("09:00-12:30", "13:00-17:00"), holidays=[date(2026, 4, 6)]),
    OpeningHours.always(WeekPattern.every_day("00:00-24:00")),
    OpeningHours.always(WeekPattern.every_day("00:00-02:30", "02:30-06:00", "22:00-24:00")),
    OpeningHours(
        (
            (Period(date(2026, 1, 1), date(2026, 7, 1)), WeekPattern.weekdays("08:15-17:45")),
            (Period(date(2026, 7, 1)), WeekPattern(((Opening.of("13:00-18:07"),), (), (), (), (), (), ()))),
        ),
        exceptions={date(2026, 3, 29): (Opening.of("01:30-03:30"),), date(2026, 3, 2): ()},
    ),
)
CALENDARS = tuple(Calendar(hours, SPAN) for hours in HOURS)

calendars = st.sampled_from(CALENDARS)
moments = st.one_of(
    st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 30), timezones=st.just(UTC)),
    # around the night in which the clock goes forward, the one in which it goes back, and on the hour
    st.integers(0, 72 * 4).map(
        lambda quarter: datetime(2026, 3, 28, tzinfo=UTC) + timedelta(minutes=15 * quarter)
    ),
    st.integers(0, 72 * 4).map(
        lambda quarter: datetime(2026, 10, 24, tzinfo=UTC) + timedelta(minutes=15 * quarter)
    ),
)
units = st.sampled_from(Unit)


@st.composite
def norms(draw: st.DrawFn, unit: Unit | None = None, *, roll: bool | None = None) -> Norm:
    unit = unit or draw(units)
    amount = draw(st.integers(1, 12) if unit.counts_days else st.integers(1, 3000))
    if roll is None:
        roll = draw(st.booleans())
    return Norm(amount, unit, ends_on_working_day=roll and unit is Unit.CALENDAR_DAYS)


@st.composite
def histories(draw: st.DrawFn, *, running_at_last: bool = False) -> History:
    """A case that is received, suspended and resumed, closed and reopened, in every order that can be."""
    first = draw(moments)
    gaps = st.one_of(
        st.integers(0, 3 * 24 * 4).map(lambda quarters: timedelta(minutes=15 * quarters)),
        st.timedeltas(timedelta(0), timedelta(days=9)),
    )
    events: list[Event] = [Received(first)]
    state, at = "running", first
    for number in range(1, draw(st.integers(0, 7)) + 1):
        at = min(at + draw(gaps), LATEST)
        moves = {"running": "suspend close", "suspended": "resume suspend close", "closed": "reopen"}[
            state
        ].split()
        move = draw(st.sampled_from(moves))
        if move == "suspend":
            events.append(Suspended(at, draw(st.sampled_from(["customer", "supplier"])), number=number))
        else:
            kind = {"resume": Resumed, "close": Closed, "reopen": Reopened}[move]
            events.append(kind(at, number=number))
        state = {"suspend": "suspended", "close": "closed"}.get(move, "running")
    if running_at_last and state != "running":
        events.append((Resumed if state == "suspended" else Reopened)(at, number=len(events)))
    return History.of(*events)


def due(history: History, norm: Norm, calendar: Calendar, asked: datetime = LATEST) -> datetime:
    return reckon(history, norm=norm, calendar=calendar, as_of=asked).due


@settings(max_examples=EXAMPLES, deadline=None)
@given(moments, moments, norms(), calendars)
def test_who_comes_later_is_not_due_earlier(
    one: datetime, other: datetime, norm: Norm, calendar: Calendar
) -> None:
    earlier, later = sorted((one, other))
    assert due(History.of(Received(earlier)), norm, calendar) <= due(
        History.of(Received(later)), norm, calendar
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), norms(), st.integers(1, 500), calendars)
def test_a_longer_norm_is_not_due_earlier(
    history: History, norm: Norm, more: int, calendar: Calendar
) -> None:
    longer = replace(norm, amount=norm.amount + (more % 20 if norm.unit.counts_days else more))
    assert due(history, norm, calendar) <= due(history, longer, calendar)


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), norms(), calendars, st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 31)), max_size=5))
def test_a_holiday_does_not_make_a_due_moment_earlier(
    history: History, norm: Norm, calendar: Calendar, holidays: set[date]
) -> None:
    with_holidays = Calendar(
        calendar.opening.hours.with_holidays(holidays), Period(date(2026, 1, 1), date(2028, 1, 1))
    )
    assert due(history, norm, calendar) <= due(history, norm, with_holidays)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(histories(running_at_last=True), norms(), calendars, st.data())
def test_a_suspension_never_makes_a_due_moment_earlier(
    history: History, norm: Norm, calendar: Calendar, data: st.DataObject
) -> None:
    start, end = data.draw(st.sampled_from(_running_stretches(history)))
    minutes = st.integers(1, (end - start) // timedelta(minutes=1) - 1)
    suspended, resumed = (
        start + timedelta(minutes=m) for m in sorted((data.draw(minutes), data.draw(minutes)))
    )
    more = history.with_events([Suspended(suspended, "customer"), Resumed(resumed, number=1)])
    assert due(history, norm, calendar, MUCH_LATER) <= due(more, norm, calendar, MUCH_LATER)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(
    histories(running_at_last=True),
    norms(),
    calendars,
    st.lists(st.timedeltas(timedelta(0), timedelta(days=9)), min_size=3, max_size=3),
)
def test_a_longer_wait_never_makes_a_due_moment_earlier(
    history: History, norm: Norm, calendar: Calendar, gaps: list[timedelta]
) -> None:
    """Whoever is waited for comes later; nothing has happened since."""
    suspended = history.events[-1].at + gaps[0]
    sooner, later = suspended + gaps[1], suspended + gaps[1] + gaps[2]
    waits = [
        history.with_events([Suspended(suspended, "customer", number=98), Resumed(end, number=99)])
        for end in (sooner, later)
    ]
    assert due(waits[0], norm, calendar, MUCH_LATER) <= due(waits[1], norm, calendar, MUCH_LATER)


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), norms(), calendars, st.data())
def test_replaying_in_any_batches_gives_the_same(
    history: History, norm: Norm, calendar: Calendar, data: st.DataObject
) -> None:
    events = data.draw(
        st.permutations([*history, *data.draw(st.lists(st.sampled_from(history.events), max_size=3))])
    )
    cuts = sorted(data.draw(st.lists(st.integers(0, len(events)), max_size=4)))
    replayed = History()
    for start, end in zip([0, *cuts], [*cuts, len(events)], strict=True):
        replayed = replayed.with_events(events[start:end])
    assert replayed == history
    whole = reckon(history, norm=norm, calendar=calendar, as_of=LATEST)
    assert reckon(replayed, norm=norm, calendar=calendar, as_of=LATEST) == whole


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), norms(), calendars, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_the_future_does_not_change_what_was_answered(
    history: History, norm: Norm, calendar: Calendar, later: timedelta
) -> None:
    asked = history.events[0].at + later
    known = reckon(history.until(asked), norm=norm, calendar=calendar, as_of=asked)
    assert reckon(history, norm=norm, calendar=calendar, as_of=asked) == known


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), norms(), calendars)
def test_gross_is_net_and_waiting_and_nothing_is_negative(
    history: History, norm: Norm, calendar: Calendar
) -> None:
    answer = reckon(history, norm=norm, calendar=calendar, as_of=LATEST)
    parts = [answer.net, *answer.waiting.values()]
    assert sum(parts, Elapsed(timedelta(0), timedelta(0))) == answer.gross
    assert all(timedelta(0) <= part.working <= part.clock for part in parts)


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), norms(), calendars)
def test_late_is_ending_after_the_due_moment(history: History, norm: Norm, calendar: Calendar) -> None:
    answer = reckon(history, norm=norm, calendar=calendar, as_of=LATEST)
    last = history.events[-1]
    end = last.at if isinstance(last, Closed) else LATEST
    assert answer.inside == (end <= answer.due)
    assert answer.breached_since == (None if answer.inside else answer.due)


@settings(max_examples=EXAMPLES, deadline=None)
@given(histories(), norms(), calendars)
def test_what_used_less_than_its_norm_is_in_time(history: History, norm: Norm, calendar: Calendar) -> None:
    answer = reckon(history, norm=norm, calendar=calendar, as_of=LATEST)
    if norm.unit is Unit.WORKING_MINUTES:
        assert answer.inside or answer.net.working >= timedelta(minutes=norm.amount)
    elif norm.unit is Unit.CLOCK_MINUTES:
        assert answer.inside or answer.net.clock >= timedelta(minutes=norm.amount)
    elif not norm.ends_on_working_day:
        assert answer.days is not None
        assert answer.inside or answer.days >= norm.amount


@settings(max_examples=EXAMPLES, deadline=None)
@given(moments, st.integers(0, 10_000), calendars)
def test_adding_working_time_and_measuring_it_are_each_other_s_reverse(
    start: datetime, minutes: int, calendar: Calendar
) -> None:
    working = timedelta(minutes=minutes)
    end = calendar.opening.after(start, working)
    assert calendar.opening.between(start, end) == working
    assert end == start or calendar.opening.between(start, end - timedelta(microseconds=1)) < working


@settings(max_examples=EXAMPLES, deadline=None)
@given(moments, moments, moments, calendars)
def test_working_time_adds_up(one: datetime, two: datetime, three: datetime, calendar: Calendar) -> None:
    start, middle, end = sorted((one, two, three))
    working = calendar.opening
    assert working.between(start, middle) + working.between(middle, end) == working.between(start, end)
    assert working.between(start, end) <= end - start


@settings(max_examples=EXAMPLES, deadline=None)
@given(moments, moments)
def test_around_the_clock_working_time_is_time(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    assert CALENDARS[1].opening.between(start, end) == end - start


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(histories(), min_size=1, max_size=3), norms(), calendars, st.data())
def test_the_form_for_many_answers_as_the_simple_form(
    many: list[History], norm: Norm, calendar: Calendar, data: st.DataObject
) -> None:
    for position, history in enumerate(many):
        if data.draw(st.booleans()):
            changed = norms(norm.unit, roll=norm.ends_on_working_day)
            steps = st.lists(
                st.builds(NormChanged, moments.filter(lambda at: at < LATEST), changed), max_size=2
            )
            first = history.events[0].at
            many[position] = history.with_events(step for step in data.draw(steps) if step.at >= first)
    asked = data.draw(st.sampled_from([LATEST, max(history.events[0].at for history in many)]))
    answers = reckon_many(lay_out(many, norm=norm, as_of=asked), norm=norm, calendar=calendar)
    for place, history in enumerate(many):
        single = reckon(history, norm=norm, calendar=calendar, as_of=asked)
        assert _as_many(single) == [np.array(getattr(answers, name)[place]).item() for name in NAMES]
        assert bool(answers.inside[place]) == single.inside


NAMES = ("due", "gross", "gross_working", "net", "net_working", "days", "breached_since")


def _as_many(answer: Answer) -> list[object]:
    naive = [
        moment and moment.astimezone(UTC).replace(tzinfo=None)
        for moment in (answer.due, answer.breached_since)
    ]
    spent = [answer.gross.clock, answer.gross.working, answer.net.clock, answer.net.working]
    return [naive[0], *spent, -1 if answer.days is None else answer.days, naive[1]]


def test_no_cases_have_no_answers() -> None:
    nothing = np.empty(0, dtype="M8[us]")
    pauses = np.empty((0, 0), dtype="M8[us]")
    norm = Norm(3, Unit.WORKING_DAYS)
    cases = Cases.under_one_norm(norm, received=nothing, ended=nothing, paused=pauses, resumed=pauses)
    assert len(reckon_many(cases, norm=norm, calendar=CALENDARS[0]).due) == 0


def _running_stretches(history: History) -> list[tuple[datetime, datetime]]:
    """Stretches of at least three minutes in which the clock ran; the last one runs on."""
    stretches: list[tuple[datetime, datetime]] = []
    since = None
    for event in history:
        if since is not None:
            stretches.append((since, event.at))
        since = event.at if isinstance(event, Received | Resumed | Reopened) else None
    if since is not None:
        stretches.append((since, MUCH_LATER))
    return [(start, end) for start, end in stretches if end - start >= timedelta(minutes=3)]
