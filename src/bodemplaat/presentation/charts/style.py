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
