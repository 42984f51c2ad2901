"""One measurement from log to answer: understand, read, measure, tell, write."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.calculations.measure.baseline import measure
from bodemplaat.calculations.measure.log import observe, told, unused
from bodemplaat.calculations.measure.question import Unclear, understand
from bodemplaat.calculations.measure.report import as_json, report
from bodemplaat.calculations.render.json import remarks_json
from bodemplaat.formats.eventlog import UnreadableLog
from bodemplaat.kernel import Finding, say
from bodemplaat.presentation.words import Words
from bodemplaat.surfaces.cli.commands.run import deliver, progress, refuse


def run(log: Path, outputs: Mapping[str, str], *, words: Words, day: date, options: Mapping[str, Any]) -> int:
    """Measure one log; the exit code is 0, or 2 when something stops it. Then nothing is written."""
    complaints = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    settings = dict(options)
    mapping = settings.pop("mapping")
    try:
        question = understand(mapping, settings)
        with progress(complaints, words) as advance:
            observed = observe(log, question, advance)
    except (Unclear, UnreadableModel) as problem:
        return refuse(problem.findings, words, complaints)
    except UnreadableLog as problem:
        return refuse([_placed(problem.finding, log)], words, complaints)
    if not observed.courses:
        lost = [*told(observed.findings), *unused(observed.findings)][:20]
        text = say("No case of this log can be measured.")
        return refuse([Finding("measure.nothing", log.name, text), *lost], words, complaints)
    baseline = measure(observed, question)
    answered = report(baseline, observed, question, words, file=log.name, day=day)
    answer = as_json(baseline, observed, question, words, file=log.name)
    answer["assumptions"] = remarks_json(answered.remarks, "assumption")
    return deliver("measure", _named(log), outputs, answered, answer, (), words, complaints)


def _named(log: Path) -> Path:
    """The log without ``.gz``, so that an output beside it is called after the log itself."""
    return log.with_suffix("") if log.suffix.lower() == ".gz" else log


def _placed(finding: Finding, log: Path) -> Finding:
    place = f"{log.name} {finding.place}" if finding.place and finding.place != str(log) else str(log)
    return Finding(finding.code, place, finding.text, finding.values, finding.severity)
