"""A baseline told: the finding first, then months, groups, waiting, and what could not be used."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import partial

from bodemplaat.calculations.measure.answer import Log
from bodemplaat.calculations.measure.attributes import GROUPS
from bodemplaat.calculations.measure.baseline import (
    INSIDE,
    OFFICE_HOURS,
    OUTSIDE,
    Baseline,
    Case,
    Figures,
    Spread,
)
from bodemplaat.calculations.measure.log import MOST_FINDINGS, Observed, reasons, told, unused
from bodemplaat.calculations.measure.pictures import by_month, cause_name, how_long, month_name, waited_for
from bodemplaat.calculations.measure.question import Question
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.service_time import WHILE_CLOSED, Norm, Unit
from bodemplaat.formats.free_days import TOLD
from bodemplaat.kernel import Finding, Said, moment_of, say
from bodemplaat.presentation.findings import place
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, KeyFigure, Paragraph, Part, Remark, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import Moment, Number, Percent, Weekday, joined

HOUR, DAY = 3_600_000_000, 86_400_000_000
ON_PAPER = 12
"""Rows of a group on paper and screen; the workbook and JSON have them all."""
MOST_CASES = 50_000
GROUP_NAMES = {"customer": say("Customer"), "service": say("Service"), "channel": say("Channel")}
BY_GROUP = {"customer": say("By customer"), "service": say("By service"), "channel": say("By channel")}
STATES = {"closed": say("closed"), "running": say("open"), "suspended": say("waiting")}
PERCENTILES = {
    "median": say("Median"),
    "p75": say("75%"),
    "p90": say("90%"),
    "p95": say("95%"),
    "longest": say("Longest"),
    "mean": say("Mean"),
}
PASSED_BY = {
    "before receipt": say("{count} {count:event|events} came before receipt and {count:was|were} passed by."),
    "after closing": say(
        "{count} {count:event|events} came after closing, of cases that were not reopened, and {count:was|were} passed by."
    ),
    "after asking": say(
        "{count} {count:event|events} came after the moment of measuring and {count:was|were} passed by."
    ),
}
NORM_WORDS = {
    Unit.CALENDAR_DAYS: say("{amount} {amount:day|days}"),
    Unit.WORKING_DAYS: say("{amount} working {amount:day|days}"),
    Unit.WORKING_MINUTES: say("{amount} {amount:minute|minutes} of opening hours"),
    Unit.CLOCK_MINUTES: say("{amount} {amount:minute|minutes} by the clock"),
}


def report(log: Log, baseline: Baseline, request: Asked) -> Report:
    """The whole report."""
    observed, question = log.observed, log.question
    return Report(
        title=say("Baseline"),
        subtitle=say("{file}, measured at {asked}", file=log.file, asked=_moment(baseline.asked, question)),
        lead=_lead(baseline, question),
        figures=_key_figures(baseline),
        parts=tuple(_parts(baseline, observed, question)),
        remarks=tuple(_remarks(baseline, observed, question)),
        warnings=tuple(warnings(observed.findings)),
        day=request.day,
    )


def _lead(baseline: Baseline, question: Question) -> str:
    whole, goal = baseline.whole, _goal(question)
    if whole.share is None or not whole.gross:
        if not whole.gross:
            return say(
                "None of the {cases} {cases:case|cases} was closed, so there is no lead time yet.",
                cases=baseline.cases,
            )
        text = say(
            "Half of the {closed} closed {closed:case|cases} took no more than {median} {median:day|days}; no term was given to judge by."
        )
        return text.using(closed=whole.closed, median=_days(whole.gross.median))
    text = (
        say(
            "{inside} of {judged} closed {judged:case|cases} {inside:was|were} in time: {share}. That meets the goal of {goal}."
        )
        if whole.share >= goal
        else say(
            "{inside} of {judged} closed {judged:case|cases} {inside:was|were} in time: {share}. That is short of the goal of {goal}."
        )
    )
    judged = whole.inside + whole.outside
    shown = {
        "share": Percent(whole.share, beside=(goal,)),
        "goal": Percent(goal, max(0, -int(question.goal.normalize().as_tuple().exponent))),
    }
    return text.using(inside=whole.inside, judged=judged, **shown)


def _goal(question: Question) -> Fraction:
    """The goal as a part of one."""
    return Fraction(question.goal) / 100


def _key_figures(baseline: Baseline) -> list[KeyFigure]:
    whole = baseline.whole
    figures = [
        KeyFigure(say("Closed in time"), whole.inside, Kind.COUNT),
        KeyFigure(say("Closed too late"), whole.outside, Kind.COUNT),
    ]
    if not whole.inside + whole.outside:
        figures = [KeyFigure(say("Closed"), whole.closed, Kind.COUNT)]
    late = say("of which {late} late", late=baseline.open_late) if baseline.open_late else ""
    figures.append(KeyFigure(say("Still open"), baseline.open, Kind.COUNT, late))
    if whole.gross and whole.net:
        for label, gross, net in (
            (say("Median (days)"), whole.gross.median, whole.net.median),
            (say("Nine in ten within (days)"), whole.gross.p90, whole.net.p90),
        ):
            without = say("{days} without waiting", days=_days(net))
            figures.append(KeyFigure(label, Fraction(gross, DAY), Kind.NUMBER, without, 1))
    waited = sum(waiting.clock for waiting in baseline.waiting if waiting.cause != WHILE_CLOSED)
    days = Fraction(waited, DAY)
    figures.append(KeyFigure(say("Days waited for others"), days, Kind.NUMBER, "", 0))
    return figures


def _parts(baseline: Baseline, observed: Observed, question: Question) -> list[Part]:
    parts: list[Part] = []
    if baseline.whole.share is not None and len(baseline.months) > 1:
        parts.append(by_month(baseline, question))
    parts.append(
        _figures_table(
            "months",
            say("By month of closing"),
            say("Month"),
            baseline.months,
            goal=_goal(question),
            named=month_name,
        )
    )
    if baseline.whole.gross:
        parts.append(how_long(baseline, question))
        parts.append(_spread_table(baseline.whole))
    for what, figures in baseline.groups.items():
        parts.extend(_group_tables(what, figures, _goal(question)))
    if baseline.waiting:
        if len(baseline.waiting) > 1:
            parts.append(waited_for(baseline))
        parts.append(_waiting_table(baseline))
    else:
        text = say(
            "No closed case waited for anybody by the activities named, so gross and net are the same."
        )
        parts.append(Paragraph(text, say("Waiting by cause")))
    parts.extend(_unusable(observed.findings))
    if len(baseline.each) <= MOST_CASES:
        parts.append(_cases(baseline.each, question))
    return parts


def _figures_table(
    key: str,
    title: str,
    first: str,
    rows: Sequence[Figures],
    *,
    goal: Fraction,
    whole: bool = True,
    named: Callable[[str], Cell] = str,
) -> Table:
    share = '=IF({inside}+{outside}=0,"",{inside}/({inside}+{outside}))'
    days, beside = say("days"), (0, 1, goal)
    note = say(
        "Days from receipt to closing in which half (median) and nine in ten were done; net is half without waiting."
    )
    return (
        Rows(rows)
        .column("name", first, lambda f: named(f.name) if f.name else say("(unknown)"))
        .column("closed", say("Closed"), lambda f: f.closed, Kind.COUNT, total=whole)
        .column("inside", say("In time"), lambda f: f.inside, Kind.COUNT, total=whole)
        .column("outside", say("Late"), lambda f: f.outside, Kind.COUNT, total=whole)
        .column("share", say("Part"), lambda f: f.share, Kind.RATIO, decimals=1, beside=beside, live=share)
        .column("median", say("Median"), lambda f: _percentile("median", f.gross), Kind.NUMBER, days, 1)
        .column("p90", say("90% within"), lambda f: _percentile("p90", f.gross), Kind.NUMBER, days, 1)
        .column("net", say("Net"), lambda f: _percentile("median", f.net), Kind.NUMBER, days, 1)
        .table(key, title, note=note, total_label=say("Total"))
    )


def _group_tables(what: str, figures: Sequence[Figures], goal: Fraction) -> list[Table]:
    whole = _figures_table(what, BY_GROUP[what], GROUP_NAMES[what], figures, goal=goal)
    if len(figures) <= ON_PAPER:
        return [whole]
    largest = figures[:ON_PAPER]
    short = _figures_table(
        f"{what}-largest", BY_GROUP[what], GROUP_NAMES[what], largest, goal=goal, whole=False
    )
    text = say("The {shown} largest of {count}; the workbook and the JSON have them all.")
    note = joined((text.using(shown=ON_PAPER, count=len(figures)), short.note), " ")
    return [replace(short, note=note, in_workbook=False), replace(whole, on_screen=False, on_paper=False)]


def _spread_table(whole: Figures) -> Table:
    measured = (
        (say("Gross: from receipt to closing (days)"), whole.gross, DAY),
        (say("Net: without waiting (days)"), whole.net, DAY),
        (say("Net within opening hours (hours)"), whole.working, HOUR),
    )
    spreads = Rows(each for each in measured if each[1]).column("what", say("Measured"), lambda each: each[0])
    for key, title in PERCENTILES.items():
        cell = partial(_row_percentile, key)
        spreads.column(key, title, cell, Kind.NUMBER, decimals=1)
    note = say("A percentile is the time of a case that exists: at least that part took no longer.")
    return spreads.table("spread", say("Lead times of closed cases"), note=note)


def _row_percentile(key: str, measured: tuple[str, Spread | None, int]) -> Cell:
    return _percentile(key, measured[1], measured[2])


def _percentile(key: str, spread: Spread | None, unit: int = DAY) -> Cell:
    return Fraction(getattr(spread, key), unit) if spread else None


def _waiting_table(baseline: Baseline) -> Table:
    notes = [say("Of closed cases. A case may wait for more than one cause, so the cases do not add up.")]
    if baseline.waiting_open:
        more = Number(Fraction(baseline.waiting_open, DAY), 0)
        notes.append(say("Cases still open have waited {days} {days:day|days} so far.", days=more))
    days, hours, median = say("days"), say("hours"), say("Median of those cases")
    return (
        Rows(baseline.waiting)
        .column("cause", say("Waited for"), lambda w: cause_name(w.cause))
        .column("cases", say("Cases"), lambda w: w.cases, Kind.COUNT)
        .column("times", say("Times"), lambda w: w.times, Kind.COUNT, total=True)
        .column("clock", say("Waited"), lambda w: Fraction(w.clock, DAY), Kind.NUMBER, days, 1, total=True)
        .column(
            "working",
            say("Of opening"),
            lambda w: Fraction(w.working, HOUR),
            Kind.NUMBER,
            hours,
            1,
            total=True,
        )
        .column("median", median, lambda w: Fraction(w.median, DAY), Kind.NUMBER, days, 1)
        .table("waiting", say("Waiting by cause"), total_label=say("Total"), note=joined(notes, " "))
    )


def warnings(findings: Sequence[Finding]) -> list[str]:
    """How something was taken that was used, and that could be taken otherwise; one sentence per kind."""
    lines: list[str] = []
    for _, count, first in reasons(told(findings)):
        text = joined((place(first), first.said), ": ")
        if count > 1:
            text = say("{finding} This happened {count} {count:time|times}.", finding=text, count=count)
        lines.append(text)
    return lines


def _unusable(findings: Sequence[Finding]) -> list[Part]:
    title = say("What could not be used")
    lost = unused(findings)
    if not lost:
        return [Paragraph(say("Every row of the log could be used."), title)]
    return [
        Rows(reasons(lost))
        .column("count", say("Rows"), lambda reason: reason[1], Kind.COUNT)
        .column("place", say("First at"), lambda reason: place(reason[2]))
        .column("text", say("Why"), lambda reason: reason[2].said)
        .table("reasons", title),
        Rows(lost[:MOST_FINDINGS])
        .column("place", say("Place"), place)
        .column("text", say("Why"), lambda finding: finding.said)
        .table("unusable", say("Rows not used"), on_screen=False, on_paper=False),
    ]


def _cases(each: Sequence[Case], question: Question) -> Table:
    verdicts = {INSIDE: say("in time"), OUTSIDE: say("too late")}
    days = say("days")

    def stamp(at: int | None) -> Cell:
        return _stamp(moment_of(at), question) if at is not None else None

    cases = Rows(each).column("case", say("Case"), lambda case: case.name)
    for number, what in enumerate(GROUPS):
        if getattr(question, what):
            cases.column(what, GROUP_NAMES[what], partial(_about, number))
    return (
        cases.column("state", say("State"), lambda case: STATES[case.state])
        .column("received", say("Received"), lambda case: stamp(case.received), Kind.MOMENT)
        .column("ended", say("Until"), lambda case: stamp(case.ended), Kind.MOMENT)
        .column("due", say("Due"), lambda case: stamp(case.due), Kind.MOMENT)
        .column("verdict", say("Verdict"), lambda case: verdicts.get(case.verdict, ""))
        .column("gross", say("Gross"), lambda case: Fraction(case.gross, DAY), Kind.NUMBER, days, 2)
        .column("net", say("Net"), lambda case: Fraction(case.net, DAY), Kind.NUMBER, days, 2)
        .column(
            "working",
            say("Net within opening hours"),
            lambda case: Fraction(case.working, HOUR),
            Kind.NUMBER,
            say("hours"),
            2,
        )
        .table("cases", say("Cases"), on_screen=False, on_paper=False)
    )


def _about(number: int, case: Case) -> str:
    return case.about[number]


def _remarks(baseline: Baseline, observed: Observed, question: Question) -> list[Remark]:
    """What was taken for granted, and what was passed by."""
    said: list[tuple[str, str]] = []

    def assume(about: str, text: Said, **values: object) -> None:
        said.append((about, text.using(**values)))

    for service, norm in {"": question.norm, **question.norms}.items():
        if norm:
            said.append((service or say("Term"), _norm_words(norm)))
    if baseline.by_deadline:
        assume(
            say("Term"),
            say("{count} closed {count:case was judged by its|cases were judged by their} own deadline."),
            count=baseline.by_deadline,
        )
    if not question.received:
        assume(say("Receipt"), say("The clock starts at the first event of a case."))
    if not question.closed:
        assume(say("Closing"), say("Every case is taken as closed at its last event."))
    if question.hours is None:
        assume(say("Opening hours"), say("Monday to Friday from 09:00 to 17:00; none were given."))
    else:
        said.append((say("Opening hours"), _hours_words(question)))
    assume(say("Holidays"), TOLD[question.holidays])
    if question.log_zone.key != question.zone.key:
        text = say("Times in the log without an offset are those of {zone}.")
        assume(say("Time zone"), text, zone=question.log_zone.key)
    if question.asked is None:
        assume(say("Moment of measuring"), say("That of the last event in the log."))
    assume(
        say("Time zone"), say("Months, days and opening hours are those of {zone}."), zone=question.zone.key
    )
    remarks = [Remark("assumption", about, text, "") for about, text in said]
    counts = [
        say(
            "Events in the log: {events}; cases that could be measured: {cases}.",
            events=observed.events,
            cases=baseline.cases,
        )
    ]
    counts += [PASSED_BY[why].using(count=count) for why, count in observed.passed_by.items() if count]
    counts += [f.said for f in observed.findings if f.code == "measure.no_activity"]
    shifted = sum(finding.code.startswith("log.time_") for finding in observed.findings)
    if shifted:
        counts.append(say("Times in the hour that daylight saving skips or repeats: {count}.", count=shifted))
    return remarks + [Remark("note", "", text, "") for text in counts]


def _norm_words(norm: Norm) -> str:
    text = NORM_WORDS[norm.unit].using(amount=norm.amount)
    if norm.ends_on_working_day:
        text = joined((text, say(", moved to the next day that is open")), "")
    return joined((text, say(", counted from the day after receipt")), "") if norm.unit.counts_days else text


def _hours_words(question: Question) -> str:
    days = (question.hours or OFFICE_HOURS).days
    shown = [joined((Weekday(number), *map(str, day)), " ") for number, day in enumerate(days) if day]
    return joined(shown, "; ")


def _days(micros: int) -> Number:
    return Number(Fraction(micros, DAY), 1)


def _moment(moment: datetime, question: Question) -> Moment:
    return Moment(moment.astimezone(question.zone))


def _stamp(moment: datetime, question: Question) -> datetime:
    """On the wall clock of the desk, to the minute and without a zone, which a workbook cannot hold."""
    return moment.astimezone(question.zone).replace(second=0, microsecond=0, tzinfo=None)
