"""The door of the ledger."""

from bodemplaat.capabilities.ledger.commands import add_cost_centre, change_cost_centre, end_cost_centre
from bodemplaat.capabilities.ledger.queries import (
    CostCentreView,
    TaakveldView,
    check_bookings,
    cost_centre_over_time,
    cost_centres,
    cost_centres_found,
    taakvelden,
)

__all__ = [
    "CostCentreView",
    "TaakveldView",
    "add_cost_centre",
    "change_cost_centre",
    "check_bookings",
    "cost_centre_over_time",
    "cost_centres",
    "cost_centres_found",
    "end_cost_centre",
    "taakvelden",
]
