"""``bodemplaat benchmark``: an Iv3 file read, compared and told."""

from dataclasses import dataclass
from typing import Any

from bodemplaat.calculations.benchmark.comparing import Outcome, Question, compared
from bodemplaat.calculations.benchmark.iv3 import Budgets, read_budgets
from bodemplaat.calculations.benchmark.report import as_json, tell
from bodemplaat.calculations.work import Asked, CannotWorkOut, OpenedTable, Work, open_table
from bodemplaat.presentation.report import Report
from bodemplaat.presentation.words import Words


@dataclass(frozen=True, slots=True)
class BudgetFile:
    """The budgets of all municipalities in a file."""

    name: str
    budgets: Budgets


def read(opened: OpenedTable, asked: Asked) -> BudgetFile:
    """The budgets, with all that is to be said about the file."""
    budgets, findings = read_budgets(opened.file.read(), opened.file.name)
    opened.findings += findings
    return BudgetFile(opened.file.name, budgets)


def solve(file: BudgetFile, asked: Asked) -> Outcome:
    """The comparison that the options ask for, named as the fields of ``Question``; raises ``CannotWorkOut``."""
    outcome, problems = compared(file.budgets, Question(**asked.options))
    if outcome is None:
        raise CannotWorkOut(*problems)
    return outcome


def report(file: BudgetFile, outcome: Outcome, words: Words, asked: Asked) -> Report:
    """The comparison told."""
    return tell(outcome, file.name, words)


def answer(file: BudgetFile, outcome: Outcome) -> dict[str, Any]:
    """The comparison as data."""
    return as_json(outcome)


WORK: Work[OpenedTable, BudgetFile, Outcome] = Work(
    open=open_table,
    read=read,
    solve=solve,
    report=report,
    answer=answer,
    explain=None,
    format="bodemplaat.benchmark/1",
    common=(),
)
