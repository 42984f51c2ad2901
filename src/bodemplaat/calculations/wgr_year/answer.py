"""The year worked out, then as data."""

from dataclasses import dataclass
from datetime import date

from bodemplaat.calculations.mirror import mirror
from bodemplaat.calculations.wgr_year.file import WgrYearFile
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.wgr_year import StepKind, YearPlan, check_calendar, plan_year

FORMAT = "bodemplaat.wgr-year/1"


def solve_year(file: WgrYearFile, _: Asked) -> YearPlan:
    """Count back; raises ``CannotWorkOut`` with all findings where the calendar has no plan."""
    findings = check_calendar(file.calendar)
    if findings:
        raise CannotWorkOut(*findings)
    return plan_year(file.calendar, file.terms)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its last day; ``slack`` is in days, below zero where it is planned too late."""

    kind: StepKind
    subject: str
    """The council or amendment that it is about; empty for all together."""
    latest: date
    planned: date | None
    slack: int | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class PlannedView:
    """The meetings in which a council can give its view, and the nearest outside."""

    council: str
    about: str
    """The amendment; empty for the budget."""
    opens: date
    closes: date
    meetings: tuple[date, ...]
    before: date | None
    after: date | None
    send_by: date | None


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """Days are calendar days; every last day is still in time."""

    budget_year: int
    is_possible: bool
    """Whether no step is late and every council has a meeting in time."""
    steps: tuple[PlannedStep, ...]
    """In order of the day on which they are planned, or else of their last."""
    views: tuple[PlannedView, ...]
    earliest_adoption: date | None
    """Of the budget, with the draft sent as planned; null where a council has no later meeting."""
    latest_sending: date | None
    """Of the draft budget, with the adoption as planned; null where a council has no meeting in time."""


def planned_year(file: WgrYearFile, outcome: YearPlan) -> PlannedYear:
    """The steps, the views, and which days would suit everyone."""
    return mirror(
        PlannedYear,
        outcome,
        budget_year=file.budget_year,
        is_possible=not outcome.late and not outcome.without_meeting,
    )
