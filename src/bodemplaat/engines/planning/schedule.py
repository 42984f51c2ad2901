"""Early and late dates, slack, the critical path, and the dates that cannot be kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bodemplaat.engines.planning.model import Activity, Link, Project
from bodemplaat.engines.planning.network import Network, bound, network
from bodemplaat.kernel import Finding, Severity, say


@dataclass(frozen=True, slots=True)
class Planned:
    """One activity as planned. Days are inclusive: ``finish`` is the last day of work, or the day of a milestone.

    ``slack`` is by how many of its workdays it can shift without moving the end or missing a date, negative when a
    date is missed already; ``free_slack`` without moving anything else. ``driver`` is the activity that holds its
    start, empty where a date or the start of the project does.
    """

    name: str
    start: date
    finish: date
    late_start: date
    late_finish: date
    slack: int
    free_slack: int
    driver: str

    @property
    def critical(self) -> bool:
        """Whether any delay of it moves the end, or misses a date."""
        return self.slack <= 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: activities in the order of the project, the last day, and the path that determines it.

    ``findings`` name each date that cannot be kept: place is the activity.
    """

    activities: tuple[Planned, ...]
    finish: date
    path: tuple[str, ...]
    findings: tuple[Finding, ...]

    def __getitem__(self, name: str) -> Planned:
        for planned in self.activities:
            if planned.name == name:
                return planned
        raise KeyError(name)


def schedule(project: Project) -> Plan:
    """The plan with each activity's most likely duration. Raises as ``network`` does, and ``NoDaysLeft``."""
    net = network(project)
    days = {activity.name: activity.duration.likely for activity in net.order}
    starts, finishes = net.forward(days)
    end = max(finishes.values())
    late_starts, late_finishes = _backward(net, days, end)
    drivers = {a.name: _driver(net, a, days[a.name], starts, finishes) for a in net.order}
    free = _free_slack(net, days, starts, finishes, end)
    planned = tuple(
        _planned(net, activity, (starts, finishes, late_starts, late_finishes), free[activity.name], drivers)
        for activity in project.activities
    )
    last = max(reversed(net.order), key=lambda activity: finishes[activity.name]).name
    return Plan(
        planned,
        net.day(end, milestone=True),
        _path(last, drivers),
        tuple(_conflicts(net, days, starts, finishes)),
    )


def _planned(
    net: Network, activity: Activity, moments: tuple[dict[str, int], ...], free: int, drivers: dict[str, str]
) -> Planned:
    start, finish, late_start, late_finish = (by_name[activity.name] for by_name in moments)
    milestone = activity.duration.likely == 0
    if milestone:  # the same place in the work as after the free days, and the day to name
        late_start = late_finish = max(
            min(start, late_finish), net.timeline(activity).work_ended(late_finish)
        )
    return Planned(
        name=activity.name,
        start=net.day(start, milestone=milestone),
        finish=net.day(finish, milestone=True),
        late_start=net.day(late_start, milestone=milestone),
        late_finish=net.day(late_finish, milestone=True),
        slack=_workdays(net, activity, start, late_start),
        free_slack=free,
        driver=drivers[activity.name],
    )


def _workdays(net: Network, activity: Activity, start: int, end: int) -> int:
    timeline = net.timeline(activity)
    return timeline.worked(end) - timeline.worked(start)


def _backward(net: Network, days: dict[str, int], end: int) -> tuple[dict[str, int], dict[str, int]]:
    """The latest start and finish of each activity that move neither the end nor a later date."""
    starts: dict[str, int] = {}
    finish_bounds = {activity.name: end for activity in net.order}
    start_bounds = {activity.name: end for activity in net.order}
    finishes: dict[str, int] = {}
    for activity in reversed(net.order):
        name, timeline = activity.name, net.timeline(activity)
        finish = finish_bounds[name]
        if activity.finish_by is not None:
            finish = min(finish, net.moment(activity.finish_by) + 1)
        start = min(timeline.latest_start(finish, days[name]), start_bounds[name])
        if activity.starts_on is not None:
            start = min(start, net.not_before(activity))
        if days[name]:
            start = timeline.on_or_before(start)
        starts[name], finishes[name] = start, timeline.finish(start, days[name])
        for dependency in activity.after:
            to_start = dependency.link in (Link.FINISH_START, Link.START_START)
            from_finish = dependency.link in (Link.FINISH_START, Link.FINISH_FINISH)
            mine = starts[name] if to_start else finishes[name]
            moment = timeline.earlier(mine, dependency.lag, finished=from_finish)
            bounds = finish_bounds if from_finish else start_bounds
            bounds[dependency.on] = min(bounds[dependency.on], moment)
    return starts, finishes


