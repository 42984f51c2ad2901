"""The picture of a budget year: for each council when it can give its view, and when it meets."""

from datetime import date, timedelta
from typing import Any, Final

from bodemplaat.calculations.wgr_year.file import WgrYearFile
from bodemplaat.engines.wgr_year import CouncilView, YearPlan
from bodemplaat.kernel import say
from bodemplaat.presentation import palette
from bodemplaat.presentation.charts import months_axis
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.values import joined

WIDTH, NAMES, STEP = 430, 250, 26
BESIDE: Final = timedelta(days=20)
"""Days drawn before the draft is sent and after the board adopts."""


def meetings(file: WgrYearFile, outcome: YearPlan) -> Picture:
    """A bar from when a council can have the draft to when its view must be there, and a mark for each of its meetings."""
    views = [view for view in outcome.views if not view.about]
    first = min(view.opens for view in views) - BESIDE
    last = file.calendar.adopted + BESIDE
    late = [view.council for view in views if not view.is_possible]
    alt = say("Every council meets in time to give a view on the budget.")
    if late:
        text = say(
            "In time for a view on the budget: {in_time} of {count} {count:council|councils}. Not in time: {names}."
        )
        alt = text.using(in_time=len(views) - len(late), count=len(views), names=joined(late))
    days = {council.name: council.meetings for council in file.calendar.councils}
    return Picture(say("Meetings and the time for a view"), alt, _spec(views, days, first, last))


def _spec(
    views: list[CouncilView], days: dict[str, tuple[date, ...]], first: date, last: date
) -> dict[str, Any]:
    zero = first.replace(day=1)

    def at(day: date) -> int:
        return (day - zero).days

    x = {"type": "quantitative", "title": None, "axis": months_axis(zero, last),
         "scale": {"domain": [0, at(last)], "nice": False}}  # fmt: skip
    y = {"field": "name", "type": "nominal", "sort": [view.council for view in views], "title": None,
         "axis": {"ticks": False, "domain": False, "labelLimit": NAMES, "labelPadding": 8}}  # fmt: skip
    spans = [
        {"name": view.council, "start": at(view.opens), "until": at(view.closes) + 1}
        for view in views
        if view.opens <= view.closes
    ]
    dots = [
        {"name": view.council, "at": at(day), "kind": "in" if day in view.meetings else "out"}
        for view in views
        for day in days[view.council]
        if first <= day <= last
    ]
    colour = {"field": "kind", "type": "nominal", "legend": None,
              "scale": {"domain": ["in", "out"], "range": [palette.FIRST, palette.STANDS_OUT]}}  # fmt: skip
    return {
        "width": WIDTH,
        "height": {"step": STEP},
        "layer": [
            {"data": {"values": spans},
             "mark": {"type": "bar", "height": {"band": 0.5}, "color": palette.BAND},
             "encoding": {"x": {"field": "start", **x}, "x2": {"field": "until"}, "y": y}},
            {"data": {"values": dots},
             "mark": {"type": "point", "shape": "diamond", "size": 90, "filled": True, "opacity": 1},
             "encoding": {"x": {"field": "at", **x}, "y": y, "color": colour}},
        ],
    }  # fmt: skip
