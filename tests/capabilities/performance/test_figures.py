"""Cases against their norm, as a table would be worked out by hand; and laws that any set of cases keeps."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.performance.plainly import figures_plainly, judge_plainly

from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts, Promise, Step, spells
from bodemplaat.capabilities.performance.reckoning.figures import Figures, figures
from bodemplaat.capabilities.performance.reckoning.outcomes import judge
from bodemplaat.engines.service_time import Calendar, Norm, OpeningHours, Unit, WeekPattern
from bodemplaat.kernel import Period

ZONE = ZoneInfo("Europe/Amsterdam")
HOURS = OpeningHours.always(WeekPattern.weekdays("09:00-17:00"))
CALENDAR = Calendar(HOURS, Period(date(2025, 1, 1), date(2028, 1, 1)))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
ASKED = datetime(2026, 12, 1, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FIVE = Promise(date(2026, 1, 1), None, Norm(5, Unit.WORKING_DAYS), Fraction(95, 100))
US, THEM = UUID(int=1), UUID(int=2)


def case(number: str, received: datetime, *steps: Step, customer: UUID = THEM) -> CaseFacts:
    return CaseFacts.of(
        case=uuid4(), number=number, customer=customer, provider=US, received=received, steps=steps
    )


def closed(days: float, *, after: datetime = MONDAY) -> Step:
    return after + timedelta(days=days), "closed", ""


def told(cases: list[CaseFacts], *promises: Promise, period: Period = NOVEMBER) -> Figures:
    outcomes, unreadable = judge(cases, promises or (FIVE,), CALENDAR, as_of=ASKED)
    return figures(outcomes, period, zone=ZONE, unreadable=unreadable)


def test_closed_within_five_working_days_and_after() -> None:
    seen = told([case("1", MONDAY, closed(7)), case("2", MONDAY, closed(8)), case("3", MONDAY, closed(1))])
    assert (seen.counted, seen.inside, seen.outside) == (3, 2, 1)
    assert seen.share == Fraction(2, 3)
    assert [each.number for each in seen.late] == ["2"]


def test_what_the_customer_kept_waiting_does_not_count_and_is_told_by_cause() -> None:
    waited = (
        (MONDAY + timedelta(days=1, hours=-1), "suspended", "customer:manager"),
        (MONDAY + timedelta(days=3, hours=-1), "resumed", ""),
    )
    seen = told([case("1", MONDAY, *waited, closed(8))])
    assert seen.inside == 1
    (waiting,) = seen.waiting
    assert (waiting.cause, waiting.cases, waiting.working_hours) == ("customer:manager", 1, 16)


def test_a_case_counts_where_it_was_closed_and_what_is_open_is_told_apart() -> None:
    earlier = MONDAY - timedelta(days=21)
    seen = told(
        [
            case("october", earlier, closed(2, after=earlier)),
            case("over the month", earlier, closed(1)),
            case("open", MONDAY),
            case("open and in time", datetime(2026, 11, 27, 9, tzinfo=UTC)),
            case("december", datetime(2026, 12, 3, 9, tzinfo=UTC)),
        ]
    )
    assert (seen.received, seen.counted, seen.open, seen.open_late) == (2, 1, 2, 1)
    assert [(each.month.month, each.received, each.closed) for each in seen.months] == [
        (10, 2, 1),
        (11, 2, 1),
    ]


def test_a_month_before_the_trend_is_not_shown_with_the_part_of_it_that_is_known() -> None:
    cases = [case("1", MONDAY - timedelta(days=5), closed(1)), case("2", MONDAY, closed(1))]
    outcomes, _ = judge(cases, (FIVE,), CALENDAR, as_of=ASKED)
    seen = figures(outcomes, NOVEMBER, zone=ZONE, since=date(2026, 11, 1))
    assert [(each.month, each.received, each.closed) for each in seen.months] == [(date(2026, 11, 1), 1, 2)]


def test_the_norm_of_the_day_on_which_it_came_in_counts() -> None:
    before = Promise(date(2026, 1, 1), date(2026, 11, 3), Norm(2, Unit.WORKING_DAYS), Fraction(1))
    after = Promise(date(2026, 11, 3), None, Norm(10, Unit.WORKING_DAYS), Fraction(1))
    tuesday = MONDAY + timedelta(days=1)
    seen = told(
        [case("old", MONDAY, closed(3)), case("new", tuesday, closed(4, after=tuesday))], before, after
    )
    assert [each.number for each in seen.late] == ["old"]


def test_without_a_norm_everything_is_counted_and_nothing_judged() -> None:
    seen = told([case("1", MONDAY, closed(30))], Promise(date(2026, 1, 1), None, None, None), period=NOVEMBER)
    assert (seen.counted, seen.judged, seen.share) == (0, 0, None)
    seen = told([case("1", MONDAY, closed(3))], Promise(date(2026, 1, 1), None, None, None))
    assert (seen.counted, seen.judged, seen.share) == (1, 0, None)


def test_events_that_contradict_each_other_are_counted_apart() -> None:
    broken = case("1", MONDAY, closed(2), closed(3))
    assert told([broken]).unreadable == 1


MOMENTS = st.integers(0, 27 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
HOLDERS = st.sampled_from(["", "customer:manager", "customer:claimant", "third:bank"])


@st.composite
def histories(draw: st.DrawFn) -> CaseFacts:
    received = draw(MOMENTS)
    marks = draw(st.lists(st.tuples(MOMENTS, HOLDERS), max_size=6))
    end = draw(st.none() | MOMENTS)
    marks = [(at, who) for at, who in marks if at >= received]
    ended = end if end is not None and end > received else None
    return case(str(draw(st.integers(1, 9))), received, *spells(marks, ended))


@given(st.lists(histories(), max_size=12))
def test_figures_add_up(cases: list[CaseFacts]) -> None:
    """Laws: what came in is closed or open; inside and outside are what was judged; months add up to the whole."""
    seen = told(cases)
    assert seen.unreadable == 0, "what spells gives, a clock can read"
    assert seen.inside + seen.outside == seen.judged <= seen.counted
    assert sum(month.received for month in seen.months) == len(cases)
    assert sum(month.closed for month in seen.months) + seen.open == len(cases)
    assert sum(month.inside for month in seen.months if month.month == date(2026, 11, 1)) == seen.inside


HOURS_OF_NOVEMBER = st.integers(0, 40 * 24).map(lambda hours: MONDAY + timedelta(hours=hours - 5 * 24))
"""On whole hours, so that several things happen at one moment."""
MOVES = st.sampled_from(["suspended", "resumed", "closed", "reopened"])
NORMS = st.one_of(
    st.none(),
    st.builds(Norm, st.integers(1, 9), st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])),
    st.builds(Norm, st.integers(1, 3000), st.sampled_from([Unit.WORKING_MINUTES, Unit.CLOCK_MINUTES])),
)


@st.composite
def anything(draw: st.DrawFn) -> CaseFacts:
    """Any moves, those that cannot follow each other too; some at one moment, some after the moment of asking."""
    received, *moments = sorted(draw(st.lists(HOURS_OF_NOVEMBER, min_size=1, max_size=6)))
    likely = draw(st.booleans())
    steps: list[Step] = []
    state = "running"
    for at in moments:
        ways = {
            "running": ["suspended", "closed"],
            "suspended": ["resumed", "suspended", "closed"],
            "closed": ["reopened"],
        }
        move = draw(st.sampled_from(ways[state]) if likely else MOVES)
        state = {"suspended": "suspended", "closed": "closed"}.get(move, "running")
        steps.append((at, move, draw(HOLDERS.filter(bool)) if move == "suspended" else ""))
    return case(str(draw(st.integers(1, 9))), received, *steps)


@st.composite
def promised(draw: st.DrawFn) -> list[Promise]:
    """One promise after another, perhaps none, perhaps with days between that none holds on."""
    days = sorted(draw(st.sets(st.integers(0, 40), max_size=3)))
    begin = [date(2026, 10, 28) + timedelta(days=day) for day in days]
    ends = [*begin[1:], None][: len(begin)]
    return [
        Promise(
            since,
            until if until is None or draw(st.booleans()) else until - timedelta(days=1),
            draw(NORMS),
            None,
        )
        for since, until in zip(begin, ends, strict=True)
    ]


@given(
    st.lists(anything(), max_size=25),
    promised(),
    HOURS_OF_NOVEMBER,
    st.sampled_from([date.min, date(2026, 11, 1)]),
)
def test_figures_of_many_are_those_of_each_case_on_its_own(
    cases: list[CaseFacts], promises: list[Promise], as_of: datetime, since: date
) -> None:
    """Law: cases side by side give to the microsecond what the clock says of one case after another."""
    outcomes, unreadable = judge(cases, promises, CALENDAR, as_of=as_of)
    plain, plainly_unreadable = judge_plainly(cases, promises, CALENDAR, as_of=as_of)
    assert [*outcomes] == plain
    assert unreadable == plainly_unreadable
    seen = figures(outcomes, NOVEMBER, zone=ZONE, since=since, unreadable=unreadable)
    assert seen == figures_plainly(plain, NOVEMBER, zone=ZONE, since=since, unreadable=unreadable)


def test_of_many_late_cases_the_furthest_are_named_and_of_equal_ones_the_first_number() -> None:
    cases = [case(f"{number:02}", MONDAY, closed(9 + number % 3)) for number in range(30)]
    late = told(cases).late
    assert [each.number for each in late] == [f"{number:02}" for number in range(2, 30, 3)]
    assert {each.ended for each in late} == {MONDAY + timedelta(days=11)}


@given(anything())
def test_what_is_kept_of_a_case_is_what_was_told_of_it(facts: CaseFacts) -> None:
    """Law: instants there and moments back are the same case."""
    again = CaseFacts.of(
        case=UUID(facts.case),
        number=facts.number,
        customer=facts.customer,
        provider=facts.provider,
        received=facts.received,
        steps=facts.steps,
    )
    assert again == facts
