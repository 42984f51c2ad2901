"""Vega-Lite specifications as plain data. Pure: numbers and finished labels in, a dictionary out.

Every label is written beforehand in the reader's notation, so a specification knows no language. Values are whole
numbers (cents, counts, days); only their place on the paper is computed from them.

Rows, columns and series are known by their position; what they are called is data and stands nowhere else: a name in
a sort order, a title or an expression would become part of a program that Vega runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bodemplaat.presentation import palette

Spec = dict[str, Any]

WIDE: Final = 640
NARROW: Final = 320


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or part of one: place on the axis, series, value, and its label ("" for none)."""

    place: int
    series: int
    value: int
    label: str = ""


def bars_over_time(
    bars: Sequence[Bar], *, places: Sequence[str], names: Sequence[str], totals: Sequence[str], width: int
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
            "mark": {"type": "text", "dy": -8, "color": palette.INK, "fontSize": 13},
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
    return _frame(width, 220, layers=layers, resolve={"scale": {"color": "independent"}})


def bars_across(rows: Sequence[tuple[str, int, str]], *, width: int, marked: str = "") -> Spec:
    """Lying bars in the order given: name above, label at the end; ``marked`` gets the accent, the others too if empty."""
    values = [
        {"i": place, "n": n, "v": v, "t": t, "m": not marked or n == marked}
        for place, (n, v, t) in enumerate(rows)
    ]
    y = _rows_y(len(values))
    x = {"field": "v", "type": "quantitative", "axis": None}
    colour = {"condition": {"test": "datum.m", "value": palette.FIRST}, "value": palette.SUBTLE}
    return _frame(
        width,
        max(44, 44 * len(values)),
        data={"values": values},
        encoding={"y": y},
        layers=[
            {"mark": {"type": "bar"}, "encoding": {"x": x, "color": colour}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": palette.INK, "fontSize": 13},
                "encoding": {"x": x, "text": {"field": "t"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dy": -17, "color": palette.INK, "fontSize": 13},
                "encoding": {"x": {"value": 0}, "text": {"field": "n"}},
            },
        ],
        room={"left": 4, "right": 84, "top": 8, "bottom": 0},
    )


def line_with_band(
    points: Sequence[tuple[str, int, int, int]], *, labels: Sequence[str], band_label: str, width: int
) -> Spec:
    """A line through the middle values in a band from low to high; labels at chosen points ("" for none)."""
    values = [
        {"x": place, "low": low, "y": middle, "high": high, "t": text, "name": name}
        for place, ((name, low, middle, high), text) in enumerate(zip(points, labels, strict=True))
    ]
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, max(1, len(points) - 1)], "nice": False},
        "axis": {
            **_BARE_AXIS,
            "values": list(range(len(points))),
            "labelExpr": _LOOKED_UP,
            "labelOverlap": "parity",
        },
    }
    y = {"field": "y", "type": "quantitative", "axis": None}
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "color": palette.BAND},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": [{"zero": 0}]},
            "mark": {"type": "rule", "color": palette.SUBTLE},
            "encoding": {"y": {"field": "zero", "type": "quantitative", "axis": None}},
        },
        {"mark": {"type": "line", "color": palette.FIRST, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
        {
            "transform": [{"filter": "datum.t != ''"}],
            "mark": {"type": "point", "filled": True, "size": 50, "color": palette.FIRST, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.t != ''"}],
            "mark": {"type": "text", "dy": -14, "color": palette.INK, "fontSize": 13, "fontWeight": 600},
            "encoding": {"x": x, "y": y, "text": {"field": "t"}},
        },
    ]
    if band_label and points:
        layers.append(
            {
                "data": {"values": [{"x": len(points) - 1, "y": points[-1][3], "t": band_label}]},
                "mark": {"type": "text", "align": "right", "dy": -8, "color": palette.SUBTLE, "fontSize": 12},
                "encoding": {"x": x, "y": y, "text": {"field": "t"}},
            }
        )
    return _frame(
        width,
        240,
        data={"name": _NAMED, "values": values},
        layers=layers,
        room={"left": 28, "right": 36, "top": 28, "bottom": 4},
    )


def histogram(
    bins: Sequence[tuple[int, int, int]], *, axis_title: str, marks: Sequence[tuple[int, str]], width: int
) -> Spec:
    """Columns from ``(from, to, count)`` bins with their counts, and upright lines at named values."""
    first, end = bins[0][0], bins[-1][1]
    x_scale = {"domain": [first, end], "nice": False, "zero": False}
    edges = [low for low, _, _ in bins] + [end]
    top = max(count for _, _, count in bins)
    x = {
        "field": "low",
        "type": "quantitative",
        "scale": x_scale,
        "axis": {**_BARE_AXIS, "values": edges, "format": "d", "labelOverlap": "parity"},
    }
    y = {
        "field": "n",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, top * (1.12 + 0.14 * len(marks))], "nice": False},
    }
    bars = [
        {"low": low, "high": high, "n": count, "t": str(count) if count else "", "mid": (low + high) / 2}
        for low, high, count in bins
    ]
    lines = [
        {
            "low": at,
            "t": text,
            "n": top * (1.1 + 0.14 * (len(marks) - place)),
            "right": at > (first + end) / 2,
        }
        for place, (at, text) in enumerate(marks)
    ]
    written: Spec = {"type": "text", "color": palette.INK, "fontSize": 13, "fontWeight": 600}
    return _frame(
        width,
        220,
        layers=[
            {
                "data": {"values": bars},
                "mark": {"type": "bar", "color": palette.FIRST, "stroke": palette.PAPER, "strokeWidth": 1},
                "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "y2": {"datum": 0}},
            },
            {
                "data": {"values": bars},
                "mark": {"type": "text", "dy": -8, "color": palette.INK, "fontSize": 12},
                "encoding": {"x": {**x, "field": "mid"}, "y": y, "text": {"field": "t"}},
            },
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "color": palette.INK, "strokeWidth": 1.5, "strokeDash": [4, 3]},
                "encoding": {"x": x, "y": y, "y2": {"datum": 0}},
            },
            {
                "data": {"values": [line for line in lines if not line["right"]]},
                "mark": {**written, "align": "left", "dx": 6, "dy": 2},
                "encoding": {"x": x, "y": y, "text": {"field": "t"}},
            },
            {
                "data": {"values": [line for line in lines if line["right"]]},
                "mark": {**written, "align": "right", "dx": -6, "dy": 2},
                "encoding": {"x": x, "y": y, "text": {"field": "t"}},
            },
            {
                "data": {"values": [{"t": axis_title}]},
                "mark": {"type": "text", "color": palette.SUBTLE, "fontSize": 13},
                "encoding": {
                    "x": {"value": {"expr": "width / 2"}},
                    "y": {"value": {"expr": "height + 32"}},
                    "text": {"field": "t"},
                },
            },
        ],
        room={"left": 8, "right": 12, "top": 8, "bottom": 22},
    )


