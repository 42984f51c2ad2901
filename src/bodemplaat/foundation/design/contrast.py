"""Measures the contrast of every pair of tokens that is used together, in light and in dark. Pure.

WCAG 2.2, success criteria 1.4.3 (text, 4.5 : 1) and 1.4.11 (what a control or a graph is recognised by, 3 : 1);
relative luminance as defined there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bodemplaat.kernel import Finding, say

TEXT: Final = 4.5
SHAPE: Final = 3.0

Tokens = dict[str, tuple[str, str]]
"""Per token name (without ``--bodemplaat-`` and ``-color``) its light and its dark colour as ``#rrggbb``."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens seen together: ``front`` on ``ground``, with the least contrast that is allowed."""

    front: str
    ground: str
    least: float


def _pairs() -> Iterator[Pair]:
    papers = ("document-background", "surface-background", "raised-background")
    for paper in papers:
        for text in (
            "document",
            "document-subtle",
            "link",
            "link-hover",
            "success",
            "warning",
            "danger",
            "neutral",
        ):
            yield Pair(text, paper, TEXT)
        for shape in ("control-border", "focus", "accent"):
            yield Pair(shape, paper, SHAPE)
    for tone in ("success", "warning", "danger", "neutral"):
        yield Pair(tone, f"{tone}-background", TEXT)
        yield Pair("document", f"{tone}-background", TEXT)
    yield Pair("on-accent-subtle", "accent-subtle", TEXT)
    yield Pair("document", "accent-subtle", TEXT)
    yield Pair("link", "accent-subtle", TEXT)
    yield Pair("danger", "form-control-background", TEXT)
    yield Pair("form-control", "form-control-background", TEXT)
    yield Pair("form-control-placeholder", "form-control-background", TEXT)
    yield Pair("control-border", "form-control-background", SHAPE)
    yield Pair("focus", "form-control-background", SHAPE)
    yield Pair("on-accent", "accent", TEXT)
    yield Pair("button-primary", "button-primary-background", TEXT)
    yield Pair("button-primary", "button-primary-hover-background", TEXT)
    yield Pair("button-quiet", "button-quiet-background", TEXT)
    yield Pair("on-accent-subtle", "button-quiet-hover-background", TEXT)
    yield Pair("button-danger", "button-danger-background", TEXT)
    yield Pair("button-danger", "button-danger-hover-background", TEXT)
    yield Pair("page-header", "page-header-background", TEXT)
    yield Pair("link", "page-header-background", TEXT)
    yield Pair("document", "table-selected-background", TEXT)
    yield Pair("chart-ink", "chart-paper", TEXT)
    yield Pair("chart-subtle", "chart-paper", TEXT)
    series = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "rest")
    for shape in (*series, "gain", "loss"):
        yield Pair(f"chart-{shape}", "chart-paper", SHAPE)
    for ground in ("band", "shade"):
        yield Pair("chart-first", f"chart-{ground}", SHAPE)
        yield Pair("chart-ink", f"chart-{ground}", TEXT)
    yield Pair("chart-fifth", "chart-shade", SHAPE)
    for heat in ("least", "little", "middling"):
        yield Pair("chart-ink", f"chart-heat-{heat}", TEXT)
    for heat in ("much", "most"):
        yield Pair("chart-paper", f"chart-heat-{heat}", TEXT)


PAIRS: Final = tuple(_pairs())

_DECLARATION = re.compile(r"--bodemplaat-([a-z0-9-]+)-color\s*:\s*([^;}]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_BOTH = re.compile(r"light-dark\(\s*(#[0-9a-fA-F]{6})\s*,\s*(#[0-9a-fA-F]{6})\s*\)")
_REFERENCE = re.compile(r"var\(\s*--bodemplaat-([a-z0-9-]+)-color\s*\)")


def colours(*stylesheets: str) -> Tokens:
    """Every colour token after the stylesheets were read in order, a later one winning, references followed.

    Raises ``ValueError`` naming the token whose colour is not ``#rrggbb``, ``light-dark(#…, #…)`` or another token.
    """
    written: dict[str, str] = {}
    for sheet in stylesheets:
        written.update((name, value.strip()) for name, value in _DECLARATION.findall(_COMMENT.sub("", sheet)))
    return {name: _resolve(name, written, ()) for name in written}


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours ``#rrggbb``, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def check_contrast(theme: str, tokens_css: str, theme_css: str = "") -> list[Finding]:
    """Every pair that falls short in a theme; an empty list is a theme that may be used."""
    try:
        tokens = colours(tokens_css, theme_css)
    except ValueError as error:
        return [
            Finding(
                "theme.unreadable",
                theme,
                say("The theme {theme} cannot be measured: {reason}"),
                {"theme": theme, "reason": str(error)},
            )
        ]
    return [*_shortfalls(theme, tokens)]


def _shortfalls(theme: str, tokens: Mapping[str, tuple[str, str]]) -> Iterator[Finding]:
    for pair in PAIRS:
        for position, mode in enumerate(("light", "dark")):
            front, ground = tokens[pair.front][position], tokens[pair.ground][position]
            measured = contrast(front, ground)
            if measured < pair.least:
                yield Finding(
                    "theme.contrast",
                    f"{theme}:{mode}",
                    say(
                        "{front} {front_colour} on {ground} {ground_colour} has contrast {measured}; at least {least}"
                    ),
                    {
                        "front": pair.front,
                        "front_colour": front,
                        "ground": pair.ground,
                        "ground_colour": ground,
                        "measured": f"{measured:.2f}",
                        "least": f"{pair.least}",
                    },
                )


def _resolve(name: str, written: Mapping[str, str], seen: tuple[str, ...]) -> tuple[str, str]:
    value = written[name]
    if both := _BOTH.fullmatch(value):
        return both[1], both[2]
    if _HEX.fullmatch(value):
        return value, value
    if reference := _REFERENCE.fullmatch(value):
        if reference[1] not in written or reference[1] in (*seen, name):
            raise ValueError(
                f"--bodemplaat-{name}-color refers to {reference[1]!r}: itself, or no token at all"
            )
        return _resolve(reference[1], written, (*seen, name))
    raise ValueError(f"--bodemplaat-{name}-color is {value!r}; write #rrggbb or light-dark(#rrggbb, #rrggbb)")


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
