"""A file with activities, what they wait for, calendars, conditions and scenarios."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.plan.calendars import PUBLIC_HOLIDAYS, read_calendars
from bodemplaat.calculations.plan.model import Condition, Phase, PlanFile
from bodemplaat.calculations.plan.reading_scenarios import read_scenarios
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.planning import (
    Activity,
    CircularPlan,
    Dependency,
    Duration,
    Link,
    NoDaysLeft,
    Project,
    Shape,
    network,
    schedule,
)
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.kernel import Finding, Severity, say

SECTION = "planning"
OTHERS = ("costing", "settlement", "business_case", "coalition", "resilience", "choice")
LINKS: Mapping[str, Link] = {
    "finish_start": Link.FINISH_START,
    "start_start": Link.START_START,
    "finish_finish": Link.FINISH_FINISH,
    "start_finish": Link.START_FINISH,
}
SHAPES: Mapping[str, Shape] = {"triangular": Shape.TRIANGULAR, "pert": Shape.PERT}
LONGEST, MOST_LAG = 5_000, 1_000
YEARS, MOST_YEARS = 5, 30
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


def read(reading: Reading, asked: Asked) -> PlanFile:
    """Read the block ``planning``, or the whole file where it has no such block."""
    entry = reading.entry(SECTION, OTHERS)
    title = entry.text("title") if entry.has("title") or entry.parent is None else entry.title()
    for block in (entry, entry.parent):
        if block is not None:
            block.used.add("title")
    start = entry.day("start")
    years = entry.count("years", YEARS, least=1, most=MOST_YEARS)
    whose: FreeDays = entry.choice("public_holidays", PUBLIC_HOLIDAYS, "own")
    calendars, closed = read_calendars(entry, start, years, whose)
    phases = _phases(entry)
    items = entry.items("activities", least=1)
    activities = _activities(items, calendars)
    _check_names(items)
    ties = _ties(entry, items, activities)
    activities = {name: replace(a, after=(*a.after, *ties.get(name, ()))) for name, a in activities.items()}
    phase_of = {item.text("name"): _phase(item, phases) for item in items}
    conditions = _conditions(entry)
    file = PlanFile(
        title=title,
        introduction=entry.text("introduction", ""),
        project=Project(start, tuple(activities.values()), calendars, 366 * years),
        phases=phases,
        phase_of=phase_of,
        who_of={item.text("name"): item.text("who", "") for item in items},
        participants=entry.count("participants", 0),
        most_participants=entry.count("most_participants", 0),
        conditions=conditions,
        scenarios=read_scenarios(entry, activities, phases, conditions),
        closed=closed,
        free_days=whose,
        shape=entry.choice("spread", SHAPES, "triangular"),
    )
    for item in items:
        item.done()
    entry.done()
    if reading.stops:
        return file
    return _conflicts(reading, file, {item.text("name"): item for item in items})


def _activities(items: Sequence[Entry], calendars: Mapping[str, object]) -> dict[str, Activity]:
    names = [item.text("name") for item in items]
    found: dict[str, Activity] = {}
    for item in items:
        for on in item.texts("after"):
            item.known("after", on, names, say("activity"))
        calendar = item.text("calendar", "")
        if calendar:
            item.known("calendar", calendar, [name for name in calendars if name], say("calendar"))
        found[item.text("name")] = Activity(
            name=item.text("name"),
            duration=_duration(item),
            after=tuple(Dependency(on) for on in item.texts("after") if on in names),
            calendar=calendar if calendar in calendars else "",
            not_before=_day(item, "not_before"),
            starts_on=_day(item, "starts_on"),
            finish_by=_day(item, "finish_by"),
        )
    return found


def _check_names(items: Sequence[Entry]) -> None:
    taken: set[str] = set()
    for item in items:
        name = item.text("name")
        if name in taken:
            item.error(
                "planning.name_twice",
                "name",
                say("The name '{value}' is taken: give each its own."),
                value=name,
            )
        taken.add(name)


def _duration(item: Entry) -> Duration:
    likely = item.count("days", most=LONGEST)
    best = item.count("best", likely, most=LONGEST)
    worst = item.count("worst", likely, most=LONGEST)
    if not best <= likely <= worst:
        message = say("The best, likely and worst number of days go up: {best}, {likely}, {worst} do not.")
        item.error("planning.duration", "days", message, best=best, likely=likely, worst=worst)
        return Duration.of(likely)
    return Duration(best, likely, worst)


def _day(item: Entry, name: str) -> date | None:
    item.used.add(name)
    return item.day(name) if item.has(name) else None


def _ties(
    entry: Entry, items: Sequence[Entry], activities: Mapping[str, Activity]
) -> Mapping[str, tuple[Dependency, ...]]:
    """Dependencies with a lag or of another kind than "starts when the other is done"."""
    found: dict[str, tuple[Dependency, ...]] = {}
    for item in entry.items("dependencies"):
        name, on = item.text("activity"), item.text("on")
        known = item.known("activity", name, activities, say("activity"))
        known = item.known("on", on, activities, say("activity")) and known
        tie = Dependency(
            on,
            item.choice("link", LINKS, "finish_start"),
            item.count("lag", 0, least=-MOST_LAG, most=MOST_LAG),
        )
        item.done()
        if known:
            found[name] = (*found.get(name, ()), tie)
    return found


def _phases(entry: Entry) -> tuple[Phase, ...]:
    phases = []
    for item in entry.items("phases"):
        item.used.add("months")
        months = item.number("months", least=0) if item.has("months") else None
        phases.append(Phase(item.text("name"), months))
        item.done()
    return tuple(phases)


def _phase(item: Entry, phases: Sequence[Phase]) -> str:
    name = item.text("phase", "")
    if name:
        item.known("phase", name, [phase.name for phase in phases], say("phase"))
    return name


def _conditions(entry: Entry) -> tuple[Condition, ...]:
    conditions = []
    for item in entry.items("conditions"):
        conditions.append(
            Condition(item.text("name"), item.yes("met", default=True), item.text("otherwise", ""))
        )
        item.done()
    return tuple(conditions)


def _conflicts(reading: Reading, file: PlanFile, items: Mapping[str, Entry]) -> PlanFile:
    """Circles and calendars that run out stop; dates that cannot be kept are told, with the plan as it can be."""
    if _circles(file.project, items):
        return file
    try:
        plan = schedule(file.project)
    except NoDaysLeft as problem:
        reading.report(no_days_left(problem, str(reading.locate([*_path(file, items), "meetings"]))))
        return file
    conflicts = tuple(_placed(finding, items[finding.place]) for finding in plan.findings)
    for conflict in conflicts:
        reading.report(conflict)
    return replace(file, conflicts=conflicts)


def _path(file: PlanFile, items: Mapping[str, Entry]) -> tuple[str, ...]:
    first = next(iter(items.values()))
    return first.path[: first.path.index("activities")]


def no_days_left(problem: NoDaysLeft, place: str) -> Finding:
    """A calendar that has no days left, with its cure."""
    text = say(
        "Calendar '{value}' has no days left before {end}: give more meeting days, or more years for the plan."
    )
    return Finding("planning.no_days", place, text, {"value": problem.calendar, "end": problem.end})


def _circles(project: Project, items: Mapping[str, Entry]) -> bool:
    """Report every circle of activities that wait for each other: name one, undo a tie of it, look again."""
    activities = {activity.name: activity for activity in project.activities}
    found = False
    while True:
        try:
            network(replace(project, activities=tuple(activities.values())))
        except CircularPlan as problem:
            found = True
            first, second = problem.circle[:2]
            message = say("These wait for each other: {circle}. Take away one of these ties.")
            item = items[second]
            item.error("planning.circle", "after" if item.has("after") else "", message,
                       circle=" → ".join(problem.circle))  # fmt: skip
            waiting = activities[second]
            activities[second] = replace(waiting, after=tuple(d for d in waiting.after if d.on != first))
        else:
            return found


def _placed(finding: Finding, item: Entry) -> Finding:
    """The engine's finding with its line or cell and its cure, as a warning: the plan is told all the same."""
    name = FIELDS.get(finding.code, "")
    node = item.node.entries.get(name)
    place = node.place if node is not None else item.place
    values = {**finding.values, "field": ".".join((*item.path, name)) if name else ".".join(item.path)}
    return Finding(finding.code, str(place), WITH_CURE[finding.code], values, Severity.WARNING)
