"""``bodemplaat measure``: a log understood, read, measured and told."""

from dataclasses import dataclass
from typing import Any

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.measure.baseline import Baseline, measure
from bodemplaat.calculations.measure.log import Observed, observe, told, unused
from bodemplaat.calculations.measure.question import Question, understand
from bodemplaat.calculations.measure.report import as_json
from bodemplaat.calculations.measure.report import report as _report
from bodemplaat.calculations.work import Asked, CannotWorkOut, OpenedTable, Work, open_table
from bodemplaat.formats.eventlog import UnreadableLog
from bodemplaat.kernel import Finding, say
from bodemplaat.presentation.report import Report

FEW = 20


@dataclass(frozen=True, slots=True)
class Log:
    """What is asked of a log, and what the log tells."""

    file: str
    question: Question
    observed: Observed


def read(opened: OpenedTable, asked: Asked) -> Log:
    """The whole log, by the options and the file in option ``mapping``; raises ``CannotWorkOut`` or ``UnreadableModel``."""
    options = dict(asked.options)
    question = understand(options.pop("mapping", None), options)
    try:
        observed = observe(opened.file, question, asked.progress)
    except UnreadableLog as problem:
        raise CannotWorkOut(_placed(problem.finding, opened.file)) from None
    return Log(opened.file.name, question, observed)


def _placed(finding: Finding, file: InputFile) -> Finding:
    elsewhere = finding.place and finding.place != file.place
    place = f"{file.name} {finding.place}" if elsewhere else file.place
    return Finding(finding.code, place, finding.text, finding.values, finding.severity)


def solve(log: Log, asked: Asked) -> Baseline:
    """The figures; raises ``CannotWorkOut`` when no case can be measured, with the first reasons why."""
    if not log.observed.courses:
        lost = [*told(log.observed.findings), *unused(log.observed.findings)][:FEW]
        text = say("No case of this log can be measured.")
        raise CannotWorkOut(Finding("measure.nothing", log.file, text), *lost)
    return measure(log.observed, log.question)


def report(log: Log, baseline: Baseline, asked: Asked) -> Report:
    """The baseline told."""
    return _report(baseline, log.observed, log.question, file=log.file, day=asked.day)


def answer(log: Log, baseline: Baseline) -> dict[str, Any]:
    """The baseline as data."""
    return as_json(baseline, log.observed, log.question, file=log.file)


WORK: Work[OpenedTable, Log, Baseline] = Work(
    open=open_table,
    read=read,
    solve=solve,
    report=report,
    answer=answer,
    explain=None,
    format="bodemplaat.measure/1",
    common=("assumptions",),
)
