"""From a Vega-Lite specification to SVG text. The same specification gives the same bytes wherever it is drawn.

Without its font a picture loses every letter without a word of warning; that is why the font comes from a package, is
named here, and is never left to the machine.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro

from bodemplaat.kernel.later import later
from bodemplaat.presentation import notation
from bodemplaat.presentation.charts import completed
from bodemplaat.presentation.expression import UNSEEN, printable
from bodemplaat.presentation.report import Picture

vl_convert = later("vl_convert")


@cache
def font_folder() -> Path:
    """Where the font's files are, registered with the drawing library once."""
    folder = Path(font_source_sans_pro.font_directory)
    vl_convert.register_font_directory(str(folder))
    return folder


def figures_of(language: str) -> dict[str, Any]:
    """How Vega writes the figures that a specification leaves to it: as ``notation`` does."""
    example = notation.number(1000, language)[1], notation.number(Fraction(1, 2), language)[1]
    sign = notation.euro(0, language, cents=False).removesuffix("0")
    return {"decimal": example[1], "thousands": example[0], "grouping": [3], "currency": [sign, ""]}


def svg(picture: Picture, language: str = "nl") -> str:
    """The picture as SVG with its letters as text, figures in the language's notation."""
    font_folder()
    written = as_text(completed(picture.spec))
    drawn: str = vl_convert.vegalite_to_svg(written, format_locale=figures_of(language), allowed_base_urls=[])
    return settled(drawn, written)


def as_text(specification: Mapping[str, Any]) -> str:
    """A specification as JSON that can be drawn whatever its texts are; the same data give the same text."""
    return json.dumps(printable(specification), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def settled(svg: str, specification: str) -> str:
    """A drawing with ids of its own, and without what ``printable`` had to add.

    Vega numbers clips and gradients per process, so two pictures drawn by two workers would share ids on one page and
    the second would be cut or coloured as the first. The ids get the specification's digest, and count from zero
    within the picture: the same specification gives the same bytes wherever it is drawn.
    """
    digest = hashlib.sha256(specification.encode()).hexdigest()[:12]
    numbers: dict[str, int] = {}
    for identity in _ID.findall(svg):
        numbers.setdefault(identity, len(numbers))
    names = {old: f"p{digest}-{number}" for old, number in numbers.items()}

    def renamed(reference: re.Match[str]) -> str:
        return reference[1] + names.get(reference[2], reference[2]) + reference[3]

    return _TAG.sub(lambda tag: _REFERRED.sub(renamed, tag[0]), svg).replace(UNSEEN, "")


_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'<[^>]*\sid="([^"]*)"')
_REFERRED = re.compile(r"""(\sid="|url\(['"]?#|href="#)([^"')]+)(["')])""")
