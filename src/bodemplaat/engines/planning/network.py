"""The activities of a project in an order in which each follows what it depends on."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Any

from bodemplaat.engines.planning.calendars import ManyTimes, Moments, Timeline, Workdays
from bodemplaat.engines.planning.model import Activity, Dependency, Link, Project


class CircularPlan(ValueError):
    """Activities wait for each other in a circle; ``circle`` names them in order, the first again at the end."""

    def __init__(self, circle: Sequence[str]) -> None:
        self.circle = tuple(circle)
        super().__init__(f"these wait for each other: {' → '.join(self.circle)}")


class UnknownActivity(LookupError):
    """A dependency, a calendar or a question names what is not in the plan; says every such name."""


BEFORE = 366
"""Calendars begin so many days before the project, so that a date that should have been kept has a place too."""


@dataclass(frozen=True, slots=True)
class Network:
    """A project ready to be counted: activities in order, their calendars laid out."""

    project: Project
    order: tuple[Activity, ...]
    timelines: dict[str, Timeline]

    def timeline(self, activity: Activity) -> Timeline:
        """The days an activity takes place on."""
        return self.timelines[activity.calendar]

    def moment(self, day: date) -> int:
        """The midnight before a day; a day too far back counts as the first that there is."""
        return max((day - self.project.start).days + BEFORE, 0)

    def day(self, moment: int, *, milestone: bool = False) -> date:
        """The day that starts at a moment; for a milestone the day that ends there, if the project has begun."""
        offset = max(moment - 1, BEFORE) if milestone else moment
        return self.project.start + timedelta(days=offset - BEFORE)

    def not_before(self, activity: Activity) -> int:
        """The first moment at which the dates alone let an activity start."""
        dates = [day for day in (activity.not_before, activity.starts_on) if day is not None]
        milestone = activity.duration.pessimistic == 0
        return max([BEFORE, *(self.moment(day) + milestone for day in dates)])

    def forward(self, durations: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
        """Earliest start and finish of each activity with these durations."""
        return self._pass(self.timelines, durations, frozenset(durations))

    def forward_many(
        self, durations: Mapping[str, Moments], draws: int
    ) -> tuple[dict[str, Moments], dict[str, Moments]]:
        """The same for each of so many draws of the durations."""
        return self._pass(self._of_many(draws), durations, frozenset(durations))

    def finishes_of_many(self, durations: Mapping[str, Moments], draws: int) -> dict[str, Moments]:
        """The earliest finish of each activity, draw by draw: starts are worked out only where another depends on one."""
        links = (dependency for activity in self.order for dependency in activity.after)
        looked_at = frozenset(d.on for d in links if d.link in (Link.START_START, Link.START_FINISH))
        _, finishes = self._pass(self._of_many(draws), durations, looked_at)
        return finishes

    def _of_many(self, draws: int) -> dict[str, ManyTimes]:
        return {name: ManyTimes(timeline, draws) for name, timeline in self.timelines.items()}

    def _pass(
        self, timelines: Mapping[str, Any], durations: Mapping[str, Any], starts_of: Container[str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """One rule for one plan and for many: only the timelines and the moments differ in kind."""
        starts: dict[str, Any] = {}
        finishes: dict[str, Any] = {}
        for activity in self.order:
            days, timeline = durations[activity.name], timelines[activity.calendar]
            bounds = [bound(dependency, starts, finishes, timeline, days) for dependency in activity.after]
            starts[activity.name], finishes[activity.name] = timeline.placed(
                [self.not_before(activity), *bounds], days, with_start=activity.name in starts_of
            )
        return starts, finishes


def bound(
    dependency: Dependency, starts: Mapping[str, Any], finishes: Mapping[str, Any], timeline: Any, days: Any
) -> Any:
    """Before which moment a dependency does not let an activity of so many days start."""
    from_finish = dependency.link in (Link.FINISH_START, Link.FINISH_FINISH)
    other = (finishes if from_finish else starts)[dependency.on]
    moment = timeline.later(other, dependency.lag, finished=from_finish)
    if dependency.link in (Link.FINISH_START, Link.START_START):
        return moment
    return timeline.start_to_finish_at(moment, days)


def network(project: Project) -> Network:
    """The network of a project.

    Raises ``CircularPlan``, ``UnknownActivity``, and ``ValueError`` for two activities of one name or a plan
    without activities.
    """
    by_name = {activity.name: activity for activity in project.activities}
    if not by_name:
        raise ValueError("a plan has at least one activity")
    if len(by_name) < len(project.activities):
        names = [activity.name for activity in project.activities]
        raise ValueError(
            f"more than one activity is called {sorted({n for n in names if names.count(n) > 1})}"
        )
    calendars = {"": Workdays(), **project.calendars}
    wanted = [(d.on, a.name) for a in project.activities for d in a.after if d.on not in by_name]
    wanted += [(a.calendar, a.name) for a in project.activities if a.calendar not in calendars]
    if wanted:
        raise UnknownActivity(
            "; ".join(f"{name!r}, named by {whom!r}, is not in the plan" for name, whom in wanted)
        )
    sorter = TopologicalSorter({a.name: [d.on for d in a.after] for a in project.activities})
    try:
        order = tuple(by_name[name] for name in sorter.static_order())
    except CycleError as error:
        raise CircularPlan(tuple(error.args[1])) from None
    used = {activity.calendar for activity in project.activities}
    first, length = project.start - timedelta(days=BEFORE), project.horizon + BEFORE
    timelines = {name: Timeline(name, calendars[name], first, length) for name in used}
    return Network(project, order, timelines)
