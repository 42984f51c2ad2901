"""The service clock: when is a case due, how long did it take, who kept it waiting, since when is it late.

Events are kept, terms are derived: ``reckon`` takes the events of one case, the norm that was agreed, the
calendar of who does the work and the moment of asking, and gives the whole answer. Nothing is stored, so a
holiday that is announced late, a corrected event or other opening hours change the answer. ``reckon_many``
gives the same answers for a million cases at once, and ``follow_many`` their courses.

``OpeningHours`` week patterns, exceptions, holidays · ``Timetable`` opening hours per provider and line ·
``Calendar`` hours laid out over a span of days · ``Norm`` what was agreed · ``History`` the events of a case.

Told with worked examples in docs/explanation/algorithms/the-service-clock.md. Source of the subject: handbook
"SSC personele en financiële functie" 1.1.4 (invoices inside and outside their term, reported monthly).
"""

from bodemplaat.engines.service_time.calendar import BeyondCalendar, Calendar
from bodemplaat.engines.service_time.course import WHILE_CLOSED, Course, ImpossibleHistory, Pause, follow
from bodemplaat.engines.service_time.history import (
    Closed,
    Event,
    History,
    NormChanged,
    Received,
    Reopened,
    Resumed,
    Suspended,
)
from bodemplaat.engines.service_time.instants import day_in
from bodemplaat.engines.service_time.many import (
    Answers,
    Cases,
    lay_out,
    reckon_many,
    side_by_side,
    worked_many,
)
from bodemplaat.engines.service_time.norm import Norm, Unit
from bodemplaat.engines.service_time.opening import (
    AROUND_THE_CLOCK,
    NoOpeningHours,
    Opening,
    OpeningHours,
    Timetable,
    WeekPattern,
)
from bodemplaat.engines.service_time.reckoning import Answer, Elapsed, State, reckon
from bodemplaat.engines.service_time.together import Courses, Moves, follow_many
from bodemplaat.engines.service_time.working_time import WorkingTime

__all__ = [
    "AROUND_THE_CLOCK",
    "WHILE_CLOSED",
    "Answer",
    "Answers",
    "BeyondCalendar",
    "Calendar",
    "Cases",
    "Closed",
    "Course",
    "Courses",
    "Elapsed",
    "Event",
    "History",
    "ImpossibleHistory",
    "Moves",
    "NoOpeningHours",
    "Norm",
    "NormChanged",
    "Opening",
    "OpeningHours",
    "Pause",
    "Received",
    "Reopened",
    "Resumed",
    "State",
    "Suspended",
    "Timetable",
    "Unit",
    "WeekPattern",
    "WorkingTime",
    "day_in",
    "follow",
    "follow_many",
    "lay_out",
    "reckon",
    "reckon_many",
    "side_by_side",
    "worked_many",
]
