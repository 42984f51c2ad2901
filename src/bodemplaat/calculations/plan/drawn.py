"""The pictures of a plan: a Gantt chart of the phases, one of the activities, and the chance of the end by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bodemplaat.calculations.plan.model import PhaseDates, PlanFile, PlanOutcome
from bodemplaat.engines.planning import Planned, Simulation
from bodemplaat.kernel import say
from bodemplaat.presentation import palette
from bodemplaat.presentation.charts import months_axis
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.values import Chance, Literal, Number, joined

CRITICAL, FREE = palette.STANDS_OUT, palette.FIRST
WIDTH, NAMES = 430, 250
MOST_ROWS = 46
FEWEST_ROWS, STRETCH = 12, 1.5
"""A page with so many rows takes no phase that would make its months that much narrower."""
ROOM = 10
"""Days beside the last bar; slack that reaches further is cut off there."""
SHORTEST_SHUT = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a Gantt chart. ``until`` is the day after the last, ``latest`` that of the late finish."""

    name: str
    start: date
    until: date
    latest: date
    kind: str
    shown: str = ""


def road(phases: Sequence[PhaseDates]) -> Picture:
    """The phases only, each with its length in months."""
    rows = [
        Row(
            dates.phase.name,
            dates.start,
            dates.finish + timedelta(days=1),
            dates.finish + timedelta(days=1),
            "free",
            say("{months} {months:month|months}", months=Number(round(dates.months, 1), 1)),
        )
        for dates in phases
    ]
    alt = say(
        "From {start} to {finish}: {phases}.",
        start=min(dates.start for dates in phases),
        finish=max(dates.finish for dates in phases),
        phases=joined(joined((row.name, row.shown), " ") for row in rows),
    )
    return Picture(say("The road in phases"), alt, _chart(rows, (), step=30))


def gantt(file: PlanFile, outcome: PlanOutcome) -> tuple[Picture, ...]:
    """All activities, phase by phase, over as many pictures as are needed to keep them readable."""
    pages = _pages(file, outcome)
    pictures = []
    for number, rows in enumerate(pages, 1):
        title = say("Planning")
        if len(pages) > 1:
            title = say("Planning, part {number}", number=number)
        bands = _shut(file, min(row.start for row in rows), max(row.until for row in rows))
        pictures.append(Picture(title, _gantt_text(rows, bool(bands)), _chart(rows, bands)))
    return tuple(pictures)


def _gantt_text(rows: Sequence[Row], shut: bool) -> str:
    critical = [row for row in rows if row.kind in ("critical", "milestone-critical")]
    own = [row for row in rows if row.kind != "phase"]
    text = say(
        "{count} {count:activity|activities} from {start} to {finish}; {critical} of them, in orange, cannot be late without moving the end.",
        count=len(own),
        start=min(row.start for row in own),
        finish=max(row.until for row in own) - timedelta(days=1),
        critical=len(critical),
    )
    if not shut:
        return text
    return joined((text, say("Grey: recess and closed weeks.")), " ")


def _pages(file: PlanFile, outcome: PlanOutcome) -> list[list[Row]]:
    groups = [_group(file, outcome, phase.name) for phase in file.phases]
    groups.append(_group(file, outcome, ""))
    pages: list[list[Row]] = [[]]
    for group in groups:
        if (
            pages[-1]
            and group
            and (
                len(pages[-1]) + len(group) > MOST_ROWS
                or (len(pages[-1]) >= FEWEST_ROWS and _days(pages[-1] + group) > STRETCH * _days(pages[-1]))
            )
        ):
            pages.append([])
        for first in range(0, len(group), MOST_ROWS):
            if first:
                pages.append([])
            pages[-1] += group[first : first + MOST_ROWS]
    return [page for page in pages if page]


def _days(rows: Sequence[Row]) -> int:
    return (max(row.until for row in rows) - min(row.start for row in rows)).days


def _group(file: PlanFile, outcome: PlanOutcome, phase: str) -> list[Row]:
    """A phase's own bar, then its activities in the order of the file."""
    names = file.names_of(phase)
    milestones = {activity.name for activity in file.project.activities if not activity.duration.likely}
    rows = [_row(outcome.plan[name], name in milestones) for name in names]
    if not rows or not phase:
        return rows
    until = max(row.until for row in rows)
    return [Row(phase, min(row.start for row in rows), until, until, "phase"), *rows]


def _row(planned: Planned, milestone: bool) -> Row:
    kind = "critical" if planned.critical else "free"
    if milestone:
        kind = "milestone-critical" if planned.critical else "milestone"
    day = timedelta(days=1)
    latest = max(planned.late_finish, planned.finish) + day
    return Row(planned.name, planned.start, planned.finish + day, latest, kind)


def _shut(file: PlanFile, first: date, last: date) -> list[tuple[date, date]]:
    """Closed periods of some length that fall within the picture."""
    day = timedelta(days=1)
    return [
        (max(one.first, first), min(one.last + day, last))
        for one in file.closed
        if (one.last - one.first).days >= SHORTEST_SHUT and one.last >= first and one.first < last
    ]


