"""From file to answer: read, stop on findings, compare, tell."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from bodemplaat.calculations.benchmark.comparing import Question, answer
from bodemplaat.calculations.benchmark.iv3 import read_budgets
from bodemplaat.calculations.benchmark.report import as_json, tell
from bodemplaat.calculations.file.files import read_bytes
from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.kernel.finding import errors
from bodemplaat.presentation.words import Words
from bodemplaat.surfaces.cli.commands.run import deliver, refuse

__all__ = ["Question", "run"]


def run(path: Path, question: Question, outputs: Mapping[str, str], *, words: Words, day: date) -> int:
    """Answer the question from the file; the exit code is 0, or 2 when something stops it."""
    complaints = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        budgets, findings = read_budgets(read_bytes(path), path.name)
    except UnreadableModel as unreadable:
        return refuse(unreadable.findings, words, complaints)
    if errors(findings):
        return refuse(findings, words, complaints)
    outcome, problems = answer(budgets, question)
    if outcome is None:
        return refuse(problems, words, complaints)
    report = tell(outcome, path.name, words)
    warnings = (*report.warnings, *(words.finding(finding) for finding in findings))
    report = replace(report, day=day, warnings=warnings)
    found = as_json(outcome) if "json" in outputs else {}
    return deliver("benchmark", path, outputs, report, found, (), words, complaints)
