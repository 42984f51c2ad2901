"""Amounts of a line: by year, from day to day, and on a day of their own."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from bodemplaat.calculations.business_case.file.fields import (
    CaseFields,
    GrantRow,
    OneOffRow,
    RecurringRow,
    TransferRow,
    names_of_lines,
)
from bodemplaat.engines.business_case import Dated
from bodemplaat.kernel import Euro, Rounding, say

YearByYear = OneOffRow | GrantRow | RecurringRow | TransferRow
Running = RecurringRow | TransferRow


def amounts_by_year(row: YearByYear, *, dated: bool) -> Mapping[int, Euro]:
    """``amounts: [175000, 75000]`` from the year ``from`` on. A line with ``dated`` amounts needs none by year."""
    if not row.has("amounts") and not dated:
        message = say("Give the amounts by year: amounts: [first year, next year, …].")
        row.error("model.missing", "amounts", message)
    return dict(enumerate(row.amounts, start=row.from_))


def running_by_year(row: Running, last: int, *, dated: bool) -> Mapping[int, Euro]:
    """The same, or ``yearly`` in each year from ``from`` until ``until``, the ``last`` of the case if not given.

    What runs from day to day has none by year.
    """
    if row.starts is not None or row.ends is not None:
        for field_name in ("from", "until", "amounts"):
            if row.has(field_name):
                text = say("What runs from day to day has no '{name}': leave it out, or leave out the days.")
                called = row.entry.reading.called((*row.entry.path, field_name))
                row.error("model.twice_said", field_name, text, name=called)
        return {}
    if row.yearly is None:
        if row.until is not None:
            text = say("Amounts by year end with the last one: leave out '{until}', or give '{yearly}'.")
            row.error("model.twice_said", "until", text)
        return amounts_by_year(row, dated=dated)
    if row.has("amounts"):
        row.error("model.twice_said", "amounts", say("Give '{yearly}' or '{amounts}', not both."))
    until = last if row.until is None else row.until
    return dict.fromkeys(range(row.from_, until + 1), row.yearly)


def running_from_day_to_day(row: Running, first_year: int, years: int) -> tuple[Dated, ...]:
    """``yearly`` between the days ``starts`` and ``ends`` (the first day without): each calendar year's part.

    A year's part is that of its days, half a cent up, and falls on the middle one of these.
    """
    if row.starts is None and row.ends is None:
        return ()
    if row.yearly is None:
        row.missing("yearly")
    if not first_year:
        text = say("Dated amounts need the calendar year of year 1: give '{first_year}'.")
        row.error("case.no_calendar", "starts", text)
        return ()
    start = row.starts or date(first_year, 1, 1)
    end = row.ends or date(first_year + years, 1, 1)
    if end <= start:
        text = say("The end is after the start: correct one of the dates.")
        row.error("case.dates", "starts" if row.ends is None else "ends", text)
        return ()
    yearly = row.yearly or Euro(0)
    parts = []
    for year in range(start.year, end.year + 1):
        opens, closes = max(start, date(year, 1, 1)), min(end, date(year + 1, 1, 1))
        days = (closes - opens).days
        if days > 0:
            whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
            part = yearly.times(Fraction(days, whole), Rounding.HALF_UP)
            parts.append(Dated(opens + timedelta(days=days // 2), part))
    return tuple(parts)


def dated_amounts(file: CaseFields) -> Mapping[str, tuple[Dated, ...]]:
    """``dated: [{line: …, on: 2028-07-01, amount: …}]``: amounts on a day, by the name of their line.

    A line has such amounts once, whatever the section it stands in.
    """
    by_line: dict[str, tuple[Dated, ...]] = {}
    lines = list(names_of_lines(file))
    for row in file.dated:
        if lines.count(row.line) > 1:
            text = say("'{value}' is the name of several lines: give the one that is meant another name.")
            row.error("case.line", "line", text, value=row.line)
        by_line[row.line] = (*by_line.get(row.line, ()), Dated(row.on, row.amount))
    return by_line
