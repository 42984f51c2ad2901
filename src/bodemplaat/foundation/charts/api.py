"""The door of this room: a picture of each kind, drawn on the server."""

from bodemplaat.foundation.charts.pictures import (
    Picture,
    Table,
    distribution_picture,
    months_picture,
    months_rows,
    report_picture,
    units_picture,
)
from bodemplaat.foundation.charts.scale import Kind

__all__ = [
    "Kind",
    "Picture",
    "Table",
    "distribution_picture",
    "months_picture",
    "months_rows",
    "report_picture",
    "units_picture",
]
