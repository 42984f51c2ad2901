"""The door of this room: a picture of each kind, drawn on the server."""

from bodemplaat.foundation.charts.pictures import (
    Kind,
    Picture,
    Table,
    TrendPoint,
    distribution_picture,
    months_picture,
    months_rows,
    report_picture,
    trend_picture,
    units_picture,
    waterfall_picture,
)

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
