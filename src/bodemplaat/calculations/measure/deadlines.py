"""The moments promised for cases, from a column that may hold days, moments, or days written as midnight.

A deadline without a time is a day, and ends with it. Systems that know only moments write such a day as 00:00; when all
deadlines of a column are at midnight they are taken as days too. Where some have another time, 00:00 is what it says,
and the reader is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from bodemplaat.calculations.measure.question import Question, end_of_day
from bodemplaat.formats.eventlog import DateOrder, TimestampReader, UnreadableLog
from bodemplaat.kernel import Finding, Severity, instant_of, say


@dataclass(frozen=True, slots=True)
class Promise:
    """A deadline as written in an event ``at`` so many microseconds since 1970, and where."""

    case: str
    text: str
    at: int
    line: int

    @property
    def place(self) -> str:
        """The line, or the case of a log without lines."""
        return f"line {self.line}" if self.line else self.case


def moments_of(
    promises: Mapping[int, Promise], question: Question, *, month_first: bool
) -> tuple[dict[int, int], list[Finding]]:
    """The last moment in time of each case, in microseconds since 1970, and what is to be told of how it was read.

    Day or month first is decided by this column itself, else by that of the times (``month_first``). Raises
    ``UnreadableLog`` when its dates contradict each other.
    """
    order = DateOrder()
    reader = TimestampReader(question.log_zone, question.layout, month_first, order)
    read, findings = _read(promises, reader)
    refusal = order.refused()
    if refusal:
        raise UnreadableLog(refusal)
    decided = order.is_month_first or (month_first and not order.day_first)
    if decided != month_first:
        read, findings = _read(promises, replace(reader, month_first=decided, order=None))
    if not (order.undecided and not order.month_first and month_first):
        findings += [replace(finding, code="measure.deadline_order") for finding in order.findings()]
    midnights = [at.time() == time(0) for at, bare in read.values() if not bare]
    all_midnight = all(midnights)
    result = {
        case: _last(at, question) if bare or (all_midnight and midnights) else instant_of(at)
        for case, (at, bare) in read.items()
    }
    return result, findings + _told(len(read) - len(midnights), midnights)


def _read(
    promises: Mapping[int, Promise], reader: TimestampReader
) -> tuple[dict[int, tuple[datetime, bool]], list[Finding]]:
    """Each deadline as a moment, and whether it is a day without a time."""
    plain = replace(reader, layout="")
    moments: dict[int, tuple[datetime, bool]] = {}
    findings: list[Finding] = []
    for case, promise in promises.items():
        if reader.order is not None:
            reader.order.at = promise.line or promise.case
        try:
            moments[case] = _one(promise.text, reader, plain)
        except ValueError:
            text = say(
                "Case {case}: “{value}” is not a deadline that can be read: correct it, or name the layout (--layout), such as "
                "%d-%m-%Y. The case is judged without it."
            )
            values = {"case": promise.case, "value": promise.text[:80]}
            findings.append(Finding("measure.deadline", promise.place, text, values, Severity.WARNING))
    return moments, findings


def _one(text: str, reader: TimestampReader, plain: TimestampReader) -> tuple[datetime, bool]:
    """A deadline by the layout of the times or, where it does not fit, as dates are usually written."""
    if reader.layout:
        try:
            return reader.read(text)[0], not reader.layout_has_time
        except ValueError:
            pass
    return plain.read(text)[0], ":" not in text and "T" not in text


def _last(at: datetime, question: Question) -> int:
    return instant_of(end_of_day(at.date(), question.zone))


def _told(days: int, midnights: list[bool]) -> list[Finding]:
    at_midnight = sum(midnights)
    if midnights and at_midnight == len(midnights):
        text = say(
            "Deadlines at 00:00 ({count}) were taken as days, which end at midnight, since none has another time."
        )
        return [Finding("measure.deadline_day", "", text, {"count": at_midnight}, Severity.WARNING)]
    if at_midnight:
        text = say(
            "Deadlines at 00:00 ({count}) were taken as that very moment, the beginning of the day, since others have "
            "a time; write a day without a time if its end is meant."
        )
        return [Finding("measure.deadline_midnight", "", text, {"count": at_midnight}, Severity.WARNING)]
    return []
