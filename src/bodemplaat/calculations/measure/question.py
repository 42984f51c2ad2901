"""What is asked of a log: which column is what, which activities start, stop and hold the clock, and the norms.

Options and the YAML file of ``--map`` have the same names; an option wins. Every mistake becomes a finding.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.source import Fields
from bodemplaat.calculations.work import CannotWorkOut
from bodemplaat.engines.service_time import Norm, Opening, Unit, WeekPattern
from bodemplaat.formats.eventlog import COMPLETE, TimestampReader
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.kernel import MICROSECOND, Finding, say
from bodemplaat.kernel.finding import errors
from bodemplaat.kernel.written import NotANumber, TwoReadings, read_number

ZONE = "Europe/Amsterdam"
WEEKDAYS = (
    ("mon", "ma"), ("tue", "di"), ("wed", "wo"), ("thu", "do"), ("fri", "vr"), ("sat", "za"), ("sun", "zo"),
)  # fmt: skip
UNITS = {
    Unit.CALENDAR_DAYS: ("day", "days", "calendar day", "calendar days", "dag", "dagen", "kalenderdag", "kalenderdagen"),
    Unit.WORKING_DAYS: ("working day", "working days", "werkdag", "werkdagen"),
    Unit.WORKING_MINUTES: ("minute", "minutes", "working minutes", "minuut", "minuten"),
    Unit.CLOCK_MINUTES: ("minutes by the clock", "clock minutes", "minuten op de klok", "minuten kloktijd", "klokminuten"),
}  # fmt: skip
CLOCK_HOURS = (
    "hour by the clock", "hours by the clock", "clock hour", "clock hours", "uur op de klok", "uren op de klok",
    "uur kloktijd", "uren kloktijd", "klokuur", "klokuren",
)  # fmt: skip
HOURS = ("hour", "hours", "working hours", "uur", "uren", "werkuren")
COLUMNS = ("deadline", "customer", "service", "channel")
TEXTS = (
    "case", "activity", "time", "layout", "zone", "log_zone", "delimiter", "encoding", "sheet", "received_column",
    "closed_column", "changed", *COLUMNS,
)  # fmt: skip
ACTIVITIES = ("received", "closed", "reopened", "resumed")
OPTION_NAMES = {"norms": "norm-of", "moment_columns": "moment-column"}
LISTS = (*ACTIVITIES, "lifecycle", "moment_columns")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is asked, ready to be answered; empty texts mean "not named"."""

    case: str = "case"
    activity: str = "activity"
    time: str = "timestamp"
    layout: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(ZONE))
    """Of the desk: its days, months and opening hours."""
    log_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(ZONE))
    """Of times in the log without an offset."""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    received_column: str = ""
    closed_column: str = ""
    moment_columns: tuple[str, ...] = ()
    """With these a row is a whole case, and each of them that is filled in an event called as the column is."""
    names_case: bool = False
    """Whether the column of the case was named, and is not the usual one."""
    lifecycle: tuple[str, ...] = (COMPLETE,)
    """The steps of an activity (XES: lifecycle:transition) that count, in lower case."""
    changed: str = "first"
    """Which customer, service and channel count of a case that changes them: ``first`` or ``last``, by time."""
    deadline: str = ""
    customer: str = ""
    service: str = ""
    channel: str = ""
    received: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    resumed: tuple[str, ...] = ()
    suspended: Mapping[str, str] = field(default_factory=dict)
    norm: Norm | None = None
    norms: Mapping[str, Norm] = field(default_factory=dict)
    hours: WeekPattern | None = None
    holidays: FreeDays = FreeDays.LAW
    closed_on: frozenset[date] = frozenset()
    exceptions: Mapping[date, tuple[Opening, ...]] = field(default_factory=dict)
    goal: Decimal = Decimal(95)
    asked: datetime | None = None


def understand(mapping: InputFile | None, options: Mapping[str, Any]) -> Question:
    """The question of these options and that file.

    Raises ``CannotWorkOut`` with every finding, or ``UnreadableModel`` for the file.
    """
    written, places, findings = _written(mapping) if mapping else ({}, {}, [])
    raw = {**written}
    for name, value in options.items():
        if value not in (None, ()):
            raw[name] = _pairs(value) if name in ("suspended", "norms") else value
            places[name] = f"--{OPTION_NAMES.get(name, name).replace('_', '-')}"
    reader = _Reader(raw, places, findings)
    question = reader.question()
    if errors(findings):
        raise CannotWorkOut(*findings)
    return question


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    """``ACTIVITY=CAUSE`` texts by name; without a cause the activity is its own."""
    pairs = (text.rpartition("=") if "=" in text else (text, "", "") for text in texts)
    return {name: value or name for name, _, value in pairs}


