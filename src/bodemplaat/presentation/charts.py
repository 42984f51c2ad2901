"""The pictures of reports as data (Vega-Lite), in one calm style."""

from collections.abc import Mapping, Sequence
from typing import Any

from bodemplaat.presentation.report import Picture

FONT = "Source Sans Pro"
INK, PALE, ACCENT = "#1f2933", "#d9dee3", "#1f5f8b"
SERIES = ("#1f5f8b", "#c8792b", "#5b8c5a", "#8e5572", "#4a5a6a", "#b0a03a", "#3a9a9a", "#a34a3a")
WIDTH, HEIGHT = 560, 280
LABEL_GAP = 0.055
"""The least distance between two names beside a picture, as a part of its height."""

CONFIG: Mapping[str, Any] = {
    "font": FONT,
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {
        "domainColor": PALE,
        "gridColor": PALE,
        "tickColor": PALE,
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 240,
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "orient": "top", "title": None},
    "range": {"category": list(SERIES)},
    "bar": {"color": ACCENT},
    "line": {"color": ACCENT, "strokeWidth": 2},
    "text": {"color": INK, "fontSize": 12},
}


def bars(
    title: str,
    alt: str,
    values: Sequence[tuple[str, float]],
    *,
    unit: str,
    number_format: str = ",.0f",
) -> Picture:
    """Horizontal bars, one per name in the order given, each with its figure beside it."""
    data = [{"name": name, "value": value} for name, value in values]
    order = [name for name, _ in values]
    shared = {
        "y": {"field": "name", "type": "nominal", "sort": order, "title": None, "axis": {"ticks": False}},
        "x": {"field": "value", "type": "quantitative", "title": unit, "axis": {"format": number_format}},
    }
    label = {"field": "value", "type": "quantitative", "format": number_format}
    return Picture(
        title,
        alt,
        {
            "data": {"values": data},
            "height": {"step": 26},
            "encoding": shared,
            "layer": [
                {"mark": {"type": "bar"}},
                {
                    "transform": [{"calculate": "max(0, datum.value)", "as": "edge"}],
                    "mark": {"type": "text", "align": "left", "dx": 4},
                    "encoding": {"x": {"field": "edge", "type": "quantitative"}, "text": label},
                },
            ],
        },
    )


def stacked_bars(
    title: str,
    alt: str,
    values: Sequence[tuple[str, str, float]],
    *,
    unit: str,
    number_format: str = ",.0f",
) -> Picture:
    """Horizontal bars per name, built of named parts: ``(name, part, value)``."""
    names = list(dict.fromkeys(name for name, _, _ in values))
    parts = list(dict.fromkeys(part for _, part, _ in values))
    data = [
        {"name": name, "part": part, "rank": parts.index(part), "value": value}
        for name, part, value in values
    ]
    return Picture(
        title,
        alt,
        {
            "data": {"values": data},
            "height": {"step": 26},
            "mark": {"type": "bar"},
            "encoding": {
                "y": {
                    "field": "name",
                    "type": "nominal",
                    "sort": names,
                    "title": None,
                    "axis": {"ticks": False},
                },
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "title": unit,
                    "axis": {"format": number_format},
                },
                "color": {"field": "part", "type": "nominal", "sort": parts, "legend": {"columns": 4}},
                "order": {"field": "rank", "type": "quantitative"},
            },
        },
    )


def lines(
    title: str,
    alt: str,
    values: Sequence[tuple[str, str, float]],
    *,
    unit: str,
    number_format: str = ",.0f",
) -> Picture:
    """One line per name through moments in the order given: ``(name, moment, value)``, each named at its end."""
    data = [{"name": name, "moment": moment, "value": value} for name, moment, value in values]
    moments = list(dict.fromkeys(moment for _, moment, _ in values))
    shared = {
        "x": {
            "field": "moment",
            "type": "ordinal",
            "sort": moments,
            "title": None,
            "axis": {"labelAngle": 0},
        },
        "y": {"field": "value", "type": "quantitative", "title": unit, "axis": {"format": number_format}},
        "color": {"field": "name", "type": "nominal", "legend": None},
    }
    ends = apart({name: value for name, moment, value in values if moment == moments[-1]}, values)
    labels = [{"name": name, "moment": moments[-1], "at": at} for name, at in ends.items()] if moments else []
    return Picture(
        title,
        alt,
        {
            "data": {"values": data},
            "encoding": shared,
            "layer": [
                {"mark": {"type": "line", "point": True}},
                {
                    "data": {"values": labels},
                    "mark": {"type": "text", "align": "left", "dx": 8},
                    "encoding": {
                        "y": {"field": "at", "type": "quantitative"},
                        "text": {"field": "name", "type": "nominal"},
                    },
                },
            ],
        },
    )


def apart(ends: Mapping[str, float], values: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    """Where the names at the ends of lines stand: by their value, but never over each other."""
    heights = [0.0, *(value for _, _, value in values)]
    gap = (max(heights) - min(heights)) * LABEL_GAP
    placed: dict[str, float] = {}
    last = float("-inf")
    for name, value in sorted(ends.items(), key=lambda end: end[1]):
        last = max(value, last + gap)
        placed[name] = last
    return placed
