"""An axis of days on which the months are named."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bodemplaat.presentation.values import Literal, Month, joined

_LONG: Final = 18
_VERY_LONG: Final = 40
"""Months from which every third is named, and from which every January is."""


def months_axis(zero: date, end: date) -> Mapping[str, Any]:
    """The axis of days counted from ``zero``: months by name, the year with the first one and each January; fewer where there are many."""
    whole = (end.year - zero.year) * 12 + end.month - zero.month + 1
    every = 1 if whole <= _LONG else 3 if whole <= _VERY_LONG else 12
    days: list[int] = []
    labels: list[Literal] = []
    for offset in range(0, whole + 1, every):
        year, month = divmod(zero.month - 1 + offset, 12)
        day = date(zero.year + year, month + 1, 1)
        name = Month(month + 1, short=True)
        days.append((day - zero).days)
        labels.append(Literal((name, str(day.year)) if offset == 0 or day.month <= every else (name,)))
    return {
        "values": days,
        "labelExpr": joined(("[", joined(labels), f"][indexof({days}, datum.value)]"), ""),
        "orient": "top",
        "labelAlign": "left",
        "labelFontSize": 11,
        "labelOverlap": True,
        "labelPadding": 16,
    }