def _free_slack(
    net: Network, days: dict[str, int], starts: dict[str, int], finishes: dict[str, int], end: int
) -> dict[str, int]:
    """By how many of its workdays each can shift before another activity, or the end, must move."""
    free = {a.name: _workdays(net, a, finishes[a.name], end) for a in net.order}
    by_name = {activity.name: activity for activity in net.order}
    for activity in net.order:
        timeline = net.timeline(activity)
        for dependency in activity.after:
            to_start = dependency.link in (Link.FINISH_START, Link.START_START)
            from_finish = dependency.link in (Link.FINISH_START, Link.FINISH_FINISH)
            mine = (starts if to_start else finishes)[activity.name]
            allowed = timeline.earlier(mine, dependency.lag, finished=from_finish)
            at = (finishes if from_finish else starts)[dependency.on]
            other = by_name[dependency.on]
            if not from_finish and days[other.name]:
                allowed = net.timeline(other).on_or_before(allowed)
            free[dependency.on] = min(free[dependency.on], max(_workdays(net, other, at, allowed), 0))
    return free


def _driver(
    net: Network, activity: Activity, days: int, starts: dict[str, int], finishes: dict[str, int]
) -> str:
    """The predecessor that binds hardest, unless a date of the activity itself binds harder."""
    timeline = net.timeline(activity)
    bounds = [(bound(d, starts, finishes, timeline, days), d.on) for d in activity.after]
    hardest, name = max(bounds, default=(-1, ""), key=lambda each: each[0])
    return name if hardest >= net.not_before(activity) else ""


def _path(last: str, drivers: dict[str, str]) -> tuple[str, ...]:
    path = [last]
    while drivers[path[-1]]:
        path.append(drivers[path[-1]])
    return tuple(reversed(path))


def _conflicts(
    net: Network, days: dict[str, int], starts: dict[str, int], finishes: dict[str, int]
) -> Iterator[Finding]:
    project = net.project
    for activity in project.activities:
        name, milestone = activity.name, days[activity.name] == 0
        for day in (activity.not_before, activity.starts_on, activity.finish_by):
            if day is not None and day < project.start:
                text = say("{activity}: {day} lies before the start of the plan, {start}.")
                values = {"activity": name, "day": day, "start": project.start}
                yield Finding("planning.before_start", name, text, values, Severity.WARNING)
        fixed = activity.starts_on
        if fixed is not None and fixed >= project.start:
            workday = milestone or net.timeline(activity).start_after([net.moment(fixed)], 1) == net.moment(
                fixed
            )
            if not workday:
                text = say("{activity} is fixed on {day}, on which its calendar has no work.")
                yield Finding("planning.fixed_on_closed_day", name, text, {"activity": name, "day": fixed})
            planned = net.day(starts[name], milestone=milestone)
            if workday and planned > fixed:
                holder = _driver(net, activity, days[name], starts, finishes)
                text = say(
                    "{activity} is fixed on {day}, but cannot start before {found}: it waits for {holder}."
                )
                values = {"activity": name, "day": fixed, "found": planned, "holder": holder}
                yield Finding("planning.fixed_too_early", name, text, values)
        if activity.finish_by is not None:
            late = finishes[name] - net.moment(activity.finish_by) - 1
            if late > 0:
                text = say(
                    "{activity} must be done by {day} and is done {late} {late:day|days} later, on {found}."
                )
                planned = net.day(finishes[name], milestone=True)
                values = {"activity": name, "day": activity.finish_by, "late": late, "found": planned}
                yield Finding("planning.too_late", name, text, values)
