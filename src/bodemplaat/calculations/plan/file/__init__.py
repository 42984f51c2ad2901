"""A plan's file: its fields (``fields``), and the step to a project with calendars, conditions and scenarios."""

from collections.abc import Mapping
from dataclasses import replace

from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.plan.file.calendars import calendars_of
from bodemplaat.calculations.plan.file.fields import ActivityRow, PlanFields
from bodemplaat.calculations.plan.file.scenarios import scenarios_of
from bodemplaat.calculations.plan.model import Condition, Phase, PlanFile
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.planning import (
    Activity,
    CircularPlan,
    Dependency,
    Duration,
    NoDaysLeft,
    Project,
    network,
    schedule,
)
from bodemplaat.kernel import Finding, Severity, say

TEMPLATE = Template.of(PlanFields, "bodemplaat.calculations.plan")
FIELDS = {
    "planning.before_start": "",
    "planning.fixed_on_closed_day": "starts_on",
    "planning.fixed_too_early": "starts_on",
    "planning.too_late": "finish_by",
}
WITH_CURE = {
    "planning.before_start": say(
        "{activity}: {day} lies before the start of the plan, {start}. Let the plan start earlier, or correct the day."
    ),
    "planning.fixed_on_closed_day": say(
        "{activity} is fixed on {day}, on which its calendar has no work. Choose a day on which it has."
    ),
    "planning.fixed_too_early": say(
        "{activity} is fixed on {day}, but cannot start before {found}: it waits for {holder}. Fix a later day, or "
        "shorten what it waits for."
    ),
    "planning.too_late": say(
        "{activity} must be done by {day} and is done {late} {late:day|days} later, on {found}. Shorten what lies on the way "
        "there, start earlier, or agree on a later day."
    ),
}
"""The engine's findings by code, with what can be done about them."""


def read(reading: Reading, _: Asked) -> PlanFile:
    """Read the block ``planning``, or the whole file where it has no such block."""
    fields = PlanFields.read(reading)
    calendars, closed = calendars_of(fields)
    ties = _ties(fields)
    activities = tuple(_activity(row, fields, calendars, ties.get(row.name, ())) for row in fields.activities)
    file = PlanFile(
        title=fields.title,
        introduction=fields.introduction,
        project=Project(fields.start, activities, calendars, 366 * fields.years),
        phases=tuple(Phase(row.name, row.months) for row in fields.phases),
        phase_of={row.name: row.phase for row in fields.activities},
        who_of={row.name: row.who for row in fields.activities},
        participants=fields.participants,
        most_participants=fields.most_participants,
        conditions=tuple(Condition(row.name, row.met, row.otherwise) for row in fields.conditions),
        scenarios=scenarios_of(fields),
        closed=closed,
        free_days=fields.public_holidays,
        shape=fields.spread,
    )
    return file if reading.stops else _conflicts(reading, file, fields)


def _activity(
    row: ActivityRow, fields: PlanFields, calendars: Mapping[str, object], ties: tuple[Dependency, ...]
) -> Activity:
    names = {other.name for other in fields.activities}
    return Activity(
        name=row.name,
        duration=_duration(row),
        after=(*(Dependency(on) for on in row.after if on in names), *ties),
        calendar=row.calendar if row.calendar in calendars else "",
        not_before=row.not_before,
        starts_on=row.starts_on,
        finish_by=row.finish_by,
    )


def _duration(row: ActivityRow) -> Duration:
    likely = row.days
    best = likely if row.best is None else row.best
    worst = likely if row.worst is None else row.worst
    if not best <= likely <= worst:
        message = say("The best, likely and worst number of days go up: {best}, {likely}, {worst} do not.")
        row.error("planning.duration", "days", message, best=best, likely=likely, worst=worst)
        return Duration.of(likely)
    return Duration(best, likely, worst)


def _ties(fields: PlanFields) -> Mapping[str, tuple[Dependency, ...]]:
    """Dependencies with a lag or of another kind than "starts when the other is done"."""
    names = {row.name for row in fields.activities}
    ties: dict[str, tuple[Dependency, ...]] = {}
    for row in fields.dependencies:
        if row.activity in names and row.on in names:
            ties[row.activity] = (*ties.get(row.activity, ()), Dependency(row.on, row.link, row.lag))
    return ties


def _conflicts(reading: Reading, file: PlanFile, fields: PlanFields) -> PlanFile:
    """Circles and calendars that run out stop; dates that cannot be kept are told, with the plan as it can be."""
    rows = {row.name: row for row in fields.activities}
    if _circles(file.project, rows):
        return file
    try:
        plan = schedule(file.project)
    except NoDaysLeft as problem:
        reading.report(no_days_left(problem, str(reading.locate([*fields.path, "meetings"]))))
        return file
    conflicts = tuple(_placed(finding, rows[finding.place]) for finding in plan.findings)
    for conflict in conflicts:
        reading.report(conflict)
    return replace(file, conflicts=conflicts)


def no_days_left(problem: NoDaysLeft, place: str) -> Finding:
    """A calendar that has no days left, with its cure."""
    text = say(
        "Calendar '{value}' has no days left before {end}: give more meeting days, or more years for the plan."
    )
    return Finding("planning.no_days", place, text, {"value": problem.calendar, "end": problem.end})


def _circles(project: Project, rows: Mapping[str, ActivityRow]) -> bool:
    """Report every circle of activities that wait for each other: name one, undo a tie of it, look again."""
    activities = {activity.name: activity for activity in project.activities}
    any_circle = False
    while True:
        try:
            network(replace(project, activities=tuple(activities.values())))
        except CircularPlan as problem:
            any_circle = True
            first, second = problem.circle[:2]
            message = say("These wait for each other: {circle}. Take away one of these ties.")
            row = rows[second]
            field = "after" if row.has("after") else ""
            row.error("planning.circle", field, message, circle=" → ".join(problem.circle))
            waiting = activities[second]
            activities[second] = replace(waiting, after=tuple(d for d in waiting.after if d.on != first))
        else:
            return any_circle


def _placed(finding: Finding, row: ActivityRow) -> Finding:
    """The engine's finding with its line or cell and its cure, as a warning: the plan is told all the same."""
    name = FIELDS.get(finding.code, "")
    node = row.entry.node.entries.get(name)
    place = node.place if node is not None else row.place
    path = (*row.entry.path, name) if name else row.entry.path
    values = {**finding.values, "field": ".".join(path), "in_words": row.entry.reading.in_words(path)}
    return Finding(finding.code, str(place), WITH_CURE[finding.code], values, Severity.WARNING)
