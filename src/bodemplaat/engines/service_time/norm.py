"""What was agreed: how long a case may take, and in what it is counted."""

from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """In what a norm counts."""

    WORKING_MINUTES = "working_minutes"
    """Minutes of opening hours. Runs from the very moment of receipt; outside opening hours it stands still."""
    CLOCK_MINUTES = "clock_minutes"
    """Minutes by the clock, day and night, whatever the opening hours. Runs from the very moment of receipt."""
    WORKING_DAYS = "working_days"
    """Days that have opening hours. The day of receipt does not count; the term ends with the last day."""
    CALENDAR_DAYS = "calendar_days"
    """All days. The day of receipt does not count; the term ends with the last day."""

    @property
    def counts_days(self) -> bool:
        """Whether the norm is a number of days rather than a stretch of time."""
        return self not in (Unit.WORKING_MINUTES, Unit.CLOCK_MINUTES)


@dataclass(frozen=True, slots=True)
class Norm:
    """``Norm(30, Unit.CALENDAR_DAYS)``: thirty days after the day of receipt.

    ``ends_on_working_day`` moves the end of a term in calendar days that falls on a closed day to the next day
    that is open, as the Algemene termijnenwet (article 1) does for terms set by law. Raises ``ValueError`` for
    an amount under one, and for ``ends_on_working_day`` on another unit.
    """

    amount: int
    unit: Unit
    ends_on_working_day: bool = False

    def __post_init__(self) -> None:
        if type(self.amount) is not int or self.amount < 1:
            raise ValueError(f"a norm is a whole number of at least 1, not {self.amount!r}")
        if self.ends_on_working_day and self.unit is not Unit.CALENDAR_DAYS:
            raise ValueError("only a norm in calendar days can be moved to the next working day")
