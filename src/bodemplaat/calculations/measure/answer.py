"""``bodemplaat measure``: a log understood, read and measured; then as data."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from fractions import Fraction
from typing import Annotated

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.measure.baseline import Baseline, Spread, measure
from bodemplaat.calculations.measure.log import MOST_FINDINGS, Observed, observe, told, unused
from bodemplaat.calculations.measure.question import Question, understand
from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Inline, left_out
from bodemplaat.calculations.render.schema import Count, Limits
from bodemplaat.calculations.work import Asked, CannotWorkOut, OpenedTable
from bodemplaat.formats.eventlog import UnreadableLog
from bodemplaat.kernel import Finding, say

FORMAT = "bodemplaat.measure/1"
FEW = 20
MICROS = 1_000_000
Part = Annotated[Fraction, Limits(pattern=r"^(0(\.[0-9]+)?|1)$")]
Seconds = Annotated[int, Limits(0)]


@dataclass(frozen=True, slots=True)
class Log:
    """What is asked of a log, and what the log tells."""

    file: str
    question: Question
    observed: Observed


def read(opened: OpenedTable, request: Asked) -> Log:
    """The whole log, by the options and the file in option ``mapping``; raises ``CannotWorkOut`` or ``UnreadableModel``."""
    options = dict(request.options)
    question = understand(options.pop("mapping", None), options)
    try:
        observed = observe(opened.file, question, request.progress)
    except UnreadableLog as problem:
        raise CannotWorkOut(_placed(problem.finding, opened.file)) from None
    return Log(opened.file.name, question, observed)


def _placed(finding: Finding, file: InputFile) -> Finding:
    elsewhere = finding.place and finding.place != file.place
    place = f"{file.name} {finding.place}" if elsewhere else file.place
    return Finding(finding.code, place, finding.text, finding.values, finding.severity)


def solve(log: Log, _: Asked) -> Baseline:
    """The figures; raises ``CannotWorkOut`` when no case can be measured, with the first reasons why."""
    if not log.observed.courses:
        lost = [*told(log.observed.findings), *unused(log.observed.findings)][:FEW]
        text = say("No case of this log can be measured.")
        raise CannotWorkOut(Finding("measure.nothing", log.file, text), *lost)
    return measure(log.observed, log.question)


# -- as data -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cases:
    """How many cases there are, and how many are open."""

    all: Count
    open: Count
    open_late: Count


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Percentiles by nearest rank, in whole seconds."""

    median: Seconds
    p75: Seconds
    p90: Seconds
    p95: Seconds
    longest: Seconds
    mean: Seconds

    @classmethod
    def of(cls, spread: Spread | None) -> "Percentiles | None":
        """Those of a spread in millionths of a second."""
        if spread is None:
            return None
        return cls(**{each.name: getattr(spread, each.name) // MICROS for each in fields(cls)})


@dataclass(frozen=True, slots=True)
class Closed:
    """What became of closed cases, and how long they took; the times are null without closed cases."""

    closed: Count
    """Closed cases."""
    inside: Count
    """Closed no later than their due moment."""
    outside: Count
    """Closed after their due moment."""
    unjudged: Count
    """Closed, but without a norm or a deadline to judge by."""
    share: Part | None
    """inside / (inside + outside); null when neither."""
    gross_seconds: Annotated[Percentiles | None, At(lambda figures: Percentiles.of(figures.gross))]
    """From receipt to closing."""
    net_seconds: Annotated[Percentiles | None, At(lambda figures: Percentiles.of(figures.net))]
    """Gross without waiting."""
    working_seconds: Annotated[Percentiles | None, At(lambda figures: Percentiles.of(figures.working))]
    """Net, within opening hours."""


@dataclass(frozen=True, slots=True)
class AllClosed:
    """All closed cases."""

    figures: Annotated[Closed, Inline(), At("whole")]
    by_deadline: Count
    """Closed cases judged by their own deadline."""


@dataclass(frozen=True, slots=True)
class Group:
    """The closed cases of one month, customer, service or channel."""

    name: str
    """A month as 2026-03, or the name in the log; empty where the log has none."""
    figures: Annotated[Closed, Inline()]


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """What one cause did."""

    cause: str
    cases: Count
    times: Count
    clock_seconds: Annotated[Seconds, At(lambda waiting: waiting.clock // MICROS)]
    working_seconds: Annotated[Seconds, At(lambda waiting: waiting.working // MICROS)]
    median_seconds: Annotated[Seconds, At(lambda waiting: waiting.median // MICROS)]
    """Of the cases that waited for it, by the clock."""


@dataclass(frozen=True, slots=True)
class PassedBy:
    """Events that changed nothing, by reason."""

    before_receipt: Count
    after_closing: Count
    after_asking: Count


@dataclass(frozen=True, slots=True)
class Unusable:
    """What could not be used."""

    count: Count
    reasons: Mapping[str, Count]
    """How many per stable code."""
    rows: tuple[Finding, ...]
    """At most the first 100,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The baseline of a service, measured from a log. Durations are whole seconds, moments ISO 8601 in universal time, parts of one are decimal numbers written as text."""

    file: str
    """Name of the log."""
    asked: datetime
    """The moment of measuring, for cases still open."""
    zone: str
    """Time zone of months, days and opening hours."""
    goal: Part
    """The part that should be in time."""
    events: Count
    """Events that could be used."""
    cases: Cases
    total: AllClosed
    months: tuple[Group, ...]
    """By month of closing, in order."""
    customers: tuple[Group, ...] | None = left_out()
    """Largest first; only where a column was named."""
    services: tuple[Group, ...] | None = left_out()
    """Likewise."""
    channels: tuple[Group, ...] | None = left_out()
    """Likewise."""
    waiting: tuple[WaitedFor, ...]
    """Of closed cases, by cause, longest first; the cause closed is time between closing and reopening."""
    waiting_open_seconds: Seconds
    """How long cases still open have waited so far."""
    passed_by: PassedBy
    """Events that changed nothing, by reason."""
    told: tuple[Finding, ...]
    """How something was taken that was used, and that could be taken otherwise; at most the first 100,000."""
    unusable: Unusable


def measured(log: Log, baseline: Baseline) -> Measured:
    """The figures; durations in whole seconds."""
    observed, question = log.observed, log.question
    lost = unused(observed.findings)
    passed = observed.passed_by
    return mirror(
        Measured,
        baseline,
        file=log.file,
        zone=question.zone.key,
        goal=Fraction(question.goal) / 100,
        events=observed.events,
        cases=Cases(baseline.cases, baseline.open, baseline.open_late),
        total=baseline,
        customers=baseline.groups.get("customer"),
        services=baseline.groups.get("service"),
        channels=baseline.groups.get("channel"),
        waiting_open_seconds=baseline.waiting_open // MICROS,
        passed_by=PassedBy(passed["before receipt"], passed["after closing"], passed["after asking"]),
        told=told(observed.findings)[:MOST_FINDINGS],
        unusable=Unusable(
            len(lost),
            dict(Counter(finding.code for finding in lost).most_common()),
            tuple(lost[:MOST_FINDINGS]),
        ),
    )
