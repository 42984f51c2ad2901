"""What a plan is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from bodemplaat.engines.planning.calendars import Workdays


class Link(Enum):
    """What a dependency ties together."""

    FINISH_START = "finish-start"
    """Starts when the other is done."""
    START_START = "start-start"
    """Starts when the other has started."""
    FINISH_FINISH = "finish-finish"
    """Ends when the other is done."""
    START_FINISH = "start-finish"
    """Ends when the other has started."""


@dataclass(frozen=True, slots=True)
class Dependency:
    """Not before ``on``, as ``link`` says, and ``lag`` workdays of the dependent's calendar later (or earlier)."""

    on: str
    link: Link = Link.FINISH_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Duration:
    """Workdays: at best, most likely, at worst. A plan counts with the most likely.

    Raises ``ValueError`` unless 0 ≤ ``optimistic`` ≤ ``likely`` ≤ ``pessimistic``.
    """

    optimistic: int
    likely: int
    pessimistic: int

    def __post_init__(self) -> None:
        if not 0 <= self.optimistic <= self.likely <= self.pessimistic:
            raise ValueError(f"a duration goes from best to likely to worst and is not negative: {self}")

    @classmethod
    def of(cls, days: int) -> "Duration":
        """So many days for certain; 0 is a milestone."""
        return cls(days, days, days)

    @property
    def certain(self) -> bool:
        """Whether all three are the same."""
        return self.optimistic == self.pessimistic


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity or, with a duration of 0, one milestone.

    ``calendar`` names the workdays it takes place on. ``not_before`` and ``starts_on`` bind its start, ``finish_by``
    is the last day on which it may be done; dates that cannot be kept become findings. A milestone happens at the
    end of a day.
    """

    name: str
    duration: Duration
    after: tuple[Dependency, ...] = ()
    calendar: str = ""
    not_before: date | None = None
    starts_on: date | None = None
    finish_by: date | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """Activities from ``start`` on. ``calendars`` by name; ``""`` is the usual one, weekdays if not given.

    ``horizon`` is how many days from the start a plan may run.
    """

    start: date
    activities: Sequence[Activity]
    calendars: Mapping[str, Workdays] = field(default_factory=dict)
    horizon: int = 3653
