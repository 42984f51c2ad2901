"""The two ways of counting that a norm may ask for, over one span of days."""

from bodemplaat.engines.service_time.norm import Unit
from bodemplaat.engines.service_time.opening import AROUND_THE_CLOCK, OpeningHours
from bodemplaat.engines.service_time.working_time import BeyondCalendar, WorkingTime
from bodemplaat.kernel import Period

__all__ = ["BeyondCalendar", "Calendar"]


class Calendar:
    """Opening hours and plain days, both laid out over ``span``.

    The span must hold every moment of the cases and every due moment; a moment outside raises
    ``BeyondCalendar``. Take it wide: ten years are laid out in some tens of milliseconds.
    """

    __slots__ = ("natural", "opening")

    def __init__(self, hours: OpeningHours, span: Period) -> None:
        self.opening = WorkingTime(hours, span)
        self.natural = WorkingTime(OpeningHours.always(AROUND_THE_CLOCK, zone=hours.zone), span)

    def counted_by(self, unit: Unit) -> WorkingTime:
        """The time in which a norm of this unit counts."""
        return self.natural if unit in (Unit.CALENDAR_DAYS, Unit.CLOCK_MINUTES) else self.opening
