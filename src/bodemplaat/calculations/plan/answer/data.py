"""The plan as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.plan.model import Condition, PhaseDates, PlanFile, PlanOutcome, ScenarioOutcome
from bodemplaat.calculations.render.schema import Chance, Count, Limits, NotNegative, Positive
from bodemplaat.engines.planning import Simulation
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
    held_by: Annotated[str, At("driver")]
    """The activity that holds its start; empty where a date does."""


def _guideline(dates: PhaseDates) -> float | None:
    return None if dates.phase.months is None else float(dates.phase.months)


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase, how long it takes, and how long it may by the guideline."""

    name: Annotated[str, At("phase.name")]
    start: date
    finish: date
    months: Annotated[NotNegative, At(lambda dates: float(dates.months))]
    guideline_months: Annotated[NotNegative | None, At(_guideline)]


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
    activity: Annotated[str, At(lambda finding: finding.values["activity"])]
    day: Annotated[date, At(lambda finding: finding.values["day"])]


def _places(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(finding.place for finding in findings)


def _names(conditions: Iterable[Condition]) -> tuple[str, ...]:
    return tuple(condition.name for condition in conditions)


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

    name: Annotated[str, At("scenario.name")]
    end: Annotated[date, At("plan.finish")]
    later_by_days: int
    critical_path: Annotated[tuple[str, ...], At("plan.path")]
    phases: tuple[PlannedPhase, ...]
    too_many_participants: Annotated[bool, At("too_many")]
    not_met: Annotated[tuple[str, ...], At(lambda one: _names(one.not_met))]
    missed: Annotated[tuple[str, ...], At(lambda one: _places(one.plan.findings))]
    """Activities whose dates cannot be kept."""
    simulation: Simulated | None


@dataclass(frozen=True, slots=True)
class Delayed:
    """A delay that was asked for, and what it does."""

    activity: str
    weeks: Positive
    workdays: Count
    end: Annotated[date, At("effect.after.finish")]
    later_by_days: Annotated[int, At("effect.end")]
    moved: Annotated[Mapping[str, int], At("effect.moved")]
    """Days by which each other activity ends later."""
    missed: Annotated[tuple[str, ...], At(lambda one: _places(one.effect.missed))]


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
    end: Annotated[date, At("plan.finish")]
    critical_path: Annotated[tuple[str, ...], At("plan.path")]
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
    not_met = _names(condition for condition in file.conditions if not condition.met)
    durations = {activity.name: activity.duration for activity in file.project.activities}
    return mirror(
        Planning,
        outcome,
        start=file.project.start,
        free_days=file.free_days,
        activities=[
            mirror(
                PlannedActivity,
                planned,
                phase=file.phase_of[planned.name],
                days=durations[planned.name].likely,
            )
            for planned in outcome.plan.activities
        ],
        conditions=Conditions(file.participants or None, file.most_participants or None, not_met),
        conflicts=file.conflicts,
        simulation=_simulated(outcome.simulation, outcome),
        scenarios=[_in_scenario(one, outcome) for one in outcome.scenarios],
    )


def _simulated(simulation: Simulation | None, outcome: PlanOutcome) -> Simulated | None:
    if simulation is None:
        return None
    return mirror(
        Simulated,
        simulation,
        seed=outcome.seed,
        percentiles=Percentiles(**{f"p{part}": day for part, day in simulation.percentiles.items()}),
        chance_of_planned_end=simulation.chance_by(outcome.plan.finish),
    )


def _in_scenario(one: ScenarioOutcome, outcome: PlanOutcome) -> InScenario:
    return mirror(
        InScenario,
        one,
        later_by_days=(one.plan.finish - outcome.plan.finish).days,
        simulation=_simulated(one.simulation, outcome),
    )
