"""The door of the clock.

``clocks`` says when each provider of the actor's cooperations is open; ``Hours.answer`` gives what the clock says of the events
of one case, ``Hours.calendar`` what ``reckon_many`` takes for many. ``norm_among`` takes the norm that counts from what was published.
``explain`` tells why a case is due when it is. Nothing that follows from hours and events is stored, so a holiday that is
announced late moves every page, queue and report alike.
"""

from bodemplaat.capabilities.clock.commands import (
    HOURS_CHANGED,
    open_as_usual,
    open_on_week,
    open_otherwise,
)
from bodemplaat.capabilities.clock.errors import UnsoundHours
from bodemplaat.capabilities.clock.policies import KEEPERS
from bodemplaat.capabilities.clock.queries import Clocks, clocks, own_hours
from bodemplaat.capabilities.clock.reckoning.explaining import explain
from bodemplaat.capabilities.clock.reckoning.since import TermSince, due_since, term_since
from bodemplaat.capabilities.clock.reckoning.terms import clocked, norm_among, norm_from
from bodemplaat.capabilities.clock.reckoning.week import DAYS
from bodemplaat.capabilities.clock.values import Hours, SpecialDayView, WeekView
from bodemplaat.engines.service_time import Norm

__all__ = [
    "DAYS",
    "HOURS_CHANGED",
    "KEEPERS",
    "Clocks",
    "Hours",
    "Norm",
    "SpecialDayView",
    "TermSince",
    "UnsoundHours",
    "WeekView",
    "clocked",
    "clocks",
    "due_since",
    "explain",
    "norm_among",
    "norm_from",
    "open_as_usual",
    "open_on_week",
    "open_otherwise",
    "own_hours",
    "term_since",
]
