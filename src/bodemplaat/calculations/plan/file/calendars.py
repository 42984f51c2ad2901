"""The calendars of a file: weekdays, holidays, recess, and the meetings of a council."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bodemplaat.calculations.plan.file.fields import CalendarRow, ClosedRow, PlanFields, names_of_calendars
from bodemplaat.calculations.plan.model import Closed
from bodemplaat.engines.planning import WEEKDAYS, Workdays
from bodemplaat.formats.free_days import free_days
from bodemplaat.kernel import say

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = {name: number for names in (DAYS, ENGLISH) for number, name in enumerate(names)}
LONGEST_CLOSED = 400


def calendars_of(file: PlanFields) -> tuple[dict[str, Workdays], tuple[Closed, ...]]:
    """Calendars by name and what is closed. The first one is also the usual one, ``""``."""
    weekdays = {row.name: _numbers(row) or WEEKDAYS for row in file.calendars}
    all_year = {row.name for row in file.calendars if row.all_year}
    meetings = _meetings(file)
    names = list(names_of_calendars(file))
    closed = tuple(_closed(row) for row in file.closed)
    free = free_days(file.public_holidays, range(file.start.year - 1, file.start.year + file.years + 1))
    calendars: dict[str, Workdays] = {}
    for name in names or [""]:
        shut = frozenset() if name in all_year else free | _days_of(closed, name)
        if name in meetings:
            only = meetings[name]
            if only and not only - shut:
                message = say(
                    "Every meeting day of '{value}' is closed: give days outside recess and holidays."
                )
                file.error("planning.all_closed", "meetings", message, value=name)
                shut = frozenset()
            calendars[name] = Workdays(closed=shut, only=only or frozenset({file.start}))
        else:
            calendars[name] = Workdays(weekdays.get(name, WEEKDAYS), shut)
    usual = next((name for name in names if name not in meetings), None)
    if usual is None:
        calendars[""] = Workdays(closed=free | _days_of(closed, ""))
    else:
        calendars[""] = calendars[usual]
    return calendars, closed


def _numbers(row: CalendarRow) -> frozenset[int]:
    numbers = set()
    for text in row.weekdays:
        number = NUMBERS.get(text.strip().lower())
        if number is None:
            message = say("'{value}' is no weekday: write ma, di, wo, do, vr, za or zo (or mon, tue, …).")
            row.error("planning.weekday", "weekdays", message, value=text)
        else:
            numbers.add(number)
    return frozenset(numbers)


def _meetings(file: PlanFields) -> Mapping[str, frozenset[date]]:
    """Calendars on which only certain days count."""
    meetings: dict[str, set[date]] = {}
    for row in file.meetings:
        days = meetings.setdefault(row.calendar, set())
        days.update(row.entry.days("days"))
        if not row.has("days"):
            row.missing("days")
    return {name: frozenset(days) for name, days in meetings.items()}


def _closed(row: ClosedRow) -> Closed:
    first = row.from_
    last = first if row.until is None else row.until
    if last < first or (last - first).days > LONGEST_CLOSED:
        message = say(
            "From {first} until {last} is no period: the last day comes after the first, within a year."
        )
        row.error("planning.period", "until", message, first=first, last=last)
        last = first
    return Closed(row.name, first, last, tuple(row.calendars))


def _days_of(closed: Iterable[Closed], calendar: str) -> frozenset[date]:
    return frozenset(
        one.first + timedelta(days=offset)
        for one in closed
        if not one.calendars or calendar in one.calendars
        for offset in range((one.last - one.first).days + 1)
    )
