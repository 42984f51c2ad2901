"""Moments as logs write them, made exact.

A time without an offset is a time on the wall in a named zone. Two nights a year that is not enough: in spring
an hour does not exist, in autumn an hour comes twice. The reader says which of these it met. The moments it
gives carry a fixed offset, because Python subtracts two times of one named zone by the wall clock and would lose
the hour.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from enum import Enum

from bodemplaat.kernel import say

_DAY_FIRST = re.compile(
    r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?)?$"
)
_OFFSETS: dict[timedelta, timezone] = {}


class LocalTime(Enum):
    """What was special about a time on the wall."""

    PLAIN = "plain"
    SKIPPED = say("This time does not exist: the clock went forward. It is read as an hour later.")
    TWICE = say("This time came twice: the clock went back. It is read as the first of the two.")


@dataclass(frozen=True, slots=True)
class TimestampReader:
    """Reads text to a moment with a fixed offset.

    ``zone`` is used where the text has no offset. ``layout`` is a ``strptime`` pattern; left empty, ISO 8601 and
    day-first dates (``31-12-2026 09:05``, also with ``/`` or ``.``) are understood. A month-first date is only
    read with a ``layout``, since nobody can tell 3/4 from 4/3.
    """

    zone: tzinfo
    layout: str = ""

    def read(self, text: str) -> tuple[datetime, LocalTime]:
        """The moment and what was special about it. Raises ``ValueError`` for what is not a time."""
        moment = self._parse(text.strip())
        if moment.tzinfo is not None:
            return _fixed(moment), LocalTime.PLAIN
        first, second = moment.replace(tzinfo=self.zone), moment.replace(tzinfo=self.zone, fold=1)
        before, after = first.utcoffset(), second.utcoffset()
        if before == after:
            return _fixed(first), LocalTime.PLAIN
        if before is not None and after is not None and before < after:
            existing = (moment + (after - before)).replace(tzinfo=self.zone)
            return _fixed(existing), LocalTime.SKIPPED
        return _fixed(first), LocalTime.TWICE

    def _parse(self, text: str) -> datetime:
        if self.layout:
            return datetime.strptime(text, self.layout)  # noqa: DTZ007 - the zone is added by the caller
        day_first = _DAY_FIRST.match(text)
        if day_first is None:
            return datetime.fromisoformat(text)
        day, month, year, hour, minute, second, fraction = day_first.groups(default="0")
        return datetime(  # noqa: DTZ001 - the zone is added by the caller
            int(year), int(month), int(day), int(hour), int(minute), int(second), int(fraction.ljust(6, "0"))
        )


def _fixed(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("the zone gave no offset")
    fixed = _OFFSETS.get(offset)
    if fixed is None:
        fixed = _OFFSETS[offset] = timezone(offset)
    return moment.replace(tzinfo=fixed, fold=0)
