"""Banks settle on the days of T2, whatever the Dutch calendar says."""

from datetime import date, timedelta

import holidays
import pytest

from bodemplaat.formats.free_days import easter_sunday
from bodemplaat.formats.sepa.bank_days import is_bank_day, next_bank_day


def test_the_calendar_is_that_of_the_ecb() -> None:
    closed = holidays.financial_holidays("XECB", years=range(2025, 2032))
    day = date(2025, 1, 1)
    while day.year < 2032:
        assert is_bank_day(day) == (day.weekday() < 5 and day not in closed), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2000, date(2000, 4, 23)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
        (2285, date(2285, 3, 22)),
    ],
)
def test_easter(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 4, 24), date(2026, 4, 27)),
    ],
)
def test_the_next_day_passes_over_weekends_easter_and_christmas_but_not_kings_day(
    day: date, following: date
) -> None:
    assert next_bank_day(day) == following
