"""When a provider is open, and what a term becomes of it: a day that is announced late moves every answer."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.catalogue.api import Indicator, Words
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.clock.reckoning.week import read_day
from bodemplaat.engines.service_time import Closed, History, Norm, Received, Resumed, Suspended, Unit
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.tenancy.api import NotFound, Refused, entered
from bodemplaat.kernel import say

FIVE = Norm(5, Unit.WORKING_DAYS)
OFFICE = ("09:00-17:00",) * 4 + ("09:00-12:00", "", "")
CAUSES = {"customer": say("the customer")}


def write_week(world: World, since: date = TODAY, week: tuple[str, ...] = OFFICE) -> None:
    clock.open_on_week(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        since=since,
        week=week,
        free_days=FreeDays.LAW,
        at=MONDAY,
    )


def close(world: World, day: date, reason: str = "Verhuizing van het servicecentrum") -> None:
    clock.open_otherwise(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        day=day,
        stretches="",
        reason=reason,
        at=MONDAY,
    )


def due(world: World, norm: Norm = FIVE, at: datetime = MONDAY) -> date:
    """The last day of a case that comes in now, as a municipality sees it."""
    hours = clock.clocks(actor=world.first.carla).of(world.provider, world.cooperation)
    return hours.answer(History.of(Received(at)), norm=norm, as_of=at).due.date()


def test_without_hours_monday_to_friday_is_counted_and_said(world: World) -> None:
    hours = clock.clocks(actor=world.first.anna).of(world.provider)
    assert hours.is_assumed
    assert due(world) == TODAY + timedelta(days=7)


def test_a_day_that_is_closed_afterwards_moves_the_term_of_what_runs(world: World) -> None:
    write_week(world)
    assert due(world) == date(2026, 11, 30)
    close(world, date(2026, 11, 26))
    assert due(world) == date(2026, 12, 1)
    clock.open_as_usual(
        actor=world.contract_manager, cooperation=world.cooperation, day=date(2026, 11, 26), at=MONDAY
    )
    assert due(world) == date(2026, 11, 30)


def test_a_week_holds_from_its_day_and_the_one_before_until_then(world: World) -> None:
    write_week(world)
    write_week(world, since=date(2026, 11, 30), week=("09:00-17:00", "09:00-17:00", "", "", "", "", ""))
    assert due(world) == date(2026, 11, 30), "four days of the first week, and the first Monday of the second"
    assert due(world, Norm(6, Unit.WORKING_DAYS)) == date(2026, 12, 1)
    assert due(world, Norm(7, Unit.WORKING_DAYS)) == date(2026, 12, 7)


def test_the_term_says_step_by_step_why(world: World) -> None:
    write_week(world)
    close(world, date(2026, 11, 26))
    hours = clock.clocks(actor=world.first.anna).of(world.provider, world.cooperation)
    history = History.of(
        Received(MONDAY),
        Suspended(MONDAY + timedelta(hours=23), cause="customer"),
        Resumed(MONDAY + timedelta(days=2)),
    )
    as_of = MONDAY + timedelta(days=2)
    answer = hours.answer(history, norm=FIVE, as_of=as_of)
    steps = clock.explain(
        history, answer, hours.opening(until=TODAY), causes=CAUSES, closed_days=hours.closed_days
    )
    told = [step.render() for step in steps]
    assert told[0] == "Agreed: 5 working days of the provider."
    assert "2026-11-26 does not count: Verhuizing van het servicecentrum." in told
    assert any(text.startswith("From ") and "it waited for the customer" in text for text in told)
    assert told[-1] == "So it is due on 2026-12-02 at the latest."


def test_what_waits_still_says_so(world: World) -> None:
    hours = clock.clocks(actor=world.first.anna).of(world.provider)
    history = History.of(Received(MONDAY), Suspended(MONDAY + timedelta(hours=1), cause="customer"))
    answer = hours.answer(history, norm=FIVE, as_of=MONDAY + timedelta(days=1))
    steps = clock.explain(history, answer, hours.opening(until=TODAY), causes=CAUSES, closed_days={})
    assert "the clock stands still" in steps[-2].render()
    assert steps[-1].render().startswith("If it went on now")


@pytest.mark.parametrize(
    ("week", "place", "words"),
    [
        (("9-17",) + ("",) * 6, "monday", "such as 09:00-17:00"),
        (("09:00-13:00 12:00-17:00",) + ("",) * 6, "monday", "overlap"),
        (("",) * 7, "monday", "at least one day"),
        (("17:00-09:00",) + ("",) * 6, "monday", "such as 09:00-17:00"),
    ],
)
def test_hours_that_cannot_be_say_where_and_how_to_write_them(
    world: World, week: tuple[str, ...], place: str, words: str
) -> None:
    with pytest.raises(clock.UnsoundHours) as unsound:
        write_week(world, week=week)
    assert [each.place for each in unsound.value.findings] == [place]
    assert words in unsound.value.findings[0].render()


def test_a_week_that_was_promised_does_not_change_backwards(world: World) -> None:
    write_week(world)
    with pytest.raises(clock.UnsoundHours, match="today at the earliest"):
        write_week(world, since=TODAY - timedelta(days=30))


def test_a_day_that_differs_says_why(world: World) -> None:
    with pytest.raises(clock.UnsoundHours, match="why this day differs"):
        close(world, TODAY, reason="  ")


def test_hours_are_kept_by_the_provider_and_read_by_its_customers(world: World) -> None:
    with pytest.raises(Refused, match="written by an administrator"):
        clock.open_otherwise(
            actor=world.clerk,
            cooperation=world.cooperation,
            day=TODAY,
            stretches="",
            reason="Dicht",
            at=MONDAY,
        )
    with pytest.raises(Refused, match="provides nothing"):
        clock.own_hours(actor=world.first.ad, cooperation=world.cooperation, on=TODAY)
    close(world, TODAY)
    for reader in (world.first.anna, world.second.jan, world.clerk):
        assert clock.clocks(actor=reader).of(world.provider).closed_days


def test_another_cooperation_reads_none_of_it(world: World, elsewhere: World) -> None:
    close(world, TODAY)
    assert not clock.clocks(actor=elsewhere.first.anna).hours
    with pytest.raises(NotFound):
        clock.own_hours(actor=elsewhere.contract_manager, cooperation=world.cooperation, on=TODAY)
    with entered(elsewhere.contract_manager), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM clock_specialday")
        assert cursor.fetchone() == (0,), "the second lock alone"


def test_two_statements_for_however_many_days(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            clock.clocks(actor=world.clerk)
        return len(statements)

    few = asked()
    for days in range(12):
        close(world, TODAY + timedelta(days=days))
    assert asked() == few


def indicator(number: str, unit: str, kind: str = "lead_time") -> Indicator:
    return Indicator(kind, Words("binnen", "within"), Decimal(number), unit, Decimal(95))


def test_what_a_published_norm_means_to_the_clock() -> None:
    assert clock.norm_from(indicator("10", "working_days")) == Norm(10, Unit.WORKING_DAYS)
    assert clock.norm_from(indicator("30", "calendar_days")) == Norm(30, Unit.CALENDAR_DAYS)
    assert clock.norm_from(indicator("1.5", "hours")) == Norm(90, Unit.WORKING_MINUTES)
    for other in (
        indicator("2.5", "working_days"),
        indicator("0", "working_days"),
        indicator("45", "seconds"),
        indicator("7", "grade", "satisfaction"),
        None,
    ):
        assert clock.norm_from(other) is None


STRETCHES = st.lists(st.integers(0, 1439), min_size=2, max_size=8, unique=True).map(sorted)


@given(STRETCHES)
def test_hours_are_read_as_they_are_written(minutes: list[int]) -> None:
    """Law: what is kept, written out, reads as itself; and no stretch begins before the one before it ends."""
    pairs = list(zip(minutes[::2], minutes[1::2], strict=False))
    text = ", ".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in reversed(pairs))
    read = read_day(text, "monday")
    assert not read.findings
    assert read_day(" ".join(read.stretches), "monday") == read
    assert list(read.stretches) == sorted(read.stretches)


def test_a_closed_case_keeps_its_answer_when_a_later_day_closes(world: World) -> None:
    write_week(world)
    history = History.of(Received(MONDAY), Closed(MONDAY + timedelta(days=2)))
    asked = datetime(2026, 12, 10, tzinfo=UTC)
    before = clock.clocks(actor=world.clerk).of(world.provider).answer(history, norm=FIVE, as_of=asked)
    close(world, date(2026, 12, 9))
    after = clock.clocks(actor=world.clerk).of(world.provider).answer(history, norm=FIVE, as_of=asked)
    assert before == after
