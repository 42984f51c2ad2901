"""From the rows of a log to the course of each case, and a finding for whatever could not be used."""

import fnmatch
import io
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np

from bodemplaat.engines.service_time import Course, follow
from bodemplaat.formats.eventlog import (
    CsvMapping,
    LogCase,
    LogEvent,
    TimestampReader,
    UnreadableLog,
    read_csv,
    read_xes,
    unpacked,
)
from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.surfaces.cli.models.measure.question import COLUMNS, Question, end_of_what_is_written

LARGEST = 4_000_000_000
FIRST_YEAR, LAST_YEAR = 1980, 2100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
GROUPS = ("customer", "service", "channel")
USED_ALL_THE_SAME = ("log.time_skipped", "log.time_twice", "measure.no_activity")
"""Warnings about what was used."""


@dataclass(slots=True)
class Observed:
    """What a log told. Lists run side by side, one place per case; an unknown customer is an empty text."""

    asked: int
    names: list[str] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    about: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in GROUPS})
    deadlines: list[int | None] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    events: int = 0
    activities: Counter[str] = field(default_factory=Counter)
    passed_by: Counter[str] = field(default_factory=Counter)
    """Events that changed nothing, by reason: before receipt, after closing, after the moment of asking."""


def observe(path: Path, question: Question, progress: Callable[[int, int], None]) -> Observed:
    """Read the whole log. Raises ``UnreadableLog`` for what is not a log and for a column that holds nothing."""
    gathering = _Gathering(question)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            for count, found in enumerate(_entries(file, question), 1):
                gathering.take(found)
                if count % 20_000 == 0:
                    progress(min(file.tell(), size), size)
    except OSError as error:
        text = say("This file cannot be read ({problem}): check its name and your rights.")
        raise UnreadableLog(
            Finding("log.unreadable", str(path), text, {"problem": error.strerror or ""})
        ) from None
    return gathering.observed()


