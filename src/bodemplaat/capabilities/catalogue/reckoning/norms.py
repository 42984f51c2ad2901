"""A norm in words: on every page, paper and report the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.catalogue.reckoning.content import Indicator
from bodemplaat.kernel import Said, say
from bodemplaat.presentation.values import joined

_COUNTED: Final[Mapping[str, Said]] = {
    "working_days": say("{n} {n:working day|working days}"),
    "calendar_days": say("{n} {n:day|days}"),
    "hours": say("{n} {n:hour|hours}"),
    "seconds": say("{n} {n:second|seconds}"),
    "percent": say("{n} %"),
    "grade": say("grade {n}"),
}
"""By unit; the number of another unit says what it is by the words before it."""


def counted_in_words(number: Decimal, unit: str) -> Said | Decimal:
    """What a norm counts: ``10 werkdagen``."""
    return _COUNTED[unit].using(n=number) if unit in _COUNTED else number


def norm_in_words(indicator: Indicator, language: str) -> Said:
    """``Betaald binnen 10 werkdagen, 95 %``: its own words in ``language``, what is counted, and in how many cases."""
    counted = "" if indicator.number is None else counted_in_words(indicator.number, indicator.unit)
    norm = joined((indicator.words.in_(language), counted), " ")
    if indicator.percentage is None:
        return norm
    return joined((norm, _COUNTED["percent"].using(n=indicator.percentage)))
