"""The days on which banks in the euro area settle: the calendar of T2 (formerly TARGET2).

Source: European Central Bank, long-term calendar of 14 December 2000: closed on Saturdays and Sundays, New Year's
Day, Good Friday, Easter Monday, 1 May, Christmas Day and 26 December. Dutch holidays such as King's Day are open.
"""

from datetime import date, timedelta

from bodemplaat.formats.free_days import easter_sunday

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


def bank_days_after(day: date, count: int) -> date:
    """The day that lies ``count`` bank days after ``day``."""
    for _ in range(count):
        day = next_bank_day(day)
    return day


def bank_days_before(day: date, count: int) -> date:
    """The day that lies ``count`` bank days before ``day``: a payment due before it should have been reported by now."""
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_bank_day(day):
            day -= timedelta(days=1)
    return day
