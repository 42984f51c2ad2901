"""The budget year of a joint arrangement, counted back from the days on which boards and councils meet.

``plan_year`` gives each step with the last day that the law leaves for it, the meeting in which each council can give its view, and
what would have to move where a day cannot be met. Terms are values: which they are, the law's table says.

All days are calendar days, also weekends and recess: the law counts so, and a council's meetings are its own.
"""

from bodemplaat.engines.wgr_year.model import (
    Amendment,
    Council,
    CouncilView,
    Form,
    Step,
    StepKind,
    Terms,
    YearCalendar,
    YearPlan,
    check_calendar,
)
from bodemplaat.engines.wgr_year.reckoning import plan_year

__all__ = [
    "Amendment",
    "Council",
    "CouncilView",
    "Form",
    "Step",
    "StepKind",
    "Terms",
    "YearCalendar",
    "YearPlan",
    "check_calendar",
    "plan_year",
]
