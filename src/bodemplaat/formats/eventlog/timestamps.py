"""Moments as logs write them, made exact.

A time without an offset is a time on the wall in a named zone. Two nights a year that is not enough: in spring
an hour does not exist, in autumn an hour comes twice. The reader says which of these it met. The moments it
gives carry a fixed offset, because Python subtracts two times of one named zone by the wall clock and would lose
the hour.

Nobody can tell 3/4 from 4/3 by one date. ``DateOrder`` gathers what a whole column says: one date whose number is above
twelve tells how all of them are written.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bodemplaat.kernel import Finding, Severity, say

_NUMERIC = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?(?:\s*([AaPp])\.?[Mm]\.?)?)?$"
)
_ZONE_AT_END = re.compile(r"(.*?)\s*[\[(]?((?:[A-Za-z_]+/)*[A-Za-z][A-Za-z_+-]*\d{0,2})[\])]?$")
_ZONE_WORD = re.compile(r"(?:[A-Za-z_]+/)*[A-Za-z][A-Za-z_]+(?:[+-]\d{1,2})?|Z")
_HOURS_OF_ZONE = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3,
}  # fmt: skip
"""Names that mean one thing only; ``CST``, ``IST`` and their like are more than one zone and are refused."""
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$"
)
_TIME_IN_LAYOUT = re.compile(r"%[HIMSfpcXTR]")
_NOON, _LAST_MONTH, _ALWAYS = 12, 12, 28
_ENOUGH = 100
"""So many dates with the month first, and none with the day, decide before the end of the file."""
_OFFSETS: dict[timedelta, timezone] = {}


class LocalTime(Enum):
    """What was special about a time on the wall."""

    PLAIN = "plain"
    SKIPPED = say("This time does not exist: the clock went forward. It is read as an hour later.")
    TWICE = say("This time came twice: the clock went back. It is read as the first of the two.")


@dataclass(slots=True)
class DateOrder:
    """What the dates of one column say about their order: ``15/3`` has the day first, ``3/15`` the month."""

    at: "int | str" = 0
    """The line, or the place, of what is being read; set by the reader."""
    day_first: int = 0
    month_first: int = 0
    undecided: int = 0
    """Dates such as 3/4, which mean two days."""
    _seen: "dict[str, tuple[int | str, str]]" = field(default_factory=dict)

    def note(self, first: int, second: int, text: str) -> None:
        """Take one date into account by its first two numbers."""
        if first > _LAST_MONTH >= second:
            self.day_first += 1
            self._seen.setdefault("day", (self.at, text))
        elif second > _LAST_MONTH >= first:
            self.month_first += 1
            self._seen.setdefault("month", (self.at, text))
        elif first != second:
            self.undecided += 1
            self._seen.setdefault("undecided", (self.at, text))

    @property
    def is_month_first(self) -> bool:
        """Whether the month leads, by most of the dates that tell."""
        return self.month_first > self.day_first

    @property
    def is_plainly_month_first(self) -> bool:
        """Whether so many dates have the month first, and none the day, that the rest need not be read to know."""
        return not self.day_first and self.month_first >= _ENOUGH

    def refused(self) -> Finding | None:
        """A finding that stops, when the dates contradict each other so often that it cannot be a slip."""
        less, more = sorted((self.day_first, self.month_first))
        if not less or less * 4 <= more:
            return None
        text = say(
            "The dates contradict each other: “{day}” has the day first, “{month}” (line {month_at}) the month. "
            "Name the layout, such as %d/%m/%Y %H:%M, or export the log anew."
        )
        return Finding("log.date_order", self._place("day"), text, self._values())

    def findings(self) -> list[Finding]:
        """What a reader should know about the order in which the dates were read."""
        code, values = "log.date_order", self._values()
        if self.day_first and self.month_first:
            other = "day" if self.is_month_first else "month"
            count = min(self.day_first, self.month_first)
            text = (
                say(
                    "The dates were read month first; {count} {count:says|say} otherwise, the first “{day}” (line {day_at})."
                )
                if self.is_month_first
                else say(
                    "The dates were read day first; {count} {count:says|say} otherwise, the first “{month}” (line {month_at})."
                )
            )
            return [Finding(code, self._place(other), text, values | {"count": count}, Severity.WARNING)]
        if self.month_first:
            text = say("The dates were read month first, as “{month}” shows.")
            return [Finding(code, self._place("month"), text, values, Severity.WARNING)]
        if self.undecided and not self.day_first:
            text = say(
                "Nothing in the file tells whether day or month comes first: “{undecided}” and the like were read day "
                "first. Name the layout, such as %m/%d/%Y, if that is wrong."
            )
            return [Finding(code, self._place("undecided"), text, values, Severity.WARNING)]
        return []

    def month_first_refused(self) -> Finding:
        """The refusal for a reader that takes dates day first only."""
        text = say(
            "The dates have the month first, as “{month}” shows. Name the layout, such as %m/%d/%Y %H:%M."
        )
        return Finding("log.month_first", self._place("month"), text, self._values())

    def _place(self, which: str) -> str:
        at = self._seen.get(which, ("", ""))[0]
        return f"line {at}" if isinstance(at, int) else at

    def _values(self) -> dict[str, object]:
        shown: dict[str, object] = {which: text[:40] for which, (_, text) in self._seen.items()}
        return shown | {f"{which}_at": str(at) for which, (at, _) in self._seen.items()}


@dataclass(frozen=True, slots=True)
class TimestampReader:
    """Reads text to a moment with a fixed offset.

    ``zone`` is used where the text has no offset and names no zone (``UTC``, ``CET``, ``[Europe/Amsterdam]``).
    ``layout`` is a ``strptime`` pattern, whose ``%Z`` takes such names too; left empty, ISO 8601 and dates in numbers
    (``31-12-2026 09:05``, also with ``/`` or ``.`` and with AM or PM) are understood, day first unless
    ``month_first``. What they say about that is noted in ``order``.
    """

    zone: tzinfo
    layout: str = ""
    month_first: bool = False
    order: DateOrder | None = None

    @property
    def layout_has_time(self) -> bool:
        """Whether the layout has anything smaller than a day."""
        return bool(_TIME_IN_LAYOUT.search(self.layout))

    def read(self, text: str) -> tuple[datetime, LocalTime]:
        """The moment and what was special about it. Raises ``ValueError`` for what is not a time."""
        moment = self._parse(text.strip())
        zone = moment.tzinfo
        if zone is None:
            zone = self.zone
        elif not isinstance(zone, ZoneInfo):
            return _fixed(moment), LocalTime.PLAIN
        all_day = _offset_all_day(zone, moment.toordinal())
        if all_day is not None:
            return moment.replace(tzinfo=all_day, fold=0), LocalTime.PLAIN
        first, second = moment.replace(tzinfo=zone), moment.replace(tzinfo=zone, fold=1)
        before, after = first.utcoffset(), second.utcoffset()
        if before == after:
            return _fixed(first), LocalTime.PLAIN
        if before is not None and after is not None and before < after:
            existing = (moment + (after - before)).replace(tzinfo=zone)
            return _fixed(existing), LocalTime.SKIPPED
        return _fixed(first), LocalTime.TWICE

    def _parse(self, text: str) -> datetime:
        if self.layout:
            return self._by_layout(text)
        numeric = _NUMERIC.match(text)
        if numeric is not None:
            return self._numeric(numeric)
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return self._with_zone(text)

    def _numeric(self, parts: "re.Match[str]") -> datetime:
        first, _, second, year, hour, minute, tick, fraction, half = parts.groups(default="0")
        day, month, hours = int(first), int(second), int(hour)
        if self.order is not None and (max(day, month) <= _ALWAYS or _is_day(int(year), day, month)):
            self.order.note(day, month, parts[0])
        if self.month_first:
            day, month = month, day
        if half != "0":
            if not 1 <= hours <= _NOON:
                raise ValueError(parts[0])
            hours = hours % _NOON + (_NOON if half in "pP" else 0)
        return datetime(  # noqa: DTZ001 - the zone is added by the caller
            int(year), month, day, hours, int(minute), int(tick), int(fraction.ljust(6, "0"))
        )

    def _with_zone(self, text: str) -> datetime:
        """A time followed by the name of a zone; an offset that is there as well wins."""
        zoned = _ZONE_AT_END.match(text)
        zone = zoned and zone_called(zoned[2])
        if not zoned or zone is None:
            raise ValueError(text)
        numeric = _NUMERIC.match(zoned[1])
        moment = self._numeric(numeric) if numeric else datetime.fromisoformat(zoned[1])
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)

    def _by_layout(self, text: str) -> datetime:
        if "%Z" not in self.layout:
            moment = datetime.strptime(text, self.layout)  # noqa: DTZ007 - the zone is added by the caller
            if "%j" in self.layout and moment.timetuple().tm_yday == 1 and "366" in text:
                raise ValueError(text)  # of a year with 365 days strptime makes it the first of the next
            return moment
        # strptime takes few names for %Z, and of those it takes it forgets them.
        layout = self.layout.replace("%Z", "UTC")
        for word in _ZONE_WORD.finditer(text):
            zone = zone_called(word[0])
            if zone is None:
                continue
            try:
                named = f"{text[: word.start()]}UTC{text[word.end() :]}"
                moment = datetime.strptime(named, layout)  # noqa: DTZ007 - the zone is added below
            except ValueError:
                continue
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
        raise ValueError(text)


_PARTS = [timedelta(hours=hour) for hour in (0, 6, 12, 18, 24)]
"""Of a day: a zone that changes its clock on it has another offset, or two, at one of these."""


@lru_cache(maxsize=1 << 14)  # forty-five years of days
def _offset_all_day(zone: tzinfo, day: int) -> timezone | None:
    """The offset of a zone, if it is the same all of a day and nothing on it comes twice; of most days that is so."""
    try:
        midnight = datetime.fromordinal(day)
        offsets = {
            (midnight + part).replace(tzinfo=zone, fold=fold).utcoffset()
            for part in _PARTS
            for fold in (0, 1)
        }
    except OverflowError:
        return None
    offset = offsets.pop()
    if offsets or offset is None:
        return None
    return _OFFSETS.setdefault(offset, timezone(offset))


@lru_cache(maxsize=256)
def zone_called(name: str) -> tzinfo | None:
    """The zone of a name such as ``CEST`` or ``Europe/Amsterdam``; ``None`` for what is none, or more than one."""
    hours = _HOURS_OF_ZONE.get(name.upper())
    if hours is not None:
        return timezone(timedelta(hours=hours))
    if "/" not in name:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return None


def why_unread(text: str) -> tuple[str, str]:
    """The code and the text of a finding about a time that cannot be read, with ``{value}``: what to do about it."""
    numeric = _NUMERIC.match(text.strip())
    if _ISO.match(text.strip()) or (numeric and not _exists_in_an_order(numeric)):
        return "log.no_such_time", say("“{value}” does not exist as a time: correct its day or its hour.")
    return "log.bad_time", say(
        "“{value}” is not a time that can be read: correct it, or name the layout (--layout), such as %d-%m-%Y %H:%M."
    )


def _exists_in_an_order(parts: "re.Match[str]") -> bool:
    """Whether it is a moment with the day first or with the month first."""
    first, _, second, year, hour, minute, tick, *_ = parts.groups(default="0")
    in_time = int(hour) < 24 and int(minute) < 60 and int(tick) < 60
    return in_time and _is_day(int(year), int(first), int(second))


def _is_day(year: int, one: int, other: int) -> bool:
    """Whether two numbers are a day and a month, in either order, that the year has."""
    for day, month in ((one, other), (other, one)):
        try:
            datetime(year, month, day)  # noqa: DTZ001 - no moment is made of it
        except ValueError:
            continue
        return True
    return False


def _fixed(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("the zone gave no offset")
    fixed = _OFFSETS.get(offset)
    if fixed is None:
        fixed = _OFFSETS[offset] = timezone(offset)
    return moment.replace(tzinfo=fixed, fold=0)
