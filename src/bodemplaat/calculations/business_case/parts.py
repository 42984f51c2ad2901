"""Pieces of a file that several sections share: lists of percentages, and amounts by year."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.engines.business_case import Dated
from bodemplaat.kernel import Euro, Rounding, say


def ratios(item: Entry, name: str) -> tuple[Decimal, ...]:
    """A list of parts of one (``40%`` or ``0.4``), or one alone."""
    return item.figures(name, values.as_ratio, Decimal(0))


def amounts_by_year(item: Entry, last: int | None = None, *, dated: bool = False) -> Mapping[int, Euro]:
    """``amounts: [175000, 75000]`` from the year ``from`` on (1 when not given).

    Where ``last`` is given, ``yearly: 40000`` is the same amount in each year from ``from`` until ``until``. An item
    that has ``dated`` amounts, or runs from a day, needs none by year.
    """
    if last is not None and (item.has("starts") or item.has("ends")):
        for field_name in ("from", "until", "amounts"):
            if item.has(field_name):
                text = say("What runs from day to day has no '{name}': leave it out, or leave out the days.")
                item.error("model.twice_said", field_name, text, name=field_name)
            item.used.add(field_name)
        return {}
    first = item.count("from", 1)
    if last is not None and item.has("yearly"):
        if item.has("amounts"):
            item.error("model.twice_said", "amounts", say("Give 'yearly' or 'amounts', not both."))
        amount, until = item.amount("yearly"), item.count("until", last)
        item.texts("amounts")
        return dict.fromkeys(range(first, until + 1), amount)
    found = dict(enumerate(item.figures("amounts", values.as_amount, Euro(0)), start=first))
    if not item.has("amounts") and not dated:
        message = say("Give the amounts by year: amounts: [first year, next year, …].")
        item.error("model.missing", "amounts", message)
    return found


def running_from_day_to_day(item: Entry, first_year: int, years: int) -> tuple[Dated, ...]:
    """``yearly`` between the days ``starts`` and ``ends`` (the first day without): each calendar year's part.

    A year's part is that of its days, half a cent up, and falls on the middle one of these.
    """
    item.used.update(("starts", "ends"))
    if not item.has("starts") and not item.has("ends"):
        return ()
    yearly = item.amount("yearly")
    if not first_year:
        text = say("Dated amounts need the calendar year of year 1: give 'first_year'.")
        item.error("case.no_calendar", "starts", text)
        return ()
    start = item.day("starts", date(first_year, 1, 1))
    end = item.day("ends", date(first_year + years, 1, 1))
    if end <= start:
        text = say("The end is after the start: correct one of the dates.")
        item.error("case.dates", "ends" if item.has("ends") else "starts", text)
        return ()
    found = []
    for year in range(start.year, end.year + 1):
        opens, closes = max(start, date(year, 1, 1)), min(end, date(year + 1, 1, 1))
        days = (closes - opens).days
        if days > 0:
            whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
            part = yearly.times(Fraction(days, whole), Rounding.HALF_UP)
            found.append(Dated(opens + timedelta(days=days // 2), part))
    return tuple(found)


def dated_amounts(entry: Entry) -> Mapping[str, tuple[Dated, ...]]:
    """``dated: [{line: …, on: 2028-07-01, amount: …}]``: amounts on a day, by the name of their line.

    A line has such amounts once, whatever the section it stands in.
    """
    found: dict[str, tuple[Dated, ...]] = {}
    lines = [
        item.text("name")
        for section in ("one_offs", "running_costs", "benefits", "grants", "transfers")
        for item in entry.items(section)
    ]
    for item in entry.items("dated"):
        name = item.text("line")
        if item.known("line", name, dict.fromkeys(lines), say("cost, benefit, grant or compensation")):
            if lines.count(name) > 1:
                text = say("'{value}' is the name of several lines: give the one that is meant another name.")
                item.error("case.line", "line", text, value=name)
            found[name] = (*found.get(name, ()), Dated(item.day("on"), item.amount("amount")))
        else:
            item.used.update(("on", "amount"))
        item.done()
    return found
