"""From a Vega-Lite specification to SVG text that a page may carry under a strict content security policy."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.core.cache import caches

from bodemplaat.foundation.replica.api import at_home
from bodemplaat.kernel.later import later
from bodemplaat.presentation.drawing import as_text, figures_of, font_folder, settled

vl_convert = later("vl_convert")

VERSION: Final = "5"
"""Part of the cache key: raise it when the same specification must draw differently."""

CACHE: Final = "pictures"
"""A cache of their own, which may forget them at any time."""

KEPT_HERE: Final = 64
"""Pictures that a process keeps by itself: what is looked at again and again is not even asked of the cache."""

KEPT_SECONDS: Final = 7 * 24 * 3600

_DROPPED = re.compile(r'\s(?:style|role|aria-[a-z]+)="[^"]*"')
"""Inline styles are against the policy; roles inside would compete with the one name the figure has."""
_FORBIDDEN = re.compile(r"<script|<foreignObject|\son\w+=|href=", re.IGNORECASE)


def draw(specification: Mapping[str, Any], language: str = "") -> str:
    """The SVG of a specification, kept in the cache under a hash of its content.

    A specification that leaves figures to Vega gets them in the notation of ``language``. Raises ``ValueError`` when it
    is not valid Vega-Lite.
    """
    return _drawn(as_text(specification), language)


@lru_cache(maxsize=KEPT_HERE)
def _drawn(written: str, language: str) -> str:
    key = f"picture:{VERSION}:{language}:{hashlib.sha256(written.encode()).hexdigest()}"
    with at_home():
        cached = caches[CACHE].get(key)
    if isinstance(cached, str):
        return cached
    svg = render(written, language)
    with at_home():
        caches[CACHE].set(key, svg, KEPT_SECONDS)
    return svg


def render(specification: str, language: str = "") -> str:
    """Draw without looking in the cache: no inline style, nothing that could act or fetch.

    The text must be ``printable``. Raises ``ValueError`` when it is not valid Vega-Lite.
    """
    font_folder()
    svg: str = vl_convert.vegalite_to_svg(
        specification,
        allowed_base_urls=[],
        format_locale=figures_of(language) if language else None,
    )
    svg = _DROPPED.sub("", settled(svg, specification))
    if _FORBIDDEN.search(re.sub(r">[^<]*<", "><", svg).replace("xmlns:xlink", "")):
        raise ValueError("the drawing holds something that could act; a picture only shows")
    return svg
