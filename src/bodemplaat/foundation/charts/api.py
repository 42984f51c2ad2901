"""The door of this room: a picture of each kind, drawn on the server."""

from bodemplaat.foundation.charts.pictures import (
    Picture,
    Table,
    TrendPoint,
    distribution_picture,
    months_picture,
    months_rows,
    trend_picture,
    units_picture,
    waterfall_picture,
)
from bodemplaat.foundation.charts.report_pictures import report_picture
from bodemplaat.foundation.charts.scale import Kind

__all__ = [
    "Kind",
    "Picture",
    "Table",
    "TrendPoint",
    "distribution_picture",
    "months_picture",
    "months_rows",
    "report_picture",
    "trend_picture",
    "units_picture",
    "waterfall_picture",
]
