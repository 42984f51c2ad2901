"""Lines through moments."""

from collections.abc import Mapping, Sequence

from bodemplaat.presentation.report import Picture

LABEL_GAP = 0.055
"""The least distance between two names beside a picture, as a part of its height."""


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
