"""The door of this room: a report on a page, the period that it is about, the voice in which the site tells it,
and a list or a report as a file.

``shown`` makes of a ``presentation.page`` what ``reports/_report.html`` draws; ``periods_around`` what ``reports/_period.html`` does.
"""

from bodemplaat.foundation.reports.choosing import Periods, Step, period_name, periods_around
from bodemplaat.foundation.reports.downloading import FILE_TYPES, as_read, download, with_moment
from bodemplaat.foundation.reports.drawing import ReportShown, shown
from bodemplaat.foundation.reports.exporting import (
    MOST_EXPORTED,
    ExportForm,
    export_addresses,
    export_name,
    exported,
)
from bodemplaat.foundation.reports.periods import Chosen, Span, months_of
from bodemplaat.foundation.reports.voice import SiteVoice, site_voice

__all__ = [
    "FILE_TYPES",
    "MOST_EXPORTED",
    "Chosen",
    "ExportForm",
    "Periods",
    "ReportShown",
    "SiteVoice",
    "Span",
    "Step",
    "as_read",
    "download",
    "export_addresses",
    "export_name",
    "exported",
    "months_of",
    "period_name",
    "periods_around",
    "shown",
    "site_voice",
    "with_moment",
]