def _entries(file: BinaryIO, question: Question) -> Iterator[LogCase | LogEvent | Finding]:
    """The entries of the log, whichever of the two kinds it is; the first sign that is not white tells."""
    stream = unpacked(file)
    if not isinstance(stream, io.BufferedReader):
        raise TypeError("an unpacked log can be looked at before it is read")
    if stream.peek(64)[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return read_xes(stream, max_bytes=LARGEST, zone=question.zone)
    mapping = CsvMapping(
        case=question.case,
        activity=question.activity,
        at=question.time,
        zone=question.zone,
        layout=question.layout,
        delimiter={"tab": "\t", "\\t": "\t"}.get(question.delimiter, question.delimiter),
        encoding=question.encoding,
    )
    return read_csv(stream, mapping, max_bytes=LARGEST)


class _Gathering:
    """Events as three columns of numbers, whatever order the rows have; a million take some tens of megabytes."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.clock = TimestampReader(question.zone, question.layout)
        self.wanted = [(name, getattr(question, name)) for name in COLUMNS if getattr(question, name)]
        self.cases: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.of_case, self.at, self.code = array("q"), array("q"), array("q")
        self.about: dict[str, dict[int, str]] = {name: {} for name in GROUPS}
        self.deadlines: dict[int, tuple[int, int]] = {}
        self.findings: list[Finding] = []
        self.seen: set[str] = set()

    def take(self, found: LogCase | LogEvent | Finding) -> None:
        """One entry of the log."""
        if isinstance(found, Finding):
            self.findings.append(found)
        elif isinstance(found, LogEvent):
            self._event(found)
        else:
            case = self.cases.setdefault(found.id, len(self.cases))
            for event in found.events:
                self._event(event)
            self._describe(case, found.id, found.attributes, 0)

    def _event(self, event: LogEvent) -> None:
        case = self.cases.setdefault(event.case, len(self.cases))
        if not FIRST_YEAR <= event.at.year <= LAST_YEAR:
            text = say("Case {case}: the year {year} cannot be right for “{activity}”; correct the time.")
            values = {"case": event.case, "year": str(event.at.year), "activity": event.activity}
            self._warn("measure.year", event.case, text, **values)
            return
        at = (event.at - EPOCH) // MICROSECOND
        self.of_case.append(case)
        self.at.append(at)
        self.code.append(self.codes.setdefault(event.activity, len(self.codes)))
        if self.wanted:
            self._describe(case, event.case, event.attributes, at)

    def _describe(self, case: int, name: str, attributes: Mapping[str, str], at: int) -> None:
        for what, column in self.wanted:
            value = attributes.get(column, "").strip()
            if not value:
                continue
            self.seen.add(what)
            if what == "deadline":
                self._promise(case, name, value, at)
            else:
                self.about[what].setdefault(case, value)

    def _promise(self, case: int, name: str, value: str, at: int) -> None:
        """The deadline that was written last counts."""
        if case in self.deadlines and self.deadlines[case][0] > at:
            return
        try:
            moment = end_of_what_is_written(self.clock, value)
        except ValueError:
            text = say("Case {case}: “{value}” is not a deadline that can be read.")
            self._warn("measure.deadline", name, text, case=name, value=value[:80])
            return
        self.deadlines[case] = at, (moment - EPOCH) // MICROSECOND

    def _warn(self, code: str, place: str, text: str, **values: str) -> None:
        self.findings.append(Finding(code, place, text, values, Severity.WARNING))

    def observed(self) -> Observed:
        """Every case followed through its events in order of time, ties in the order of the log."""
        self._miss_nothing()
        asked = self.question.asked
        moment = (asked - EPOCH) // MICROSECOND if asked else max(self.at, default=0)
        result = Observed(moment, findings=self.findings, events=len(self.at))
        names = list(self.codes)
        result.activities.update({names[code]: count for code, count in Counter(self.code).items()})
        roles = Roles(self.question, names)
        self.findings.extend(roles.unmatched())
        for (name, case), of_one in zip(self.cases.items(), self._by_case(), strict=True):
            course = roles.course(of_one, moment, result.passed_by)
            if course is None:
                self._not_received(name, bool(of_one))
                continue
            result.names.append(name)
            result.courses.append(course)
            result.deadlines.append(self.deadlines[case][1] if case in self.deadlines else None)
            for what in GROUPS:
                result.about[what].append(self.about[what].get(case, ""))
        return result

    def _by_case(self) -> Iterator[list[tuple[int, int]]]:
        """The events of each case as moments and activities, in order of time, ties in the order of the log."""
        of_case, at, code = (
            np.array(column, dtype=np.int64) for column in (self.of_case, self.at, self.code)
        )
        order = np.lexsort((at, of_case))
        bounds = np.searchsorted(of_case[order], np.arange(len(self.cases) + 1)).tolist()
        moments, codes = at[order].tolist(), code[order].tolist()
        for start, end in pairwise(bounds):
            yield list(zip(moments[start:end], codes[start:end], strict=True))

    def _not_received(self, name: str, has_events: bool) -> None:
        if has_events:
            text = say(
                "Case {case} was not received before the moment of measuring, by the activities named."
            )
            self._warn("measure.not_received", name, text, case=name)
        else:
            text = say("Case {case} has no event that can be used.")
            self._warn("measure.no_events", name, text, case=name)

    def _miss_nothing(self) -> None:
        if not self.at:
            return
        for what, column in self.wanted:
            if what not in self.seen:
                text = say(
                    "No row has a value in “{column}”, named as {what}. Correct the name or leave it out."
                )
                raise UnreadableLog(Finding("measure.no_column", "", text, {"column": column, "what": what}))


class Roles:
    """What each activity does to the clock."""

    def __init__(self, question: Question, names: list[str]) -> None:
        self.question, self.names = question, names
        self.starts, self.stops, self.reopens, self.resumes = (
            _matching(patterns, names)
            for patterns in (question.received, question.closed, question.reopened, question.resumed)
        )
        self.causes: dict[int, str] = {}
        for pattern, cause in question.suspended.items():
            for code in _matching((pattern,), names):
                self.causes.setdefault(code, cause)

    def unmatched(self) -> list[Finding]:
        """A warning for each activity that was named and never happened."""
        question = self.question
        named = (
            *question.received,
            *question.closed,
            *question.reopened,
            *question.resumed,
            *question.suspended,
        )
        text = say("No event is called “{activity}”. There are: {known}.")
        known = ", ".join(sorted(self.names)[:20])
        return [
            Finding("measure.no_activity", "", text, {"activity": pattern, "known": known}, Severity.WARNING)
            for pattern in named
            if not _matching((pattern,), self.names)
        ]

    def course(self, events: list[tuple[int, int]], asked: int, passed_by: Counter[str]) -> Course | None:
        """The course of one case, or ``None`` when it was not received by ``asked``."""
        start = next(
            (n for n, (_, code) in enumerate(events) if not self.question.received or code in self.starts),
            None,
        )
        if start is None or events[start][0] > asked:
            return None
        passed_by["before receipt"] += start
        received, later = events[start][0], events[start + 1 :]
        known = [event for event in later if event[0] <= asked]
        passed_by["after asking"] += len(later) - len(known)
        steps = list(self._steps(known, passed_by))
        if not self.question.closed and len(known) == len(later):
            last = known[-1][0] if known else received
            steps.append((last, "closed", ""))
        return follow(received, steps, asked)

    def _steps(
        self, events: Iterable[tuple[int, int]], passed_by: Counter[str]
    ) -> Iterator[tuple[int, str, str]]:
        """Only what changes the clock: a log is full of steps that do not."""
        state, cause = "running", ""
        for at, code in events:
            if state == "closed":
                if code not in self.reopens:
                    passed_by["after closing"] += 1
                    continue
                state, move, cause = "running", "reopened", ""
            elif code in self.stops:
                state, move, cause = "closed", "closed", ""
            elif code in self.causes:
                if cause == self.causes[code]:
                    continue
                state, move, cause = "suspended", "suspended", self.causes[code]
            elif state == "suspended" and (not self.question.resumed or code in self.resumes):
                state, move, cause = "running", "resumed", ""
            else:
                continue
            yield at, move, cause


def _matching(patterns: Iterable[str], names: list[str]) -> frozenset[int]:
    """Which names a pattern means; ``*`` stands for any text, upper and lower case are the same."""
    folded = [pattern.casefold().replace("[", "[[]").replace("?", "[?]") for pattern in patterns]
    return frozenset(
        code
        for code, name in enumerate(names)
        if any(fnmatch.fnmatchcase(name.casefold(), p) for p in folded)
    )


def unused(findings: Iterable[Finding]) -> list[Finding]:
    """The findings about what could not be used."""
    return [finding for finding in findings if finding.code not in USED_ALL_THE_SAME]
