"""The picture of who pays more and who less: bars to either side of nothing."""

from collections.abc import Sequence

from bodemplaat.engines.settlement import Outcome
from bodemplaat.kernel import say
from bodemplaat.presentation import palette
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.values import joined

MOST_BARS = 40
LABEL_ROOM = 0.22
"""Beside the longest bar, as a part of it, for its figure."""


def shifts(outcomes: Sequence[Outcome]) -> Picture | None:
    """Differences with the reference per participant, a row of bars for each scenario; none for a crowd."""
    if not outcomes or len(outcomes) * len(outcomes[0].amounts) > MOST_BARS:
        return None
    differences = [
        (name, outcome.name, float(outcome.difference(name).decimal))
        for outcome in outcomes
        for name in outcome.amounts
    ]
    data = [{"name": name, "scenario": scenario, "value": value} for name, scenario, value in differences]
    text = say("{name}: {more} {more:pays|pay} more and {less} less; {amount} changes sides.")
    alt = joined(
        (
            text.using(
                name=outcome.name,
                more=len(outcome.pay_more),
                less=len(outcome.pay_less),
                amount=outcome.moved,
            )
            for outcome in outcomes
        ),
        " ",
    )
    values = [0.0, *(value for _, _, value in differences)]
    beside = max(abs(value) for value in values) * LABEL_ROOM
    room = [min(values) - (beside if min(values) else 0), max(values) + (beside if max(values) else 0)]
    label = {"field": "value", "type": "quantitative", "format": "+,.0f"}
    spec = {
        "data": {"values": data},
        "facet": {
            "row": {
                "field": "scenario",
                "type": "nominal",
                "title": None,
                "sort": [outcome.name for outcome in outcomes],
                "header": {
                    "labelOrient": "top",
                    "labelAnchor": "start",
                    "labelAngle": 0,
                },
            }
        },
        "spec": {
            "width": 440,
            "height": {"step": 24},
            "encoding": {
                "y": {
                    "field": "name",
                    "type": "nominal",
                    "title": None,
                    "sort": None,
                    "axis": {"ticks": False},
                },
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "title": "€",
                    "scale": {"domain": room, "nice": False},
                    "axis": {"format": ",.0f", "tickCount": 6},
                },
            },
            "layer": [
                {
                    "mark": {"type": "bar"},
                    "encoding": {
                        "color": {
                            "condition": {"test": "datum.value < 0", "value": palette.FOURTH},
                            "value": palette.STANDS_OUT,
                        }
                    },
                },
                {
                    "transform": [{"filter": "datum.value >= 0"}],
                    "mark": {"type": "text", "align": "left", "dx": 4},
                    "encoding": {"text": label},
                },
                {
                    "transform": [{"filter": "datum.value < 0"}],
                    "mark": {"type": "text", "align": "right", "dx": -4},
                    "encoding": {"text": label},
                },
            ],
        },
    }
    return Picture(say("Who pays more, who pays less"), alt, spec)
