"""Spans of days: half-open, so that spans that follow each other share no day and miss none."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.kernel import Period, months_later

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def periods(draw: st.DrawFn, *, open_end: bool = False) -> Period:
    start = draw(DAYS)
    if open_end and draw(st.booleans()):
        return Period(start)
    return Period(start, start + timedelta(days=draw(st.integers(1, 800))))


def test_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(date(2026, 7, 1), date(2026, 7, 1))


def test_the_end_day_no_longer_counts() -> None:
    first_half = Period(date(2026, 1, 1), date(2026, 7, 1))
    assert date(2026, 6, 30) in first_half
    assert date(2026, 7, 1) not in first_half
    assert first_half.days == 181


@given(st.integers(1990, 2090))
def test_twelve_months_are_a_year_without_gap_or_overlap(year: int) -> None:
    months = [Period.month(year, month) for month in range(1, 13)]
    assert months[0].start == Period.year(year).start
    assert months[-1].end == Period.year(year).end
    assert all(earlier.end == later.start for earlier, later in pairwise(months))
    assert sum(month.days for month in months) == Period.year(year).days in (365, 366)


@given(periods(open_end=True), periods(open_end=True))
def test_overlap_is_mutual_and_means_a_shared_day(a: Period, b: Period) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    shared = a.intersection(b)
    assert shared == b.intersection(a)
    assert (shared is not None) == a.overlaps(b)
    if shared is not None:
        assert shared.start in a
        assert shared.start in b


@given(periods(), periods(), DAYS)
def test_a_day_is_in_the_intersection_when_it_is_in_both(a: Period, b: Period, day: date) -> None:
    shared = a.intersection(b)
    assert (shared is not None and day in shared) == (day in a and day in b)


@given(periods())
def test_counts_the_days_it_walks(period: Period) -> None:
    days = list(period)
    assert len(days) == period.days
    assert all(day in period for day in days)
    assert days[0] == period.start


def test_until_further_notice_has_no_number_of_days() -> None:
    with pytest.raises(ValueError, match="without an end"):
        _ = Period(date(2026, 1, 1)).days


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 3, 31), -13, date(2026, 2, 28)),
        (date(2027, 3, 31), 0, date(2027, 3, 31)),
    ],
)
def test_a_day_so_many_months_on_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, later: date
) -> None:
    assert months_later(day, months) == later
