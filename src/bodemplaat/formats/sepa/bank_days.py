"""The days on which banks in the euro area settle: the calendar of T2 (formerly TARGET2).

Source: European Central Bank, long-term calendar of 14 December 2000: closed on Saturdays and Sundays, New Year's
Day, Good Friday, Easter Monday, 1 May, Christmas Day and 26 December. Dutch holidays such as King's Day are open.
"""

from datetime import date, timedelta

FIXED = {(1, 1), (5, 1), (12, 25), (12, 26)}
"""Month and day of the closing days that never move."""


def is_bank_day(day: date) -> bool:
    """Whether euro payments settle on this day."""
    easter = easter_sunday(day.year)
    moving = (easter - timedelta(days=2), easter + timedelta(days=1))
    return day.weekday() < 5 and (day.month, day.day) not in FIXED and day not in moving


def next_bank_day(day: date) -> date:
    """The first day after ``day`` on which euro payments settle."""
    following = day + timedelta(days=1)
    while not is_bank_day(following):
        following += timedelta(days=1)
    return following


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
