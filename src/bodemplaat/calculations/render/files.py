"""A report as a whole file, by the name of its form."""

import importlib
from collections.abc import Callable
from typing import Final

from bodemplaat.presentation.report import Report
from bodemplaat.presentation.voice import Voice

_DRAWN: Final = {
    "xlsx": "bodemplaat.calculations.render.xlsx:workbook",
    "pdf": "bodemplaat.calculations.render.pdf:paper",
}
"""What draws it; loaded only when it is asked for, because a typesetter takes most of a second."""


def file_of(report: Report, form: str, voice: Voice) -> bytes:
    """The report as ``xlsx`` or ``pdf`` (PDF/UA), in the reader's language; raises ``KeyError`` for any other form."""
    module, name = _DRAWN[form].split(":")
    draw: Callable[[Report, Voice], bytes] = getattr(importlib.import_module(module), name)
    return draw(report, voice)
