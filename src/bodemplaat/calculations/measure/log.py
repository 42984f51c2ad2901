"""From the rows of a log to the course of each case, and a finding for whatever could not be used."""

import fnmatch
import string
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bodemplaat.calculations.file.files import InputFile, why
from bodemplaat.calculations.measure.attributes import GROUPS, Attribute
from bodemplaat.calculations.measure.deadlines import Promise, moments_of
from bodemplaat.calculations.measure.entries import entries
from bodemplaat.calculations.measure.question import Question
from bodemplaat.engines.service_time import Course, follow
from bodemplaat.formats.eventlog import LIFECYCLE, LogCase, LogEvent, MonthFirst, UnreadableLog
from bodemplaat.kernel import EPOCH, Finding, Severity, instant_of, say
from bodemplaat.kernel.finding import in_order_of_place
from bodemplaat.kernel.written import read_whole

FIRST_YEAR, LAST_YEAR = 1980, 2100
MOST_FINDINGS = 100_000
USED_ALL_THE_SAME = ("log.time_skipped", "log.time_twice", "measure.no_activity")
"""Warnings about what was used."""
TOLD = (
    "log.open_quote", "log.same_name", "log.date_order", "measure.lifecycle", "measure.turned", "measure.changed", "log.left_out",
    "measure.deadline_day", "measure.deadline_midnight", "measure.deadline_order", "measure.deadline_changed",
)  # fmt: skip
"""What was used as well, in a way that the reader should know."""
OF_A_CELL = ("log.error_cell", "log.no_result", "log.left_out")
"""What is told of one cell of a workbook; the place ends as in ``Log!C7``."""
LETTERS = string.ascii_uppercase
Numbers = NDArray[np.int64]


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


def observe(file: InputFile, question: Question, progress: Callable[[int, int], None]) -> Observed:
    """Read the whole log, twice when its dates turn out to have the month first.

    Raises ``UnreadableLog`` for what is not a log, for a column that holds nothing and for dates that contradict
    each other.
    """
    try:
        return _observed(file, question, progress, None)
    except MonthFirst:
        return _observed(file, question, progress, True)


def _observed(
    file: InputFile, question: Question, progress: Callable[[int, int], None], month_first: bool | None
) -> Observed:
    gathering = _Gathering(question, month_first=bool(month_first))
    try:
        size = file.size
        with file.open() as stream:
            for count, entry in enumerate(entries(stream, question, month_first), 1):
                gathering.take(entry)
                if count % 20_000 == 0:
                    progress(min(stream.tell(), size), size)
    except UnreadableLog as problem:
        if (finding := _with_the_way_out(problem.finding, question)) is problem.finding:
            raise
        raise UnreadableLog(finding) from None
    except OSError as error:
        text = say("This file cannot be read ({problem}): check its name and your rights.")
        raise UnreadableLog(Finding("log.unreadable", file.place, text, {"problem": why(error)})) from None
    return gathering.observed()


def _with_the_way_out(finding: Finding, question: Question) -> Finding:
    """A log that lacks what each event needs may have one row per case: then its columns with moments are to be named."""
    missing = str(finding.values.get("missing", "")).split(", ")
    if finding.code != "log.no_column" or not {question.activity, question.time}.intersection(missing):
        return finding
    text = say(
        "{why} If one row is a whole case, name the columns that hold its moments (--received-column, --closed-column)."
    )
    return Finding(
        finding.code, finding.place, text, {**finding.values, "why": finding.said}, finding.severity
    )


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

    def course(self, events: list[tuple[int, int]], until: int, passed_by: Counter[str]) -> Course | None:
        """The course of one case, or ``None`` when it was not received by ``until``."""
        start = next(
            (n for n, (_, code) in enumerate(events) if not self.question.received or code in self.starts),
            None,
        )
        if (
            start is None
            or events[start][0] > until
            or self.begins_closed(events)
            or self.closes_before(events)
        ):
            return None
        passed_by["before receipt"] += start
        received, later = events[start][0], events[start + 1 :]
        known = [event for event in later if event[0] <= until]
        passed_by["after asking"] += len(later) - len(known)
        waits_for = self.causes.get(events[start][1], "")
        steps = list(self._steps(known, passed_by, waits_for))
        if waits_for:
            steps.insert(0, (received, "suspended", waits_for))
        if not self.question.closed and len(known) == len(later):
            last = known[-1][0] if known else received
            steps.append((last, "closed", ""))
        return follow(received, steps, until)

    def begins_closed(self, events: list[tuple[int, int]]) -> bool:
        """Whether a case, of which the first event would be the receipt, begins with its closing."""
        return bool(events) and not self.question.received and events[0][1] in self.stops

    def closes_before(self, events: list[tuple[int, int]]) -> bool:
        """Whether a case is closed before it is received and never after: it would seem to be open still."""
        codes = [code for _, code in events]
        start = next((place for place, code in enumerate(codes) if code in self.starts), 0)
        return not self.stops.isdisjoint(codes[:start]) and self.stops.isdisjoint(codes[start:])

    def _steps(
        self, events: Iterable[tuple[int, int]], passed_by: Counter[str], waits_for: str
    ) -> Iterator[tuple[int, str, str]]:
        """Only what changes the clock: a log is full of steps that do not. ``waits_for`` if it began by waiting."""
        state, cause = "suspended" if waits_for else "running", waits_for
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


