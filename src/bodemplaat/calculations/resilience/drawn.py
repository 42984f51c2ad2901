"""The pictures: days without enough people, before and after, and where they are."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from bodemplaat.calculations.resilience.answer import ResilienceOutcome, mean_days
from bodemplaat.calculations.resilience.file import ResilienceFile
from bodemplaat.kernel import say
from bodemplaat.presentation import palette
from bodemplaat.presentation.charts import grouped_bars
from bodemplaat.presentation.naming import foremost
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.values import Number

MOST_COLUMNS, MOST_ROWS = 9, 40


def before_and_after(file: ResilienceFile, outcome: ResilienceOutcome) -> Picture:
    """Per function the days a year alone, averaged over the organisations, and in the pool."""
    alone, pooled = say("each alone, on average"), say("together")
    names = sorted(
        (function.name for function in file.functions), key=lambda name: -mean_days(outcome.alone(name))
    )[:MOST_ROWS]
    values = [
        (name, series, days)
        for name in names
        for series, days in (
            (alone, mean_days(outcome.alone(name))),
            (pooled, outcome.pooled(name).days_a_year),
        )
    ]
    worst = names[0]
    alt = say(
        "{function} is not manned on {alone} {alone:day|days} a year on average alone, and on {pooled} together.",
        function=worst,
        alone=Number(_tenths(mean_days(outcome.alone(worst))), 1),
        pooled=Number(_tenths(outcome.pooled(worst).days_a_year), 1),
    )
    return grouped_bars(
        say("Before and after, per function"),
        alt,
        values,
        unit=say("days a year not manned"),
        colours=(palette.STANDS_OUT, palette.FIRST),
        labels=[Number(_tenths(days), 1) for _, _, days in values],
        step=12,
    )


def where(file: ResilienceFile, outcome: ResilienceOutcome) -> Picture | None:
    """Days a year per function and organisation, the pool at the end; none where there are too many columns."""
    pool = say("together")
    columns = [*file.organisations, pool]
    if len(columns) > MOST_COLUMNS or len(file.functions) > MOST_ROWS:
        return None
    cells = [(c.function, c.scope, c.days_a_year) for c in outcome.vulnerability.alone]
    cells += [(c.function, pool, c.days_a_year) for c in outcome.vulnerability.pooled]
    most = max(days for _, _, days in cells) or 1.0
    rows = [
        {"name": name, "scope": scope, "days": days, "shown": Number(_tenths(days), 1)}
        for name, scope, days in cells
    ]  # fmt: skip
    own = [cell for cell in cells if cell[1] != pool]
    weakest = foremost(own, lambda cell: _tenths(cell[2]))
    function, scope, days = weakest[0]
    text = (
        say("The weakest spot is {function} in {organisation}: not manned on {days} {days:day|days} a year.")
        if len(weakest) == 1
        else say(
            "{count} spots are weakest, as {function} in {organisation}: {days} {days:day|days} a year not manned."
        )
        if len(weakest) < len(own)
        else say("Each spot is as weak: not manned on {days} {days:day|days} a year.")
    )
    alt = text.using(
        count=len(weakest),
        function=function,
        organisation=scope,
        days=Number(_tenths(days), 1),
    )
    return Picture(
        say("Where it is weak: days a year not manned"),
        alt,
        {
            "data": {"values": rows},
            "height": {"step": 26},
            "encoding": {
                "y": {"field": "name", "type": "nominal", "sort": [f.name for f in file.functions],
                      "title": None, "axis": {"ticks": False, "domain": False}},
                "x": {"field": "scope", "type": "nominal", "sort": columns, "title": None,
                      "axis": {"orient": "top", "labelAngle": 0, "ticks": False, "domain": False}},
            },
            "resolve": {"scale": {"color": "independent"}},
            "layer": [
                {"mark": {"type": "rect", "stroke": palette.PAPER, "strokeWidth": 2},
                 "encoding": {"color": _heat(palette.HEAT, most)}},
                {"mark": {"type": "text"},
                 "encoding": {"text": {"field": "shown"}, "color": _heat(palette.ON_HEAT, most)}},
            ],
        },
    )  # fmt: skip


def _heat(colours: Sequence[str], most: float) -> dict[str, Any]:
    """A colour for each step of heat: a field and its figure turn at the same number of days."""
    edges = [most * step / len(colours) for step in range(1, len(colours))]
    return {"field": "days", "type": "quantitative", "legend": None,
            "scale": {"type": "threshold", "domain": edges, "range": list(colours)}}  # fmt: skip


def _tenths(days: float) -> Fraction:
    return Fraction(round(days * 10), 10)