def _written(file: InputFile) -> tuple[dict[str, Any], dict[str, str], list[Finding]]:
    """What the file says, as options would, with the place of each."""
    reading = load(file)
    entry = reading.entry()
    raw: dict[str, Any] = {}
    for name in (*TEXTS, "norm", "holidays", "goal", "asked"):
        if entry.has(name):
            raw[name] = entry.text(name)
    for name in (*LISTS, "hours", "closed_on"):
        if entry.has(name):
            raw[name] = entry.texts(name)
    for name in ("suspended", "norms", "exceptions"):
        if entry.has(name):
            raw[name] = _named_texts(entry, name)
    if entry.has("ends_on_working_day"):
        raw["ends_on_working_day"] = entry.yes("ends_on_working_day")
    entry.used.update(raw)
    entry.done()
    places = {name: f"{entry.node.places.get(name, entry.place)}" for name in raw}
    return raw, places, reading.findings


def _named_texts(entry: Entry, name: str) -> dict[str, str]:
    if isinstance(entry.node.entries.get(name), Fields):
        inner = entry.block(name)
        texts = {key: inner.text(key, "") for key in inner.names}
        inner.used.update(inner.names)
        return {key: value or key for key, value in texts.items()} if name == "suspended" else texts
    return _pairs(entry.texts(name))