class _Gathering:
    """Events as three columns of numbers, whatever order the rows have; a million take some tens of megabytes."""

    def __init__(self, question: Question, *, month_first: bool) -> None:
        self.question, self.month_first = question, month_first
        self.groups = [(what, getattr(question, what)) for what in GROUPS if getattr(question, what)]
        self.cases: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.of_case, self.at, self.code = array("q"), array("q"), array("q")
        self.about: dict[str, Attribute] = {
            what: Attribute(last=question.changed == "last") for what, _ in self.groups
        }
        self.deadlines: dict[int, Promise] = {}
        self.promised_anew: set[int] = set()
        self.steps: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self.seen: set[str] = set()

    def take(self, entry: LogCase | LogEvent | Finding) -> None:
        """One entry of the log."""
        if isinstance(entry, Finding):
            self.findings.append(entry)
        elif isinstance(entry, LogEvent):
            self._event(entry)
        else:
            case = self.cases.setdefault(entry.id, len(self.cases))
            for event in entry.events:
                self._event(event)
            self._describe_whole(case, entry)

    def _event(self, event: LogEvent) -> None:
        case = self.cases.setdefault(event.case, len(self.cases))
        if LIFECYCLE in event.attributes and event.transition not in self.question.lifecycle:
            self.steps[event.transition] += 1
            return
        if not FIRST_YEAR <= event.at.year <= LAST_YEAR:
            text = say("Case {case}: the year {year} cannot be right for “{activity}”; correct the time.")
            values = {"case": event.case, "year": str(event.at.year), "activity": event.activity}
            self._warn("measure.year", _place(event.case, event.line), text, **values)
            return
        since = event.at - EPOCH
        at = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
        self.of_case.append(case)
        self.at.append(at)
        self.code.append(self.codes.setdefault(event.activity, len(self.codes)))
        for what, column in self.groups:
            value = event.named(column).strip()
            if value:
                self.about[what].take(case, at, value)
        if self.question.deadline:
            value = event.named(self.question.deadline).strip()
            if value:
                self._promise(case, Promise(event.case, value, at, event.line))

    def _describe_whole(self, case: int, described: LogCase) -> None:
        """What a log says of a case as a whole goes before what its events say."""
        for what, column in self.groups:
            value = described.attributes.get(column, "").strip()
            if value:
                self.about[what].fixed[case] = value
        value = described.attributes.get(self.question.deadline, "").strip() if self.question.deadline else ""
        if value and case not in self.deadlines:
            self._promise(case, Promise(described.id, value, 0, 0))

    def _promise(self, case: int, promise: Promise) -> None:
        """The deadline that was written last counts."""
        known = self.deadlines.get(case)
        if known is not None and known.text != promise.text:
            self.promised_anew.add(case)
        if known is None or known.at <= promise.at:
            self.deadlines[case] = promise

    def _warn(self, code: str, place: str, text: str, **values: str) -> None:
        self.findings.append(Finding(code, place, text, values, Severity.WARNING))

    def observed(self) -> Observed:
        """Every case followed through its events in order of time, ties in the order of the log."""
        self._miss_nothing()
        asked_at = self.question.asked
        moment = instant_of(asked_at) if asked_at else max(self.at, default=0)
        result = Observed(moment, findings=self.findings, events=len(self.at))
        names = list(self.codes)
        result.activities.update({names[code]: count for code, count in Counter(self.code).items()})
        roles = Roles(self.question, names)
        self.findings.extend(roles.unmatched())
        self.findings.extend(self._steps_told())
        deadlines, about_deadlines = moments_of(self.deadlines, self.question, month_first=self.month_first)
        said = {finding.text for finding in self.findings}
        self.findings.extend(finding for finding in about_deadlines if finding.text not in said)
        for (name, case), of_one in zip(self.cases.items(), self._by_case(), strict=True):
            course = roles.course(of_one, moment, result.passed_by)
            if course is None:
                self._not_received(name, of_one, roles)
                continue
            result.names.append(name)
            result.courses.append(course)
            result.deadlines.append(deadlines.get(case))
            for what in GROUPS:
                result.about[what].append(self.about[what].of(case) if what in self.about else "")
        for what, _ in self.groups:
            self.findings.extend(self.about[what].told(what))
        if self.promised_anew:
            text = say("Cases whose deadline changes: {count}. Of these the last by time counts.")
            values = {"count": len(self.promised_anew)}
            self.findings.append(Finding("measure.deadline_changed", "", text, values, Severity.WARNING))
        self.findings.sort(key=_by_line)
        return result

    def _steps_told(self) -> list[Finding]:
        """What was passed by because it is another step of its activity than those that count."""
        if not self.steps:
            return []
        text = say(
            "Passed by, because they are another step of their activity than those that count ({counted}): {steps}. "
            "Name the steps that count as lifecycle."
        )
        values = {
            "counted": ", ".join(self.question.lifecycle),
            "steps": ", ".join(f"{step} ({count})" for step, count in self.steps.most_common(10)),
        }
        return [Finding("measure.lifecycle", "", text, values, Severity.WARNING)]

    def _by_case(self) -> Iterator[list[tuple[int, int]]]:
        """The events of each case as moments and activities, in order of time, ties in the order of the log.

        Of a log that runs from new to old, ties come in the reverse order.
        """
        of_case, at, code = (
            np.array(column, dtype=np.int64) for column in (self.of_case, self.at, self.code)
        )
        order = np.lexsort((at, of_case))
        if not self._is_wide and self._runs_backwards(of_case, at):
            line = -np.arange(len(at))
            order = np.lexsort((line, at, of_case))
            self._tell_turned(of_case[order], at[order], code[order])
        bounds = np.searchsorted(of_case[order], np.arange(len(self.cases) + 1)).tolist()
        moments, codes = at[order].tolist(), code[order].tolist()
        for start, end in pairwise(bounds):
            yield list(zip(moments[start:end], codes[start:end], strict=True))

    @property
    def _is_wide(self) -> bool:
        question = self.question
        return bool(question.received_column or question.closed_column or question.moment_columns)

    @staticmethod
    def _runs_backwards(of_case: Numbers, at: Numbers) -> bool:
        """Whether most neighbours in the log that differ in time, within cases if any do, go back in time."""
        together = np.argsort(of_case, kind="stable")
        steps = np.diff(at[together])[np.diff(of_case[together]) == 0]
        up, down = int((steps > 0).sum()), int((steps < 0).sum())
        if not up and not down:
            steps = np.diff(at)
            up, down = int((steps > 0).sum()), int((steps < 0).sum())
        return down > up

    def _tell_turned(self, of_case: Numbers, at: Numbers, code: Numbers) -> None:
        ties = int(((np.diff(of_case) == 0) & (np.diff(at) == 0) & (np.diff(code) != 0)).sum())
        if ties:
            text = say(
                "The log runs from new to old, so events of one case at the same moment ({count} {count:time|times}) were taken in "
                "the reverse order of the lines."
            )
            self._warn("measure.turned", "", text, count=str(ties))

    def _not_received(self, name: str, events: list[tuple[int, int]], roles: Roles) -> None:
        if events and roles.begins_closed(events):
            text = say(
                "Case {case} begins with “{activity}”, which closes it: when it was received is not in the log."
            )
            activity = roles.names[events[0][1]]
            self._warn("measure.begins_closed", name, text, case=name, activity=activity)
        elif events and roles.closes_before(events):
            text = say("Case {case} was closed before it was received: correct the times. It is left out.")
            self._warn("measure.closed_before", name, text, case=name)
        elif events:
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
        question = self.question
        has_values = {what: bool(about.values or about.fixed) for what, about in self.about.items()}
        if question.deadline:
            has_values["deadline"] = bool(self.deadlines)
        for what, there in has_values.items():
            if not there:
                text = say(
                    "No row has a value in “{column}”, named as {what}. Correct the name or leave it out."
                )
                values = {"column": getattr(question, what), "what": what}
                raise UnreadableLog(Finding("measure.no_column", "", text, values))


