"""Network planning: when can each activity start and end, which delay hurts, and how sure is a date.

``Project`` activities, dependencies and calendars · ``schedule`` early and late dates, slack, critical path, and a
finding for every date that cannot be kept · ``delay`` what a delay does · ``simulate`` the chance of meeting a date,
from three-point estimates. A circle of dependencies is named, never guessed away (``CircularPlan``).

The method is the critical path method with the four kinds of dependency of the precedence diagram, on calendars;
uncertainty is by simulation. Told with worked examples in docs/explanation/algorithms/planning.md. Source of the
subject: handbook "SSC personele en financiële functie", 1.6 and table 6.
"""

from bodemplaat.engines.planning.calendars import WEEKDAYS, NoDaysLeft, Workdays
from bodemplaat.engines.planning.delay import Delay, delay
from bodemplaat.engines.planning.model import Activity, Dependency, Duration, Link, Project
from bodemplaat.engines.planning.network import CircularPlan, UnknownActivity, network
from bodemplaat.engines.planning.schedule import Plan, Planned, schedule
from bodemplaat.engines.planning.simulation import Shape, Simulation, simulate

__all__ = [
    "WEEKDAYS",
    "Activity",
    "CircularPlan",
    "Delay",
    "Dependency",
    "Duration",
    "Link",
    "NoDaysLeft",
    "Plan",
    "Planned",
    "Project",
    "Shape",
    "Simulation",
    "UnknownActivity",
    "Workdays",
    "delay",
    "network",
    "schedule",
    "simulate",
]
