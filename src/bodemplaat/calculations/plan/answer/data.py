"""The plan as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from bodemplaat.calculations.plan.model import (
    AskedDay,
    AskedDelay,
    PhaseDates,
    PlanFile,
    PlanOutcome,
    ScenarioOutcome,
)
from bodemplaat.calculations.render.schema import Chance, Count, Limits, NotNegative, Positive
from bodemplaat.engines.planning import Plan, Simulation
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.kernel import Finding

FORMAT = "bodemplaat.plan/1"
Correlation = Annotated[float, Limits(-1, 1)]


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity and when it is done."""

    name: str
    phase: str
    days: Count
    start: date
    finish: date
    late_start: date
    late_finish: date
    slack: int
    free_slack: Count
    critical: bool
    held_by: str
    """The activity that holds its start; empty where a date does."""


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase, how long it takes, and how long it may by the guideline."""

    name: str
    start: date
    finish: date
    months: NotNegative
    guideline_months: NotNegative | None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must be so for the durations to hold."""

    participants: Count | None
    most_participants: Count | None
    not_met: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A date that cannot be kept."""

    code: str
    place: str
    activity: str
    day: date


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The day by which so many in a hundred draws have ended."""

    p10: date
    p50: date
    p80: date
    p90: date


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was learnt from the draws."""

    draws: Count
    seed: Count
    percentiles: Percentiles
    chance_of_planned_end: Chance
    chances: Mapping[str, Chance]
    """By activity with an agreed last day."""
    influence: Mapping[str, Correlation]
    """Correlation of each uncertain duration with the end."""


@dataclass(frozen=True, slots=True)
class InScenario:
    """What becomes of the plan in a scenario."""

    name: str
    end: date
    later_by_days: int
    critical_path: tuple[str, ...]
    phases: tuple[PlannedPhase, ...]
    too_many_participants: bool
    not_met: tuple[str, ...]
    missed: tuple[str, ...]
    """Activities whose dates cannot be kept."""
    simulation: Simulated | None


@dataclass(frozen=True, slots=True)
class Delayed:
    """A delay that was asked for, and what it does."""

    activity: str
    weeks: Positive
    workdays: Count
    end: date
    later_by_days: int
    moved: Mapping[str, int]
    """Days by which each other activity ends later."""
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoneBy:
    """The chance of being done by a day."""

    activity: str
    """Empty for everything."""
    day: date
    chance: Chance


@dataclass(frozen=True, slots=True)
class Planning:
    """Days in ISO 8601; the last day of work is the finish. Durations and slack in workdays of the activity's own calendar."""

    start: date
    free_days: FreeDays
    """Whose public holidays are free; own: only days that the file names."""
    end: date
    critical_path: tuple[str, ...]
    """Followed back from the end, each to what held its start."""
    activities: tuple[PlannedActivity, ...]
    phases: tuple[PlannedPhase, ...]
    conditions: Conditions
    conflicts: tuple[Conflict, ...]
    """Dates that cannot be kept."""
    simulation: Simulated | None
    scenarios: tuple[InScenario, ...]
    delays: tuple[Delayed, ...]
    by: DoneBy | None


def planning(file: PlanFile, outcome: PlanOutcome) -> Planning:
    """The dates, how sure they are, and what scenarios and delays make of them."""
    return Planning(
        start=file.project.start,
        free_days=file.free_days,
        end=outcome.plan.finish,
        critical_path=outcome.plan.path,
        activities=_activities(file, outcome.plan),
        phases=_phases(outcome.phases),
        conditions=Conditions(
            participants=file.participants or None,
            most_participants=file.most_participants or None,
            not_met=tuple(condition.name for condition in file.conditions if not condition.met),
        ),
        conflicts=tuple(map(_conflict, file.conflicts)),
        simulation=_simulated(outcome.simulation, outcome),
        scenarios=tuple(_in_scenario(one, outcome) for one in outcome.scenarios),
        delays=tuple(map(_delayed, outcome.delays)),
        by=_done_by(outcome.by),
    )


def _activities(file: PlanFile, plan: Plan) -> tuple[PlannedActivity, ...]:
    durations = {activity.name: activity.duration for activity in file.project.activities}
    return tuple(
        PlannedActivity(
            name=planned.name,
            phase=file.phase_of[planned.name],
            days=durations[planned.name].likely,
            start=planned.start,
            finish=planned.finish,
            late_start=planned.late_start,
            late_finish=planned.late_finish,
            slack=planned.slack,
            free_slack=planned.free_slack,
            critical=planned.critical,
            held_by=planned.driver,
        )
        for planned in plan.activities
    )


def _phases(phases: tuple[PhaseDates, ...]) -> tuple[PlannedPhase, ...]:
    return tuple(
        PlannedPhase(
            name=dates.phase.name,
            start=dates.start,
            finish=dates.finish,
            months=float(dates.months),
            guideline_months=None if dates.phase.months is None else float(dates.phase.months),
        )
        for dates in phases
    )


def _conflict(finding: Finding) -> Conflict:
    activity, day = finding.values["activity"], finding.values["day"]
    if not isinstance(day, date):
        raise TypeError("a date that cannot be kept is a day")
    return Conflict(finding.code, finding.place, str(activity), day)


def _simulated(simulation: Simulation | None, outcome: PlanOutcome) -> Simulated | None:
    if simulation is None:
        return None
    return Simulated(
        draws=simulation.draws,
        seed=outcome.seed,
        percentiles=Percentiles(**{f"p{part}": day for part, day in simulation.percentiles.items()}),
        chance_of_planned_end=simulation.chance_by(outcome.plan.finish),
        chances=simulation.chances,
        influence=simulation.influence,
    )


def _in_scenario(one: ScenarioOutcome, outcome: PlanOutcome) -> InScenario:
    return InScenario(
        name=one.scenario.name,
        end=one.plan.finish,
        later_by_days=(one.plan.finish - outcome.plan.finish).days,
        critical_path=one.plan.path,
        phases=_phases(one.phases),
        too_many_participants=one.too_many,
        not_met=tuple(condition.name for condition in one.not_met),
        missed=tuple(finding.place for finding in one.plan.findings),
        simulation=_simulated(one.simulation, outcome),
    )


def _delayed(one: AskedDelay) -> Delayed:
    return Delayed(
        activity=one.activity,
        weeks=one.weeks,
        workdays=one.workdays,
        end=one.effect.after.finish,
        later_by_days=one.effect.end,
        moved=one.effect.moved,
        missed=tuple(finding.place for finding in one.effect.missed),
    )


def _done_by(by: AskedDay | None) -> DoneBy | None:
    return None if by is None else DoneBy(by.activity, by.day, by.chance)
