"""Bars from left to right, one or more for each name."""

from collections.abc import Sequence
from typing import Any

from bodemplaat.presentation import palette
from bodemplaat.presentation.charts.style import Spec
from bodemplaat.presentation.report import Picture

NAMES_BESIDE, NAMES_ABOVE = 26, 44
"""Pixels that a bar takes with its name beside it, or above it."""


def bars(
    title: str,
    alt: str,
    values: Sequence[tuple[str, float]],
    *,
    unit: str = "",
    number_format: str = ",.0f",
    labels: Sequence[str] = (),
    names_above: bool = False,
    marked: str = "",
) -> Picture:
    """Lying bars, one per name in the order given, each with its figure beside it.

    ``labels`` are the figures where they are written beforehand. Names stand beside the bars along an axis with its
    ``unit``, or above them without one. ``marked`` gets the accent, and the others too where it is empty.
    """
    data: list[dict[str, Any]] = [{"name": name, "value": value} for name, value in values]
    for row, label in zip(data, labels, strict=False):
        row["shown"] = label
    x: Spec = {"field": "value", "type": "quantitative", "axis": None}
    figure: Spec = {"field": "shown", "type": "nominal"}
    if not names_above:
        x |= {"title": unit, "axis": {"format": number_format}}
    if not labels:
        figure = {"field": "value", "type": "quantitative", "format": number_format}
    size = {"fontSize": 13} if names_above else {}
    bar: Spec = {"mark": {"type": "bar"}}
    if marked:
        for row in data:
            row["marked"] = row["name"] == marked
        accent = {"condition": {"test": "datum.marked", "value": palette.FIRST}, "value": palette.SUBTLE}
        bar["encoding"] = {"color": accent}
    layers: list[Spec] = [
        bar,
        {
            "transform": [{"calculate": "max(0, datum.value)", "as": "edge"}],
            "mark": {"type": "text", "align": "left", "dx": 6 if names_above else 4, **size},
            "encoding": {"x": {"field": "edge", "type": "quantitative"}, "text": figure},
        },
    ]
    if names_above:
        layers.append(
            {
                "mark": {"type": "text", "align": "left", "dy": -17, **size},
                "encoding": {"x": {"value": 0}, "text": {"field": "name", "type": "nominal"}},
            }
        )
    spec: Spec = {
        "data": {"values": data},
        "height": {"step": NAMES_ABOVE if names_above else NAMES_BESIDE},
        "encoding": {"y": _names([name for name, _ in values], above=names_above), "x": x},
        "layer": layers,
    }
    if names_above:
        spec["padding"] = {"left": 4, "right": 84, "top": 8, "bottom": 0}
    return Picture(title, alt, spec)


def stacked_bars(
    title: str,
    alt: str,
    values: Sequence[tuple[str, str, float]],
    *,
    unit: str,
    number_format: str = ",.0f",
    legend_columns: int = 4,
) -> Picture:
    """Lying bars per name, built of named parts: ``(name, part, value)``."""
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
            "height": {"step": NAMES_BESIDE},
            "mark": {"type": "bar"},
            "encoding": {
                "y": _names(names),
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "title": unit,
                    "axis": {"format": number_format},
                },
                "color": {
                    "field": "part",
                    "type": "nominal",
                    "sort": parts,
                    "legend": {"columns": legend_columns},
                },
                "order": {"field": "rank", "type": "quantitative"},
            },
        },
    )


def grouped_bars(
    title: str,
    alt: str,
    values: Sequence[tuple[str, str, float]],
    *,
    unit: str,
    colours: Sequence[str] = palette.SERIES,
    labels: Sequence[object] = (),
    step: int = 16,
) -> Picture:
    """Lying bars beside each other per name: ``(name, series, value)``, each ``step`` pixels high.

    ``labels`` are their figures, where they are to stand at the bars; small, for there are many.
    """
    names = list(dict.fromkeys(name for name, _, _ in values))
    series = list(dict.fromkeys(one for _, one, _ in values))
    data: list[dict[str, Any]] = [
        {"name": name, "series": one, "value": value} for name, one, value in values
    ]
    for row, label in zip(data, labels, strict=False):
        row["shown"] = label
    colour = {
        "field": "series",
        "type": "nominal",
        "sort": series,
        "scale": {"domain": series, "range": list(colours[: len(series)])},
    }
    layers: list[Spec] = [{"mark": {"type": "bar"}, "encoding": {"color": colour}}]
    if labels:
        layers.append(
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 10},
                "encoding": {"text": {"field": "shown"}},
            }
        )
    return Picture(
        title,
        alt,
        {
            "data": {"values": data},
            "height": {"step": step},
            "encoding": {
                "y": _names(names, padding=6 if labels else None),
                "yOffset": {"field": "series", "sort": series},
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "title": unit,
                    "axis": {"format": ",.0f", **({"tickCount": 6} if labels else {})},
                },
            },
            "layer": layers,
        },
    )


def _names(names: Sequence[str], *, above: bool = False, padding: int | None = None) -> Spec:
    """The places of bars from top to bottom, in the order given; ``padding`` between a name and its bars."""
    place: Spec = {"field": "name", "type": "nominal", "sort": list(names), "title": None}
    if above:
        return place | {"axis": None, "scale": {"paddingInner": 0.62, "paddingOuter": 0.5}}
    return place | {"axis": {"ticks": False, **({"labelPadding": padding} if padding else {})}}
