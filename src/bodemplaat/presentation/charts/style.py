"""What all pictures share: one calm style, the colours of the palette, and how a picture fits a page."""

from collections.abc import Mapping
from typing import Any, Final

from bodemplaat.presentation import palette

Spec = dict[str, Any]

WIDTH: Final = 560
HEIGHT: Final = 280
WIDE: Final = 640
"""Pixels of a picture on a wide page, and on a narrow one."""
NARROW: Final = 320
BESIDE: Final = {WIDE: 160, NARROW: 125}
"""Pixels for the names beside a picture of several."""
MOST_FIGURES: Final = 5
"""So many columns with a figure in each have room on a narrow page."""

CONFIG: Final[Mapping[str, Any]] = {
    "aria": False,
    "font": palette.FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "domainColor": palette.LINE,
        "gridColor": palette.LINE,
        "tickColor": palette.LINE,
        "labelColor": palette.INK,
        "titleColor": palette.INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 240,
        "labelSeparation": 8,
    },
    "header": {"labelColor": palette.INK, "labelFontSize": 12},
    "legend": {
        "labelColor": palette.INK,
        "titleColor": palette.INK,
        "labelFontSize": 12,
        "labelLimit": 220,
        "orient": "top",
        "title": None,
    },
    "range": {"category": list(palette.SERIES)},
    "mark": {"color": palette.FIRST},
    "line": {"strokeWidth": 2},
    "text": {"color": palette.INK, "fontSize": 12},
}


def completed(specification: Mapping[str, Any]) -> Spec:
    """A specification with what all of them share: the schema, a size where it names none, and the style."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        **specification,
        "config": {**CONFIG, **specification.get("config", {})},
    }


def fitted(specification: Mapping[str, Any], width: int) -> Spec:
    """The same picture as a page draws it: no wider than its column, its legend and names narrow where that is."""
    whole = completed(specification)
    if "facet" in whole:  # Vega fits no picture of several: what stands beside the bars is left free
        inner = whole["spec"]
        whole["spec"] = {**inner, "width": min(inner["width"], width - BESIDE[width])}
    else:
        whole |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    if width != NARROW:
        return whole
    narrowed: Spec = _narrowed(whole)
    narrowed["config"]["legend"] = whole["config"]["legend"]  # one under the other, they have room
    return _with_heads_aslant(narrowed)


def _with_heads_aslant(narrowed: Spec) -> Spec:
    """Names above columns stand aslant: side by side they run into each other where the columns are narrow.

    Where so many columns stand there that the figures in them would, the colours are left; the table has the figures.
    """
    across = narrowed.get("encoding", {}).get("x", {})
    axis = across.get("axis") or {}
    if across.get("type") == "nominal" and axis.get("orient") == "top":
        slant = {"labelAngle": -45, "labelAlign": "left", "labelBaseline": "bottom", "labelPadding": 2}
        narrowed["encoding"]["x"] = {**across, "axis": {**axis, **slant}}
        if len(across.get("sort") or ()) > MOST_FIGURES:
            narrowed["layer"] = [layer for layer in narrowed["layer"] if layer["mark"]["type"] != "text"]
    return narrowed


def _narrowed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            name: 1
            if name == "columns" and isinstance(inner, int)
            else min(inner, NARROW // 3)
            if name == "labelLimit" and isinstance(inner, int)
            else _narrowed(inner)
            for name, inner in value.items()
        }
    return [_narrowed(inner) for inner in value] if isinstance(value, list | tuple) else value