class _Reader:
    """Turns texts into values, and what cannot be turned into findings."""

    def __init__(self, raw: Mapping[str, Any], places: Mapping[str, str], findings: list[Finding]) -> None:
        self.raw, self.places, self.findings = raw, places, findings

    def question(self) -> Question:
        known = {field.name for field in dataclasses.fields(Question)}
        values: dict[str, Any] = {name: value for name, value in self.raw.items() if name in known}
        for name in LISTS:
            values[name] = tuple(values.get(name, ()))
        values["zone"] = zone = self._zone("zone", ZONE)
        values["log_zone"] = self._zone("log_zone", zone.key)
        values["lifecycle"] = tuple(step.strip().lower() for step in values["lifecycle"]) or (COMPLETE,)
        values["names_case"] = "case" in values
        for name in ("received", "closed"):
            column = values.get(f"{name}_column", "")
            if column and not values[name]:
                values[name] = (column,)
        roll = bool(self.raw.get("ends_on_working_day"))
        values["norm"] = self._norm("norm", self.raw["norm"], roll) if "norm" in self.raw else None
        norms = {name: self._norm("norms", text, roll) for name, text in self.raw.get("norms", {}).items()}
        values["norms"] = {name: norm for name, norm in norms.items() if norm is not None}
        values["hours"] = self._hours()
        values["closed_on"] = frozenset(self._days("closed_on", self.raw.get("closed_on", ())))
        values["exceptions"] = self._exceptions()
        values["goal"] = self._goal()
        values["asked"] = self._asked(zone)
        if "holidays" in values:
            values["holidays"] = self._free_days(values["holidays"])
        if values.get("changed", "first") not in ("first", "last"):
            self._refuse("changed", say("Write first or last, not “{value}”."), values["changed"])
        if values["norms"] and not values.get("service"):
            self._refuse(
                "norms", say("A norm per service needs the column of the service: name it as service."), ""
            )
        return Question(**values)

    def _refuse(self, name: str, text: str, value: object) -> None:
        self.findings.append(
            Finding(f"measure.{name}", self.places.get(name, name), text, {"value": str(value)})
        )

    def _free_days(self, text: str) -> FreeDays:
        """``none`` is another word for ``own``: no days but those that are named."""
        try:
            return FreeDays.OWN if text == "none" else FreeDays(text)
        except ValueError:
            self._refuse("holidays", say("Write law, agreement or own, not “{value}”."), text)
            return FreeDays.LAW

    def _zone(self, field_name: str, default: str) -> ZoneInfo:
        name = self.raw.get(field_name, default)
        try:
            return ZoneInfo(name)
        except (OSError, ValueError, LookupError):  # unknown, malformed, or a folder
            self._refuse(
                field_name, say("There is no time zone “{value}”; write one such as Europe/Amsterdam."), name
            )
            return ZoneInfo(ZONE)

    def _norm(self, name: str, text: str, roll: bool) -> Norm | None:
        match = re.fullmatch(r"([0-9]{1,6})\s*([a-z ]+)", text.strip().lower())
        if match and int(match[1]) > 0:
            amount, word = int(match[1]), " ".join(match[2].split())
            if word in HOURS:
                return Norm(amount * 60, Unit.WORKING_MINUTES)
            if word in CLOCK_HOURS:
                return Norm(amount * 60, Unit.CLOCK_MINUTES)
            for unit, words in UNITS.items():
                if word in words:
                    return Norm(amount, unit, ends_on_working_day=roll and unit is Unit.CALENDAR_DAYS)
        text_of_refusal = say(
            "“{value}” is not a term: write 30 days, 5 working days, 8 hours (of opening), 48 hours by the clock or "
            "90 minutes."
        )
        self._refuse(name, text_of_refusal, text)
        return None

    def _hours(self) -> WeekPattern | None:
        texts = self.raw.get("hours", ())
        days: list[list[Opening]] = [[] for _ in WEEKDAYS]
        for text in texts:
            try:
                which, *stretches = text.lower().split()
                openings = [Opening.of(stretch) for stretch in stretches]
                for day in _weekdays(which):
                    days[day].extend(openings)
                if not openings:
                    raise ValueError(text)
            except ValueError:
                self._refuse(
                    "hours", say("“{value}” is not understood: write mon-fri 09:00-12:30 13:00-17:00."), text
                )
        try:
            return WeekPattern(tuple(tuple(stretches) for stretches in days)) if texts else None
        except ValueError:
            self._refuse(
                "hours",
                say("Opening hours of one day overlap in “{value}”: join or shorten them."),
                "; ".join(texts),
            )
            return None

    def _days(self, name: str, texts: Iterable[str]) -> Iterable[date]:
        for text in texts:
            try:
                yield date.fromisoformat(text)
            except ValueError:
                self._refuse(name, say("“{value}” is not a day: write 2026-05-05."), text)

    def _exceptions(self) -> dict[date, tuple[Opening, ...]]:
        hours: dict[date, tuple[Opening, ...]] = {}
        for text, stretches in self.raw.get("exceptions", {}).items():
            for day in self._days("exceptions", (text,)):
                try:
                    hours[day] = tuple(Opening.of(stretch) for stretch in stretches.split())
                except ValueError:
                    self._refuse(
                        "exceptions",
                        say("“{value}” is not opening hours: write 09:00-12:30 13:00-17:00."),
                        stretches,
                    )
        return hours

    def _goal(self) -> Decimal:
        text = str(self.raw.get("goal", "95"))
        try:
            goal = read_number(text.strip().removesuffix("%"))
        except TwoReadings as two:  # no percentage is a thousand
            goal = two.part
        except NotANumber:
            goal = Decimal(-1)
        if not 0 <= goal <= 100:
            self._refuse("goal", say("“{value}” is not a percentage: write a number from 0 to 100."), text)
        return goal

    def _asked(self, zone: ZoneInfo) -> datetime | None:
        text = self.raw.get("asked")
        if text is None:
            return None
        try:
            return end_of_what_is_written(TimestampReader(zone), text).astimezone(UTC)
        except ValueError:
            self._refuse(
                "asked", say("“{value}” is not a moment: write 2026-01-31 or 2026-01-31T17:00."), text
            )
            return None


def end_of_what_is_written(clock: TimestampReader, text: str) -> datetime:
    """The moment of a text; a bare day means its last moment. Raises ``ValueError``."""
    at = clock.read(text)[0]
    return at if ":" in text or "T" in text else end_of_day(at.date(), clock.zone)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last moment of a day on the wall clock of a zone."""
    next_midnight, _ = TimestampReader(zone).read((day + timedelta(days=1)).isoformat())
    return next_midnight - MICROSECOND


def _weekdays(text: str) -> list[int]:
    """``mon-fri``, ``ma,wo``: days of the week by number. Raises ``ValueError``."""
    numbers = {name: number for number, names in enumerate(WEEKDAYS) for name in names}
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        ends = [numbers.get(name[:3], numbers.get(name[:2])) for name in (first, last if dash else first)]
        if ends[0] is None or ends[1] is None or ends[1] < ends[0]:
            raise ValueError(text)
        days.extend(range(ends[0], ends[1] + 1))
    return days
