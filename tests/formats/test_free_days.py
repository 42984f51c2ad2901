"""Which days are free by the law and by the collective agreement, with a package of others as judge."""

from datetime import date, timedelta

import holidays
import pytest

from bodemplaat.formats.free_days import FreeDays, free_days, monarch_s_day

YEARS = range(1970, 2051)
LAW = {
    "New Year's Day", "Good Friday", "Easter Monday", "King's Day", "Queen's Day", "Liberation Day", "Ascension Day",
    "Pentecost Monday", "Christmas Day", "Second Day of Christmas",
}  # fmt: skip


def test_the_law_s_days_are_those_that_another_list_knows_and_every_fifth_of_may() -> None:
    known = holidays.country_holidays(
        "NL", years=YEARS, categories=("public", "optional"), language="en_US"
    ).items()
    judged = {day for day, names in known if LAW & set(names.split("; "))}
    assert free_days(FreeDays.LAW, YEARS) == judged | {date(year, 5, 5) for year in YEARS}


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2013, "04-30"), (2014, "04-26"), (2015, "04-27"), (2025, "04-26"), (2026, "04-27"),
        (2006, "04-29"), (2000, "04-29"), (1978, "05-01"), (1967, "05-01"),
    ],
)  # fmt: skip
def test_the_monarch_s_birthday_is_celebrated(year: int, day: str) -> None:
    assert monarch_s_day(year) == date.fromisoformat(f"{year}-{day}")
    assert monarch_s_day(year) in free_days(FreeDays.LAW, [year]) & free_days(FreeDays.AGREEMENT, [year])


def test_the_agreement_frees_the_fifth_of_may_as_agreed_and_no_good_friday() -> None:
    agreed = free_days(FreeDays.AGREEMENT, YEARS)
    assert [year for year in range(2008, 2028) if date(year, 5, 5) in agreed] == [
        2010, 2015, 2016, 2020, 2024, 2025, 2026, 2027,  # in 2016 it was Ascension Day
    ]  # fmt: skip
    assert date(2026, 4, 3) not in agreed
    assert date(2026, 4, 3) in free_days(FreeDays.LAW, [2026])
    more = free_days(FreeDays.LAW, YEARS) - agreed
    assert all(day.weekday() == 4 or day == date(day.year, 5, 5) for day in more)
    assert agreed <= free_days(FreeDays.LAW, YEARS)


def test_an_own_calendar_has_only_the_days_that_are_named() -> None:
    assert free_days(FreeDays.OWN, YEARS) == frozenset()
    assert date(2026, 1, 1) + timedelta(days=1) not in free_days(FreeDays.LAW, [2026])
