"""Every chart that more than one answer or page draws, each said once as a Vega-Lite specification. Pure.

``lying`` has bars from left to right, ``upright`` columns, ``curves`` lines, ``months`` an axis of days; ``style`` has what all pictures share, and
fits one to a page. A file and a page draw the same specification, in the colours of ``palette``.
"""

from bodemplaat.presentation.charts.curves import lines
from bodemplaat.presentation.charts.lying import bars, grouped_bars, stacked_bars
from bodemplaat.presentation.charts.months import months_axis
from bodemplaat.presentation.charts.style import NARROW, WIDE, Spec, completed, fitted
from bodemplaat.presentation.charts.upright import columns_over_time, histogram

__all__ = [
    "NARROW",
    "WIDE",
    "Spec",
    "bars",
    "columns_over_time",
    "completed",
    "fitted",
    "grouped_bars",
    "histogram",
    "lines",
    "months_axis",
    "stacked_bars",
]
