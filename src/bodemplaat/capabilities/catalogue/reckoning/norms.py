"""A norm in words: on every page, paper and report the same."""

from collections.abc import Mapping
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


def norm_in_words(indicator: Indicator, language: str) -> Said:
    """``Betaald binnen 10 werkdagen, 95 %``: its own words in ``language``, what is counted, and in how many cases."""
    counted: object = ""
    if indicator.number is not None:
        counted = (
            _COUNTED[indicator.unit].using(n=indicator.number)
            if indicator.unit in _COUNTED
            else indicator.number
        )
    norm = joined((indicator.words.in_(language), counted), " ")
    if indicator.percentage is None:
        return norm
    return joined((norm, _COUNTED["percent"].using(n=indicator.percentage)))