def _chart(rows: Sequence[Row], bands: Sequence[tuple[date, date]], step: int = 19) -> dict[str, Any]:
    zero = min(row.start for row in rows).replace(day=1)
    end = max(row.until for row in rows) + timedelta(days=ROOM)

    def at(day: date) -> int:
        return (day - zero).days

    x = {"type": "quantitative", "title": None, "axis": months_axis(zero, end),
         "scale": {"domain": [0, at(end)], "nice": False}}  # fmt: skip
    names = [row.name for row in rows]
    heads = [row.name for row in rows if row.kind == "phase"]
    y = {"field": "name", "type": "nominal", "sort": names, "title": None,
         "axis": {"ticks": False, "domain": False, "labelLimit": NAMES, "labelPadding": 8,
                  "labelFontWeight": {"condition": {"test": joined(("indexof(", Literal(tuple(heads)), ", datum.value) >= 0"), ""),
                                                    "value": 600}, "value": 400}}}  # fmt: skip
    data = [
        {"name": row.name, "start": at(row.start), "until": at(row.until), "latest": at(min(row.latest, end)),
         "kind": row.kind, "shown": row.shown}
        for row in rows
    ]  # fmt: skip
    colours = {"field": "kind", "type": "nominal", "legend": None,
               "scale": {"domain": ["critical", "free", "phase", "milestone", "milestone-critical"],
                         "range": [CRITICAL, FREE, palette.INK, FREE, CRITICAL]}}  # fmt: skip
    span = {"x": {"field": "start", **x}, "x2": {"field": "until"}, "y": y}
    bars = "datum.kind == 'critical' || datum.kind == 'free'"
    layers: list[dict[str, Any]] = [
        {"data": {"values": [{"start": at(first), "until": at(last)} for first, last in bands]},
         "mark": {"type": "rect", "color": palette.SHADE},
         "encoding": {"x": {"field": "start", **x}, "x2": {"field": "until"}}},
        {"transform": [{"filter": "datum.latest > datum.until"}],
         "mark": {"type": "bar", "height": 3, "color": palette.BAND},
         "encoding": {"x": {"field": "until", **x}, "x2": {"field": "latest"}, "y": y}},
        {"transform": [{"filter": bars}], "mark": {"type": "bar", "height": {"band": 0.62}},
         "encoding": {**span, "color": colours}},
        {"transform": [{"filter": "datum.kind == 'phase'"}], "mark": {"type": "bar", "height": 4},
         "encoding": {**span, "color": colours}},
        {"transform": [{"filter": "indexof(datum.kind, 'milestone') == 0"}],
         "mark": {"type": "point", "shape": "diamond", "size": 90, "filled": True, "opacity": 1},
         "encoding": {"x": {"field": "until", **x}, "y": y, "color": colours}},
        {"transform": [{"filter": "datum.shown != ''"}],
         "mark": {"type": "text", "align": "left", "dx": 5},
         "encoding": {"x": {"field": "until", **x}, "y": y, "text": {"field": "shown"}}},
    ]  # fmt: skip
    return {
        "data": {"values": data},
        "width": WIDTH,
        "height": {"step": step},
        "layer": layers if bands else layers[1:],
    }


def certainty(simulation: Simulation, planned: date) -> Picture:
    """The chance that everything is done by each day, with the planned end in it."""
    zero, last = min(simulation.end_chances), max(simulation.end_chances)
    zero, last = min(zero, planned), max(last, planned)
    start = zero.replace(day=1)
    rows = [{"at": (day - start).days, "chance": chance} for day, chance in simulation.end_chances.items()]
    x = {"field": "at", "type": "quantitative", "title": None,
         "axis": {**months_axis(start, last), "orient": "bottom", "labelPadding": 4},
         "scale": {"domain": [0, (last - start).days + 3], "nice": False}}  # fmt: skip
    y = {"field": "chance", "type": "quantitative", "title": say("chance that everything is done"),
         "axis": {"format": ".0%"}, "scale": {"domain": [0, 1]}}  # fmt: skip
    chance = simulation.chance_by(planned)
    point = [{"at": (planned - start).days, "chance": chance, "shown": say("planned end")}]
    likely = simulation.percentiles[80]
    point.append(
        {
            "at": (likely - start).days,
            "chance": simulation.chance_by(likely),
            "shown": say("80 of 100"),
        }
    )
    alt = say(
        "The planned end of {planned} is met in {part} of the draws; {likely} in 80 of 100.",
        planned=planned,
        part=Chance(Fraction(chance).limit_denominator(1_000_000), beside=(Fraction(80, 100),)),
        likely=likely,
    )
    return Picture(
        say("How sure the end is"),
        alt,
        {
            "data": {"values": rows},
            "height": 200,
            "layer": [
                {"mark": {"type": "line", "interpolate": "step-after"}, "encoding": {"x": x, "y": y}},
                {"data": {"values": point}, "mark": {"type": "point", "filled": True, "size": 80, "color": palette.INK,
                                                     "opacity": 1},
                 "encoding": {"x": x, "y": y}},
                {"data": {"values": point}, "mark": {"type": "text", "align": "left", "dx": 8, "dy": 8},
                 "encoding": {"x": x, "y": y, "text": {"field": "shown"}}},
            ],
        },
    )  # fmt: skip
