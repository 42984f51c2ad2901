"""What a published norm means to the clock."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.catalogue.api import Indicator
from bodemplaat.engines.service_time import Norm, Unit

_UNITS: Final = {
    "working_days": (Unit.WORKING_DAYS, 1),
    "calendar_days": (Unit.CALENDAR_DAYS, 1),
    "hours": (Unit.WORKING_MINUTES, 60),
}


def norm_from(indicator: Indicator | None) -> Norm | None:
    """The norm of an indicator as the clock counts it; ``None`` for one that no clock can count.

    Hours are opening hours of the provider. A number of days that is not whole, and anything but a lead time, is not counted.
    """
    if indicator is None or indicator.kind != "lead_time" or indicator.number is None:
        return None
    if indicator.unit not in _UNITS:
        return None
    unit, times = _UNITS[indicator.unit]
    amount: Decimal = indicator.number * times
    if amount < 1 or amount != int(amount):
        return None
    return Norm(int(amount), unit)


def clocked(indicators: Iterable[Indicator]) -> Indicator | None:
    """The first of a service's indicators that a clock can count; ``None`` where it promises nothing of the kind.

    The desk, the page of a case and the figures all ask this.
    """
    return next((each for each in indicators if norm_from(each) is not None), None)


def norm_among(indicators: Iterable[Indicator]) -> Norm | None:
    """The norm of the indicator that a clock counts (``clocked``), if a service has one."""
    return norm_from(clocked(indicators))
