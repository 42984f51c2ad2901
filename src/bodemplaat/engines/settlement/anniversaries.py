"""Years counted from a day, and the calendar years they fall in."""

from collections.abc import Iterator
from datetime import date

from bodemplaat.kernel import Period


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February where a year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def calendar_years(period: Period) -> Iterator[Period]:
    """A period cut at every New Year; the period has an end."""
    last = period.end or date.max
    for year in range(period.start.year, last.year + 1):
        piece = period.intersection(Period.year(year))
        if piece is not None:
            yield piece
