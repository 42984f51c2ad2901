"""The plan as JSON. Schema: docs/reference/schemas/plan.schema.json."""

from collections.abc import Sequence
from typing import Any

from bodemplaat.calculations.plan.model import (
    AskedDelay,
    PhaseDates,
    PlanFile,
    PlanOutcome,
    ScenarioOutcome,
)
from bodemplaat.engines.planning import Plan, Simulation
from bodemplaat.kernel import Finding

FORMAT = "bodemplaat.plan/1"


def as_json(file: PlanFile, outcome: PlanOutcome) -> dict[str, Any]:
    """Days in ISO 8601, durations and slack in workdays of the activity's own calendar."""
    return {
        "start": file.project.start,
        "free_days": file.free_days.value,
        "end": outcome.plan.finish,
        "critical_path": list(outcome.plan.path),
        "activities": _activities(file, outcome.plan),
        "phases": _phases(outcome.phases),
        "conditions": {
            "participants": file.participants or None,
            "most_participants": file.most_participants or None,
            "not_met": [condition.name for condition in file.conditions if not condition.met],
        },
        "conflicts": [_conflict(finding) for finding in file.conflicts],
        "simulation": _simulation(outcome.simulation, outcome),
        "scenarios": [_scenario(one, outcome) for one in outcome.scenarios],
        "delays": [_delay(one) for one in outcome.delays],
        "by": {"activity": outcome.by.activity, "day": outcome.by.day, "chance": outcome.by.chance}
        if outcome.by is not None
        else None,
    }


def _activities(file: PlanFile, plan: Plan) -> list[dict[str, Any]]:
    durations = {activity.name: activity.duration for activity in file.project.activities}
    return [
        {
            "name": planned.name,
            "phase": file.phase_of[planned.name],
            "days": durations[planned.name].likely,
            "start": planned.start,
            "finish": planned.finish,
            "late_start": planned.late_start,
            "late_finish": planned.late_finish,
            "slack": planned.slack,
            "free_slack": planned.free_slack,
            "critical": planned.critical,
            "held_by": planned.driver,
        }
        for planned in plan.activities
    ]


def _phases(phases: Sequence[PhaseDates]) -> list[dict[str, Any]]:
    return [
        {
            "name": dates.phase.name,
            "start": dates.start,
            "finish": dates.finish,
            "months": float(dates.months),
            "guideline_months": float(dates.phase.months) if dates.phase.months is not None else None,
        }
        for dates in phases
    ]


def _conflict(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "place": finding.place,
        "activity": finding.values["activity"],
        "day": finding.values["day"],
    }


def _simulation(simulation: Simulation | None, outcome: PlanOutcome) -> dict[str, Any] | None:
    if simulation is None:
        return None
    return {
        "draws": simulation.draws,
        "seed": outcome.seed,
        "percentiles": {f"p{part}": day for part, day in simulation.percentiles.items()},
        "chance_of_planned_end": simulation.chance_by(outcome.plan.finish),
        "chances": simulation.chances,
        "influence": simulation.influence,
    }


def _scenario(one: ScenarioOutcome, outcome: PlanOutcome) -> dict[str, Any]:
    return {
        "name": one.scenario.name,
        "end": one.plan.finish,
        "later_by_days": (one.plan.finish - outcome.plan.finish).days,
        "critical_path": list(one.plan.path),
        "phases": _phases(one.phases),
        "too_many_participants": one.too_many,
        "not_met": [condition.name for condition in one.not_met],
        "missed": [finding.place for finding in one.plan.findings],
        "simulation": _simulation(one.simulation, outcome),
    }


def _delay(one: AskedDelay) -> dict[str, Any]:
    return {
        "activity": one.activity,
        "weeks": one.weeks,
        "workdays": one.workdays,
        "end": one.effect.after.finish,
        "later_by_days": one.effect.end,
        "moved": one.effect.moved,
        "missed": [finding.place for finding in one.effect.missed],
    }
