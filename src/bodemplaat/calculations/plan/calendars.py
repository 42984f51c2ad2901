"""The calendars of a file: weekdays, holidays, recess, and the meetings of a council."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.values import NotAValue, as_day
from bodemplaat.calculations.plan.model import Closed
from bodemplaat.engines.planning import WEEKDAYS, Workdays
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.kernel import say

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = {name: number for names in (DAYS, ENGLISH) for number, name in enumerate(names)}
LONGEST_CLOSED = 400
PUBLIC_HOLIDAYS = {
    "law": FreeDays.LAW, "agreement": FreeDays.AGREEMENT, "own": FreeDays.OWN,
    "yes": FreeDays.LAW, "ja": FreeDays.LAW, "no": FreeDays.OWN, "nee": FreeDays.OWN,
}  # fmt: skip
"""Whose days are free; a plain yes means the law's."""


def read_calendars(
    entry: Entry, start: date, years: int, whose: FreeDays
) -> tuple[dict[str, Workdays], tuple[Closed, ...]]:
    """Calendars by name and what is closed. The first one is also the usual one, ``""``."""
    weekdays, all_year = _weekdays(entry)
    meetings = _meetings(entry)
    names = list(dict.fromkeys([*weekdays, *meetings]))
    closed = tuple(_closed(item, names) for item in entry.items("closed"))
    free = free_days(whose, range(start.year - 1, start.year + years + 1))
    found: dict[str, Workdays] = {}
    for name in names or [""]:
        shut = frozenset() if name in all_year else free | _days_of(closed, name)
        if name in meetings:
            only = meetings[name]
            if only and not only - shut:
                message = say(
                    "Every meeting day of '{value}' is closed: give days outside recess and holidays."
                )
                entry.error("planning.all_closed", "meetings", message, value=name)
                shut = frozenset()
            found[name] = Workdays(closed=shut, only=only or frozenset({start}))
        else:
            found[name] = Workdays(weekdays.get(name, WEEKDAYS), shut)
    usual = next((name for name in names if name not in meetings), None)
    if usual is None:
        found[""] = Workdays(closed=free | _days_of(closed, ""))
    else:
        found[""] = found[usual]
    return found, closed


def _weekdays(entry: Entry) -> tuple[dict[str, frozenset[int]], frozenset[str]]:
    weekdays: dict[str, frozenset[int]] = {}
    all_year = set()
    for item in entry.items("calendars"):
        name = item.text("name")
        if name in weekdays:
            item.error(
                "planning.name_twice",
                "name",
                say("The name '{value}' is taken: give each its own."),
                value=name,
            )
        weekdays[name] = _numbers(item) or WEEKDAYS
        if item.yes("all_year", default=False):
            all_year.add(name)
        item.done()
    return weekdays, frozenset(all_year)


def _numbers(item: Entry) -> frozenset[int]:
    found = set()
    for text in item.texts("weekdays"):
        number = NUMBERS.get(text.strip().lower())
        if number is None:
            message = say("'{value}' is no weekday: write ma, di, wo, do, vr, za or zo (or mon, tue, …).")
            item.error("planning.weekday", "weekdays", message, value=text)
        else:
            found.add(number)
    return frozenset(found)


def _meetings(entry: Entry) -> Mapping[str, frozenset[date]]:
    """Calendars on which only certain days count."""
    found: dict[str, set[date]] = {}
    for item in entry.items("meetings"):
        days = found.setdefault(item.text("calendar"), set())
        for text in item.texts("days"):
            try:
                days.add(as_day(text))
            except NotAValue as problem:
                item.error("model.not_a_value", "days", str(problem), value=text)
        if not item.has("days"):
            item.error("model.missing", "days", say("This field is missing or empty: fill it in."))
        item.done()
    return {name: frozenset(days) for name, days in found.items()}


def _closed(item: Entry, names: Sequence[str]) -> Closed:
    first = item.day("from")
    last = item.day("until", first)
    calendars = item.texts("calendars")
    for name in calendars:
        item.known("calendars", name, names, say("calendar"))
    if last < first or (last - first).days > LONGEST_CLOSED:
        message = say(
            "From {first} until {last} is no period: the last day comes after the first, within a year."
        )
        item.error("planning.period", "until", message, first=first, last=last)
        last = first
    closed = Closed(item.text("name", ""), first, last, calendars)
    item.done()
    return closed


def _days_of(closed: Iterable[Closed], calendar: str) -> frozenset[date]:
    return frozenset(
        one.first + timedelta(days=offset)
        for one in closed
        if not one.calendars or calendar in one.calendars
        for offset in range((one.last - one.first).days + 1)
    )
