"""Columns: over months, and how many of each size.

Months and series are known by their position; what they are called is data, and every label is written beforehand in
the reader's notation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bodemplaat.presentation import palette
from bodemplaat.presentation.charts.style import Spec
from bodemplaat.presentation.report import Picture

FILLED: Final = 0.92
"""The part of its width that a column of a histogram fills."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One column or part of one: place on the axis, series, value."""

    place: int
    series: int
    value: int


def columns_over_time(
    bars: Sequence[Bar], *, places: Sequence[str], names: Sequence[str], totals: Sequence[str]
) -> Spec:
    """Stacked columns; the total above each, and with several series their names beside the last column."""
    several = len(names) > 1
    heights = [sum(bar.value for bar in bars if bar.place == place) for place in range(len(places))]
    top = max([*heights, 1])
    layers: list[Spec] = [
        {
            "data": {"values": [{"x": b.place, "s": b.series, "y": b.value} for b in bars]},
            "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 1 if several else 0},
            "encoding": {
                "x": _places_x(places),
                "y": {"field": "y", "type": "quantitative", "axis": None, "stack": "zero"},
                "color": _series_colour(len(names)),
                "order": {"field": "s", "type": "quantitative"},
            },
        },
        {
            "data": {
                "name": _NAMED,
                "values": [
                    {"x": place, "y": height, "t": total, "name": name.split("\n")}
                    for place, (name, height, total) in enumerate(zip(places, heights, totals, strict=True))
                ],
            },
            "mark": {"type": "text", "dy": -8, "fontSize": 13},
            "encoding": {
                "x": _places_x(places),
                "y": {"field": "y", "type": "quantitative", "axis": None},
                "text": {"field": "t"},
            },
        },
    ]
    if several:
        last = max((bar.place for bar in bars if bar.value), default=len(places) - 1)
        layers.append(_names_beside(bars, names, last=last, top=top, places=places))
    return {
        "height": 220,
        "padding": {"left": 4, "right": 4, "top": 8, "bottom": 4},
        "layer": layers,
        "resolve": {"scale": {"color": "independent"}},
    }


def histogram(
    title: str,
    alt: str,
    bins: Sequence[tuple[int, int, int]],
    *,
    unit: str,
    marks: Sequence[tuple[int | Decimal, str]] = (),
    heights: str = "",
) -> Picture:
    """Columns from ``(from, to, count)`` bins over ``unit``, and upright lines at named values.

    ``heights`` names an axis for the counts; without it each count stands above its column.
    """
    first, end = bins[0][0], bins[-1][1]
    top = max(count for _, _, count in bins)
    data = [
        {
            "low": low,
            "high": low + (high - low) * FILLED,
            "count": count,
            "shown": str(count) if count else "",
            "middle": (low + high) / 2,
        }
        for low, high, count in bins
    ]
    x: Spec = {
        "field": "low",
        "type": "quantitative",
        "title": unit,
        "axis": {"grid": False},
        "scale": {"domain": [first, end], "nice": False, "zero": False},
    }
    y: Spec = {"field": "count", "type": "quantitative"}
    if heights:
        y |= {"title": heights, "axis": {"gridColor": palette.LINE, "tickCount": 4}}
    else:
        edges = [low for low, _, _ in bins] + [end]
        x["axis"] = {**_BARE_AXIS, "title": unit, "values": edges, "format": "d", "labelOverlap": "parity"}
        y |= {"axis": None, "scale": {"domain": [0, top * (1.12 + 0.14 * len(marks))], "nice": False}}
    layers: list[Spec] = [
        {"mark": {"type": "bar"}, "encoding": {"x": x, "x2": {"field": "high"}, "y2": {"datum": 0}, "y": y}}
    ]
    if not heights:
        layers.append(
            {
                "mark": {"type": "text", "dy": -8},
                "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "shown"}},
            }
        )
    for place, (at, text) in enumerate(marks):
        named = {"data": {"values": [{"at": float(at), "shown": text}]}}
        where = {"field": "at", "type": "quantitative"}
        beside = {"align": "right", "dx": -5} if 2 * at > first + end else {"align": "left", "dx": 5}
        layers += [
            {
                **named,
                "mark": {"type": "rule", "color": palette.INK, "strokeDash": [5, 4]},
                "encoding": {"x": where},
            },
            {
                **named,
                "mark": {"type": "text", "y": 8 + 18 * place, **beside},
                "encoding": {"x": where, "text": {"field": "shown"}},
            },
        ]
    return Picture(title, alt, {"height": 170, "data": {"values": data}, "layer": layers})


_BARE_AXIS: Final[Spec] = {
    "title": None,
    "grid": False,
    "ticks": False,
    "domainColor": palette.SUBTLE,
    "labelColor": palette.SUBTLE,
    "labelFontSize": 13,
    "labelPadding": 6,
    "labelAngle": 0,
}

_NAMED: Final = "names"
_LOOKED_UP: Final = f"data('{_NAMED}')[datum.value].name"
"""A Vega expression that finds an axis label by its number in the data of this name."""


def _places_x(places: Sequence[str]) -> Spec:
    axis = {**_BARE_AXIS, "labelExpr": _LOOKED_UP}
    return {
        "field": "x",
        "type": "ordinal",
        "axis": axis,
        "scale": {"paddingInner": 0.28, "paddingOuter": 0.1, "domain": list(range(len(places)))},
    }


def _series_colour(count: int) -> Spec:
    return {
        "field": "s",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(range(count)), "range": list(palette.SERIES[:count])},
    }


def _names_beside(
    bars: Sequence[Bar], names: Sequence[str], *, last: int, top: int, places: Sequence[str]
) -> Spec:
    """Series names at the height of their part of the last column, moved apart until they can be read."""
    apart = top * 17 // 200 + 1
    at, written, floor = 0, [], -apart
    for series, name in enumerate(names):
        part = sum(bar.value for bar in bars if bar.place == last and bar.series == series)
        floor = max(at + part // 2, floor + apart)
        written.append({"x": len(places) - 1, "y": floor, "t": name, "s": series})
        at += part
    return {
        "data": {"values": written},
        "mark": {
            "type": "text",
            "align": "left",
            "dx": {"expr": "bandwidth('x') / 2 + 8"},
            "fontSize": 13,
            "fontWeight": 600,
        },
        "encoding": {
            "x": _places_x(places),
            "y": {"field": "y", "type": "quantitative", "axis": None},
            "text": {"field": "t"},
            "color": _series_colour(len(names)),
        },
    }
