"""The days that count for nothing in a term or a plan, by name: one calendar for every caller.

``FreeDays.LAW`` is article 3 of the Algemene termijnenwet: New Year's Day, Good Friday (made equal by its second
paragraph), Easter Monday, the King's birthday as it is celebrated, the fifth of May of every year, Ascension Day, Whit
Monday and both Christmas days. ``FreeDays.AGREEMENT`` is what the Cao Gemeenten gives: the same without Good Friday, and
the fifth of May of every year since 2024; before that each employer decided, and every fifth year is taken (sources and
what is uncertain: docs/explanation/algorithms/the-service-clock.md). ``FreeDays.OWN`` has none: only days that are
named count. Easter Sunday and Whit Sunday are Sundays anyway.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bodemplaat.kernel import say


class FreeDays(Enum):
    """Whose calendar says which days are free; the value is its name in files and on the command line."""

    LAW = "law"
    AGREEMENT = "agreement"
    OWN = "own"


TOLD: Final = {
    FreeDays.LAW: say(
        "Free are the days of the law (Algemene termijnenwet, article 3): with Good Friday, and 5 May in every year."
    ),
    FreeDays.AGREEMENT: say(
        "Free are the days of the collective agreement (Cao Gemeenten): without Good Friday; 5 May every year since "
        "2024 and every fifth year before."
    ),
    FreeDays.OWN: say("No public holidays are free, only days that were named."),
}
"""What an answer says of the calendar it was worked out on."""

EVERY_FIFTH_OF_MAY: Final = 2024


def free_days(whose: FreeDays, years: Iterable[int]) -> frozenset[date]:
    """The free days of these years, Gregorian years from 1583; a day that falls in a weekend is among them."""
    if whose is FreeDays.OWN:
        return frozenset()
    return frozenset(day for year in years for day in _of_year(whose, year))


def _of_year(whose: FreeDays, year: int) -> Iterable[date]:
    easter = easter_sunday(year)
    yield date(year, 1, 1)
    yield easter + timedelta(days=1)
    yield monarch_s_day(year)
    yield easter + timedelta(days=39)
    yield easter + timedelta(days=50)
    yield date(year, 12, 25)
    yield date(year, 12, 26)
    if whose is FreeDays.LAW:
        yield easter - timedelta(days=2)
    if whose is FreeDays.LAW or year >= EVERY_FIFTH_OF_MAY or year % 5 == 0:
        yield date(year, 5, 5)


def monarch_s_day(year: int) -> date:
    """King's Day: 27 April from 2014, the Saturday before where that is a Sunday.

    Queen's Day before it: 30 April, where that was a Sunday the Saturday before since 1980, and the Monday after until
    then.
    """
    day = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
    if day.weekday() == 6:
        return day + timedelta(days=-1 if year >= 1980 else 1)
    return day


def easter_sunday(year: int) -> date:
    """Easter of the Gregorian calendar, by the anonymous algorithm of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
