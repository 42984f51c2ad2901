"""The plan worked out: dates, how sure they are, and what scenarios and delays make of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bodemplaat.calculations.file.near import known_names
from bodemplaat.calculations.file.values import NotAValue, as_count, as_day
from bodemplaat.calculations.plan.file import no_days_left
from bodemplaat.calculations.plan.model import (
    AskedDay,
    AskedDelay,
    Change,
    PhaseDates,
    PlanFile,
    PlanOutcome,
    Scenario,
    ScenarioOutcome,
)
from bodemplaat.calculations.work import DRAWN_ON_A_PAGE, Asked, CannotWorkOut
from bodemplaat.engines.planning import (
    Activity,
    Duration,
    NoDaysLeft,
    Plan,
    Project,
    Simulation,
    delay,
    schedule,
    simulate,
)
from bodemplaat.kernel import Finding, say

LATEST_WEEKS = 520
MOST_DURATIONS_ON_A_PAGE: Final = 20_000_000
"""Of all activities in all draws: some five seconds."""
FEWEST_DRAWN: Final = 1_000
"""With fewer a chance of 50 % is three percent off, and says less than the plan itself."""


def solve(file: PlanFile, request: Asked) -> PlanOutcome:
    """Everything; raises ``CannotWorkOut`` for a delay or day that cannot be asked, or a calendar that runs out."""
    findings: list[Finding] = []
    wanted = [_delay_asked(text, file, findings) for text in request.options.get("delay", ())]
    by = _day_asked(request.options.get("by"), request.options.get("simulate"), file, findings)
    if findings:
        raise CannotWorkOut(*findings)
    try:
        return _solve(file, request, [one for one in wanted if one is not None], by)
    except NoDaysLeft as problem:
        raise CannotWorkOut(no_days_left(problem, "meetings")) from None


def _solve(
    file: PlanFile, request: Asked, wanted: Sequence[tuple[str, int]], by: tuple[str, date] | None
) -> PlanOutcome:
    plan = schedule(file.project)
    draws, seed = request.options.get("simulate"), request.options.get("seed", 1)
    changed = [changed_project(file, scenario, plan) for scenario in file.scenarios]
    if request.on_a_page:
        draws = _drawn_on_a_page(file, 1 + len(changed))
    projects = [_due(file.project, by), *changed]
    simulations = [
        _simulation(project, file, draws, seed, _part(request, number, len(projects)))
        for number, project in enumerate(projects)
    ]
    return PlanOutcome(
        plan=plan,
        phases=phase_dates(file, plan),
        simulation=simulations[0],
        scenarios=tuple(
            _scenario(file, scenario, schedule(project), simulation)
            for scenario, project, simulation in zip(file.scenarios, changed, simulations[1:], strict=True)
        ),
        delays=tuple(_delayed(file.project, plan, name, weeks) for name, weeks in wanted),
        by=_chance(by, simulations[0]),
        seed=seed,
    )


def _drawn_on_a_page(file: PlanFile, projects: int) -> int | None:
    """As many draws as there is time for: ``None`` where every duration is certain, or the plan is too large for a picture of chance."""
    activities = file.project.activities
    if all(activity.duration.certain for activity in activities):
        return None
    draws = min(DRAWN_ON_A_PAGE, MOST_DURATIONS_ON_A_PAGE // (len(activities) * projects))
    return draws if draws >= FEWEST_DRAWN else None


def _due(project: Project, by: tuple[str, date] | None) -> Project:
    """The project with the day that was asked for as the last one of its activity, so that its chance is counted."""
    if by is None or not by[0]:
        return project
    name, day = by
    activities = tuple(replace(a, finish_by=day) if a.name == name else a for a in project.activities)
    return replace(project, activities=activities)


def _chance(by: tuple[str, date] | None, simulation: Simulation | None) -> AskedDay | None:
    if by is None or simulation is None:
        return None
    name, day = by
    return AskedDay(name, day, simulation.chances[name] if name else simulation.chance_by(day))


def _part(request: Asked, number: int, parts: int) -> Callable[[int, int], None]:
    """Progress of one of several simulations of the same size."""
    return lambda done, whole: request.progress(number * whole + done, parts * whole)


def _simulation(
    project: Project, file: PlanFile, draws: int | None, seed: int, progress: Callable[[int, int], None]
) -> Simulation | None:
    if draws is None:
        return None
    return simulate(project, draws=draws, seed=seed, shape=file.shape, progress=progress)


def phase_dates(file: PlanFile, plan: Plan) -> tuple[PhaseDates, ...]:
    """Start and end of each phase that has activities."""
    phases = []
    for phase in file.phases:
        planned = [plan[name] for name in file.names_of(phase.name)]
        if planned:
            start, finish = min(one.start for one in planned), max(one.finish for one in planned)
            phases.append(PhaseDates(phase, start, finish))
    return tuple(phases)


def _scenario(
    file: PlanFile, scenario: Scenario, plan: Plan, simulation: Simulation | None
) -> ScenarioOutcome:
    participants = scenario.participants or file.participants
    return ScenarioOutcome(
        scenario=scenario,
        plan=plan,
        phases=phase_dates(file, plan),
        simulation=simulation,
        not_met=tuple(c for c in file.conditions if not c.met or c.name in scenario.unmet),
        too_many=bool(file.most_participants) and participants > file.most_participants,
    )


def changed_project(file: PlanFile, scenario: Scenario, plan: Plan) -> Project:
    """The project with the changes of a scenario, in the order of the file; weeks count from the unchanged plan."""
    activities = {activity.name: activity for activity in file.project.activities}
    for change in scenario.changes:
        names = (change.activity,) if change.activity else file.names_of(change.phase)
        for name in names:
            activities[name] = _changed(file.project, activities[name], change, plan)
    return replace(file.project, activities=tuple(activities.values()))


def _changed(project: Project, activity: Activity, change: Change, plan: Plan) -> Activity:
    duration = activity.duration
    days = [duration.optimistic, duration.likely, duration.pessimistic]
    if change.longer:
        days = [
            int((count * (1 + change.longer)).quantize(Decimal(1), ROUND_HALF_UP))
            for count in map(Decimal, days)
        ]
    bounds = [day for day in (activity.not_before, change.not_before) if day is not None]
    if change.weeks:
        more = later_by(project, activity.name, plan[activity.name].finish, change.weeks)
        days = [count + more for count in days]
        bounds.append(_not_sooner(activity, plan))
    return replace(activity, duration=Duration(*days), not_before=max(bounds, default=None))


def _not_sooner(activity: Activity, plan: Plan) -> date:
    """The day from which a delayed activity counts: one that is only held at its end would else just start sooner.

    A milestone happens at the end of its day, so the days of its delay come after that.
    """
    milestone = activity.duration.pessimistic == 0
    return plan[activity.name].start + timedelta(days=milestone)


def later_by(project: Project, name: str, finish: date, weeks: int) -> int:
    """How many days of its own calendar an activity takes longer to be done ``weeks`` later, or as soon after as it can.

    Two weeks are ten workdays, or nine and a holiday; for a council that meets every four weeks they are one meeting.
    Raises ``NoDaysLeft``.
    """
    activity = next(one for one in project.activities if one.name == name)
    workdays = project.calendars[activity.calendar]
    wanted, end = finish + timedelta(weeks=weeks), project.start + timedelta(days=project.horizon)
    day, count = finish, 0
    while day < wanted or day not in workdays:
        day += timedelta(days=1)
        if day > end:
            raise NoDaysLeft(activity.calendar, end)
        count += day in workdays
    return count


def _delayed(project: Project, plan: Plan, name: str, weeks: int) -> AskedDelay:
    workdays = later_by(project, name, plan[name].finish, weeks)
    activities = tuple(
        replace(one, not_before=max(one.not_before or project.start, _not_sooner(one, plan)))
        if one.name == name
        else one
        for one in project.activities
    )
    effect = delay(replace(project, activities=activities), name, workdays)
    return AskedDelay(
        name, weeks, workdays, replace(effect, before=plan, end=(effect.after.finish - plan.finish).days)
    )


def _delay_asked(text: str, file: PlanFile, findings: list[Finding]) -> tuple[str, int] | None:
    name, sign, count = text.rpartition("=")
    name = name.strip()
    try:
        weeks = as_count(count) if sign else 0
    except NotAValue:
        weeks = 0
    if not 1 <= weeks <= LATEST_WEEKS:
        message = say(
            "'{value}' is no delay: write the activity, '=' and a number of weeks, such as 'Tender=3'."
        )
        findings.append(Finding("planning.delay", "--delay", message, {"value": text}))
        return None
    return (name, weeks) if _known(name, "--delay", file, findings) else None


def _known(name: str, option: str, file: PlanFile, findings: list[Finding]) -> bool:
    names = [activity.name for activity in file.project.activities]
    if name in names:
        return True
    message = say("There is no activity '{value}' in the plan. Known: {known}.")
    findings.append(
        Finding("planning.unknown", option, message, {"value": name, "known": known_names(name, names)})
    )
    return False


def _day_asked(
    text: str | None, draws: int | None, file: PlanFile, findings: list[Finding]
) -> tuple[str, date] | None:
    if not text:
        return None
    if draws is None:
        message = say("The chance of meeting a day needs draws: add --simulate 10000.")
        findings.append(Finding("planning.by", "--by", message))
    name, _, written = text.rpartition("=")
    name = name.strip()
    known = not name or _known(name, "--by", file, findings)
    try:
        day = as_day(written)
    except NotAValue as problem:
        findings.append(Finding(problem.code, "--by", str(problem), {"value": written, **problem.values}))
        return None
    return (name, day) if known else None
