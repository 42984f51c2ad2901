"""The pictures of a report as a page draws them: for wide and narrow screens, in the colours of the page."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.safestring import mark_safe

from bodemplaat.foundation.charts.drawing import draw
from bodemplaat.foundation.charts.pictures import Picture, Table
from bodemplaat.foundation.charts.scale import readers_language
from bodemplaat.presentation import charts, notation, palette, specs
from bodemplaat.presentation.drawing import completed


def report_picture(
    *,
    title: str,
    finding: str,
    specification: Mapping[str, Any],
    head: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Picture:
    """A picture of a report, whose specification, finding and figures the report brings along.

    It is drawn twice, for wide and for narrow screens, in the reader's notation. Raises ``ValueError`` when the
    specification is not valid Vega-Lite.
    """
    language = "nl" if notation.is_dutch(readers_language()) else "en"
    wide, narrow = (
        mark_safe(draw(_on_page(specification, width), language))  # noqa: S308  # our own drawing
        for width in (specs.WIDE, specs.NARROW)
    )
    return Picture(title, "", wide, narrow, finding, Table(tuple(head), tuple(map(tuple, rows))))


_EXCHANGED: Final = {
    charts.INK: palette.INK,
    charts.PALE: palette.LINE,
    charts.ACCENT: palette.FIRST,
    charts.SERIES[1]: palette.SECOND,
    charts.SERIES[2]: palette.FOURTH,
    charts.SERIES[3]: palette.THIRD,
    "#ffffff": palette.PAPER,
}
"""The colours of reports on paper, and those that the stylesheet of a page knows and exchanges for its tokens."""


def _on_page(specification: Mapping[str, Any], width: int) -> dict[str, Any]:
    """A report's specification as a page draws it: in the page's colours, and no wider than its column."""
    whole = completed(specification)
    if "hconcat" not in whole and "facet" not in whole:
        whole |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    coloured: dict[str, Any] = _each(whole, is_narrow=width == specs.NARROW)
    if width == specs.NARROW:
        axis = {**coloured["config"].get("axis", {}), "labelLimit": width // 3}
        coloured["config"] = {**coloured["config"], "axis": axis}
    return coloured


def _each(value: Any, *, is_narrow: bool) -> Any:
    if isinstance(value, Mapping):
        return {
            name: 1
            if is_narrow and name == "columns" and isinstance(inner, int)
            else min(inner, specs.NARROW // 3)
            if is_narrow and name == "labelLimit" and isinstance(inner, int)
            else _each(inner, is_narrow=is_narrow)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_each(inner, is_narrow=is_narrow) for inner in value]
    return _EXCHANGED.get(value, value) if isinstance(value, str) else value