def waterfall(steps: Sequence[tuple[str, int, int, str, str]], *, width: int, height: int) -> Spec:
    """Lying steps ``(name, from, to, colour, label)``, each starting where the one before ended."""
    values = [
        {"n": name, "a": min(start, end), "b": max(start, end), "to": end, "c": colour, "t": text, "i": place}
        for place, (name, start, end, colour, text) in enumerate(steps)
    ]
    y = _rows_y(len(values))
    x = {"field": "a", "type": "quantitative", "axis": None}
    return _frame(
        width,
        height,
        data={"values": values},
        encoding={"y": y},
        layers=[
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "x": x,
                    "x2": {"field": "b"},
                    "color": {"field": "c", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": palette.INK, "fontSize": 13},
                "encoding": {"x": {**x, "field": "b"}, "text": {"field": "t"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dy": -17, "color": palette.INK, "fontSize": 13},
                "encoding": {"x": {"value": 0}, "text": {"field": "n"}},
            },
        ],
        room={"left": 4, "right": 96, "top": 8, "bottom": 0},
    )


_BARE_AXIS: Final[Spec] = {
    "title": None,
    "grid": False,
    "ticks": False,
    "domainColor": palette.SUBTLE,
    "labelColor": palette.SUBTLE,
    "labelPadding": 6,
    "labelAngle": 0,
}


_NAMED: Final = "names"
_LOOKED_UP: Final = f"data('{_NAMED}')[datum.value].name"
"""A Vega expression that finds an axis label by its number in the data of this name."""


def _rows_y(count: int) -> Spec:
    """The places of lying bars, from top to bottom."""
    return {
        "field": "i",
        "type": "ordinal",
        "axis": None,
        "scale": {"paddingInner": 0.62, "paddingOuter": 0.5, "domain": list(range(count))},
    }


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


def _frame(width: int, height: int, *, layers: list[Spec], room: Spec | None = None, **more: Any) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": room or {"left": 4, "right": 4, "top": 8, "bottom": 4},
        "background": None,
        "layer": layers,
        "config": {
            "aria": False,
            "font": palette.FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": 400,
                "titleColor": palette.SUBTLE,
            },
        },
        **more,
    }
