"""The door of the ledger."""

from bodemplaat.capabilities.ledger.commands import add_cost_centre
from bodemplaat.capabilities.ledger.queries import (
    CostCentreView,
    TaakveldView,
    check_booking,
    cost_centres,
    taakvelden,
)

__all__ = [
    "CostCentreView",
    "TaakveldView",
    "add_cost_centre",
    "check_booking",
    "cost_centres",
    "taakvelden",
]
