"""What a plan's file says, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bodemplaat.engines.planning import Delay, Plan, Project, Shape, Simulation
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.kernel import Finding

DAYS_OF_A_MONTH = Fraction(146_097, 4_800)
"""Of the Gregorian calendar on average: 30.436875."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Activities that belong together; ``months`` is how long they may take by the guideline, if there is one."""

    name: str
    months: Decimal | None


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so for the durations to hold, and what is told where it is not."""

    name: str
    met: bool
    otherwise: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a scenario changes, of one activity or of a whole phase: ``longer`` 0.2 takes a fifth more."""

    activity: str
    phase: str
    weeks: int
    longer: Decimal
    not_before: date | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """The same plan with other participants, conditions that are not met, and changes."""

    name: str
    text: str
    participants: int
    unmet: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which nothing is done on the calendars named, all if none is."""

    name: str
    first: date
    last: date
    calendars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The file. ``phase_of`` and ``who_of`` go by activity; 0 participants is not said.

    ``conflicts`` are the dates that cannot be kept, each with its line or cell.
    """

    title: str
    introduction: str
    project: Project
    phases: tuple[Phase, ...]
    phase_of: Mapping[str, str]
    who_of: Mapping[str, str]
    participants: int
    most_participants: int
    conditions: tuple[Condition, ...]
    scenarios: tuple[Scenario, ...]
    closed: tuple[Closed, ...]
    free_days: FreeDays
    shape: Shape
    conflicts: tuple[Finding, ...] = ()

    def names_of(self, phase: str) -> tuple[str, ...]:
        """The activities of a phase."""
        return tuple(name for name, its in self.phase_of.items() if its == phase)


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """When a phase starts and ends."""

    phase: Phase
    start: date
    finish: date

    @property
    def months(self) -> Fraction:
        """How long it takes, counted by the calendar: from the 4th up to and including the 3rd is one month."""
        return months_between(self.start, self.finish)


@dataclass(frozen=True, slots=True)
class ScenarioOutcome:
    """What becomes of the plan. ``not_met`` are the conditions that fail, ``too_many`` whether participants do."""

    scenario: Scenario
    plan: Plan
    phases: tuple[PhaseDates, ...]
    simulation: Simulation | None
    not_met: tuple[Condition, ...]
    too_many: bool


@dataclass(frozen=True, slots=True)
class AskedDelay:
    """A delay asked for on the command line, in weeks, and what it does."""

    activity: str
    weeks: int
    workdays: int
    effect: Delay


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The chance that an activity, or everything where none is named, is done by a day."""

    activity: str
    day: date
    chance: float


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """The plan, how sure it is if that was asked, and what scenarios and delays make of it."""

    plan: Plan
    phases: tuple[PhaseDates, ...]
    simulation: Simulation | None
    scenarios: tuple[ScenarioOutcome, ...]
    delays: tuple[AskedDelay, ...]
    by: AskedDay | None
    seed: int


def months_between(first: date, last: date) -> Fraction:
    """Months from the start of a first day to the end of a last one: whole ones by date, then days of an average month."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole + Fraction(last.day + 1 - first.day) / DAYS_OF_A_MONTH