def _place(case: str, line: int) -> str:
    return f"line {line}" if line else case


def _by_line(finding: Finding) -> tuple[int, int]:
    """Findings by line, or row of the sheet; those about a case or the whole log after them, as they came."""
    place = finding.place
    row = (
        place.removeprefix("line ")
        if finding.code not in OF_A_CELL
        else place.rpartition("!")[2].lstrip(LETTERS)
    )
    number = read_whole(row) if row != place else None
    return (1, 0) if number is None else (0, number)


def _matching(patterns: Iterable[str], names: list[str]) -> frozenset[int]:
    """Which names a pattern means; ``*`` stands for any text, upper and lower case are the same."""
    folded = [pattern.casefold().replace("[", "[[]").replace("?", "[?]") for pattern in patterns]
    return frozenset(
        code
        for code, name in enumerate(names)
        if any(fnmatch.fnmatchcase(name.casefold(), p) for p in folded)
    )


def unused(findings: Iterable[Finding]) -> list[Finding]:
    """The findings about what could not be used, in the order of the log."""
    lost = [finding for finding in findings if finding.code not in (*USED_ALL_THE_SAME, *TOLD)]
    return sorted(lost, key=in_order_of_place)


def told(findings: Iterable[Finding]) -> list[Finding]:
    """The findings about how something was taken that was used."""
    return [finding for finding in findings if finding.code in TOLD]


def reasons(findings: Sequence[Finding]) -> list[tuple[str, int, Finding]]:
    """Each reason for which something could not be used, how often, and the first place: one for each text of a code."""
    counts = Counter((finding.code, finding.text) for finding in findings)
    first = {(finding.code, finding.text): finding for finding in reversed(findings)}
    return [(reason[0], count, first[reason]) for reason, count in counts.most_common()]
