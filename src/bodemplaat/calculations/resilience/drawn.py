"""The pictures: days without enough people, before and after, and where they are."""

from fractions import Fraction

from bodemplaat.calculations.resilience.answer import ResilienceOutcome, mean_days
from bodemplaat.calculations.resilience.file import ResilienceFile
from bodemplaat.kernel import say
from bodemplaat.presentation.charts import ACCENT, INK
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.values import Number

ALONE = "#c8792b"
MOST_COLUMNS, MOST_ROWS = 9, 40
DARK = 0.55
"""Above this part of the highest figure the field is so dark that its figure is set in white."""


def before_and_after(file: ResilienceFile, outcome: ResilienceOutcome) -> Picture:
    """Per function the days a year alone, averaged over the organisations, and in the pool."""
    alone, pooled = say("each alone, on average"), say("together")
    names = sorted(
        (function.name for function in file.functions), key=lambda name: -mean_days(outcome.alone(name))
    )[:MOST_ROWS]
    rows = [
        {"name": name, "series": series, "days": days, "shown": Number(_tenths(days), 1)}
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
    shared = {
        "y": {"field": "name", "type": "nominal", "sort": names, "title": None,
              "axis": {"ticks": False, "labelPadding": 6}},
        "yOffset": {"field": "series", "sort": [alone, pooled]},
        "x": {"field": "days", "type": "quantitative", "title": say("days a year not manned"),
              "axis": {"format": ",.0f", "tickCount": 6}},
    }  # fmt: skip
    colour = {"field": "series", "type": "nominal", "sort": [alone, pooled],
              "scale": {"domain": [alone, pooled], "range": [ALONE, ACCENT]}}  # fmt: skip
    return Picture(
        say("Before and after, per function"),
        alt,
        {
            "data": {"values": rows},
            "height": {"step": 12},
            "encoding": shared,
            "layer": [
                {"mark": {"type": "bar"}, "encoding": {"color": colour}},
                {"mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 10},
                 "encoding": {"text": {"field": "shown"}}},
            ],
        },
    )  # fmt: skip


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
        {"name": name, "scope": scope, "days": days, "shown": Number(_tenths(days), 1),
         "dark": days > DARK * most}
        for name, scope, days in cells
    ]  # fmt: skip
    function, scope, days = max((cell for cell in cells if cell[1] != pool), key=lambda cell: cell[2])
    alt = say(
        "The weakest spot is {function} in {organisation}: not manned on {days} {days:day|days} a year.",
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
            "layer": [
                {"mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2},
                 "encoding": {"color": {"field": "days", "type": "quantitative", "legend": None,
                                        "scale": {"range": ["#f6ead9", "#9c4f12"], "domain": [0, most]}}}},
                {"mark": {"type": "text"},
                 "encoding": {"text": {"field": "shown"},
                              "color": {"condition": {"test": "datum.dark", "value": "#ffffff"},
                                        "value": INK}}},
            ],
        },
    )  # fmt: skip


def _tenths(days: float) -> Fraction:
    return Fraction(round(days * 10), 10)
