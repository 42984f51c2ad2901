"""From a Vega-Lite specification to SVG text that a page may carry under a strict content security policy."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import font_source_sans_pro
import vl_convert
from django.core.cache import cache as shared_cache

from bodemplaat.foundation.charts.specs import UNSEEN, printable

VERSION: Final = "3"
"""Part of the cache key: raise it when the same specification must draw differently."""

KEPT_SECONDS: Final = 7 * 24 * 3600

_DROPPED = re.compile(r'\s(?:style|role|aria-[a-z]+)="[^"]*"')
"""Inline styles are against the policy; roles inside would compete with the one name the figure has."""
_FORBIDDEN = re.compile(r"<script|<foreignObject|\son\w+=|href=", re.IGNORECASE)


def draw(specification: Mapping[str, Any]) -> str:
    """The SVG of a specification, kept in the cache under a hash of its content.

    Raises ``ValueError`` when the specification is not valid Vega-Lite.
    """
    written = as_text(specification)
    key = f"picture:{VERSION}:{hashlib.sha256(written.encode()).hexdigest()}"
    found = shared_cache.get(key)
    if isinstance(found, str):
        return found
    svg = render(written)
    shared_cache.set(key, svg, KEPT_SECONDS)
    return svg


def as_text(specification: Mapping[str, Any]) -> str:
    """A specification as JSON that can be drawn whatever its texts are; the same data give the same text."""
    return json.dumps(printable(specification), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def render(specification: str) -> str:
    """Draw without looking in the cache: no inline style, nothing that could act or fetch.

    The text must be ``printable``. Raises ``ValueError`` when it is not valid Vega-Lite.
    """
    _register_font()
    svg: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    svg = _DROPPED.sub("", settled(svg, specification))
    if _FORBIDDEN.search(re.sub(r">[^<]*<", "><", svg).replace("xmlns:xlink", "")):
        raise ValueError("the drawing holds something that could act; a picture only shows")
    return svg


def settled(svg: str, specification: str) -> str:
    """A drawing with ids of its own, and without what ``printable`` had to add.

    Vega numbers clips and gradients per process, so two pictures drawn by two workers would share ids on one page and
    the second would be cut or coloured as the first. The ids get the specification's digest, and count from nought
    within the picture: the same specification gives the same bytes wherever it is drawn.
    """
    digest = hashlib.sha256(specification.encode()).hexdigest()[:12]
    numbers: dict[str, int] = {}
    for found in _ID.findall(svg):
        numbers.setdefault(found, len(numbers))
    names = {old: f"p{digest}-{number}" for old, number in numbers.items()}

    def renamed(found: re.Match[str]) -> str:
        return found[1] + names.get(found[2], found[2]) + found[3]

    return _TAG.sub(lambda tag: _REFERRED.sub(renamed, tag[0]), svg).replace(UNSEEN, "")


_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'<[^>]*\sid="([^"]*)"')
_REFERRED = re.compile(r"""(\sid="|url\(['"]?#|href="#)([^"')]+)(["')])""")


@cache
def _register_font() -> None:
    """Without its font vl-convert measures wrongly and rasterises without any text, and says nothing."""
    vl_convert.register_font_directory(font_source_sans_pro.font_directory)
