"""Daily work by the Dutch clock: once every day, also on the two days on which the clock is set."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from tests.database import TestDatabase

from bodemplaat.foundation.outbox import schedule
from bodemplaat.foundation.outbox.schedule import ZONE, defer_due, last_due
from bodemplaat.foundation.outbox.tasks import tidy

moments = st.datetimes(datetime(2025, 1, 2), datetime(2031, 1, 1), timezones=st.just(UTC))
times = st.times(max_value=time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))


@given(times, moments)
def test_the_last_moment_due_is_within_a_day_and_an_hour(at: time, now: datetime) -> None:
    due = last_due(at, now)
    assert due <= now
    assert now - due < timedelta(hours=25)


@given(times, st.dates(date(2025, 1, 2), date(2031, 1, 1)))
def test_every_dutch_day_has_one_moment_and_the_clock_shows_it(at: time, day: date) -> None:
    noon = [
        datetime.combine(day + timedelta(days=n), time(23, 59, 59), ZONE).astimezone(UTC) for n in range(2)
    ]
    first, second = (last_due(at, moment) for moment in noon)
    assert first < second, "tomorrow's is another"
    shown = first.astimezone(ZONE)
    assert shown.date() == day
    skipped = shown.time() != at
    assert not skipped or (day.month == 3 and day.day >= 25 and time(2) <= at < time(3))


@pytest.mark.parametrize(
    ("at", "now", "due"),
    [
        (time(6), datetime(2026, 1, 15, 5, 0, tzinfo=UTC), datetime(2026, 1, 15, 5, 0, tzinfo=UTC)),  # winter
        (time(6), datetime(2026, 7, 15, 4, 0, tzinfo=UTC), datetime(2026, 7, 15, 4, 0, tzinfo=UTC)),  # summer
        (time(6), datetime(2026, 7, 15, 3, 59, tzinfo=UTC), datetime(2026, 7, 14, 4, 0, tzinfo=UTC)),
        (
            time(2, 30),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ),  # 03:30
        (time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (
            time(2, 30),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # again
        (time(0), datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2026, 12, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_by_hand(at: time, now: datetime, due: datetime) -> None:
    assert last_due(at, now) == due


def test_a_day_is_put_in_the_queue_once_whoever_asks_and_made_good_after_a_night_away(
    fresh_database: TestDatabase,
) -> None:
    morning = datetime(2026, 7, 15, 6, 0, tzinfo=UTC)  # 08:00, after the last task of a morning

    async def asked(now: datetime) -> int:
        here = App(connector=PsycopgConnector(conninfo=fresh_database.url))
        here.tasks = app.tasks
        async with here.open_async():
            return await defer_due(here, now)

    def ask(now: datetime) -> int:
        return asyncio.run(asked(now))

    assert ask(morning) >= 1
    assert ask(morning + timedelta(seconds=1)) == 0
    assert ask(morning + timedelta(hours=15)) == 0, "the same Dutch day"
    assert ask(morning + timedelta(hours=40)) >= 1, "hours late is not never"
    with psycopg.connect(fresh_database.owner_url) as connection:
        told = connection.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'outbox.tidy'"
        ).fetchall()
    assert [datetime.fromtimestamp(row[0]["timestamp"], ZONE).time() for row in told] == [time(5, 30)] * 2


def test_what_runs_often_is_put_in_the_queue_once_a_minute_in_which_there_is_something_to_do(
    fresh_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_there = [True]
    monkeypatch.setattr(
        schedule, "_often", [schedule.Often(tidy, 60, lambda: is_there[0], schedule.anywhere)]
    )
    noon = datetime(2026, 7, 15, 10, 0, 20, tzinfo=UTC)

    async def asked(now: datetime) -> int:
        here = App(connector=PsycopgConnector(conninfo=fresh_database.url))
        here.tasks = app.tasks
        async with here.open_async():
            return await schedule.defer_often(here, now)

    def ask(seconds: int) -> int:
        return asyncio.run(asked(noon + timedelta(seconds=seconds)))

    assert [ask(0), ask(30), ask(45)] == [1, 0, 1]
    is_there[0] = False
    assert ask(120) == 0
