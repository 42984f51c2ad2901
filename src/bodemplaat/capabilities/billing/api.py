"""The door of billing: what agreements and signed reports come to, as lines of a bill.

``lines_to_bill`` works out what is due up to a day and not billed yet; ``taxed`` says how each line is taxed, ``settled`` what can
be invoiced now and ``sheets_of`` by which invoices.
"""

from bodemplaat.capabilities.billing.reckoning.advances import advances
from bodemplaat.capabilities.billing.reckoning.credits import credits_of
from bodemplaat.capabilities.billing.reckoning.due import SignedReport, lines_to_bill
from bodemplaat.capabilities.billing.reckoning.lines import (
    ADVANCE,
    CORRECTION,
    CREDIT,
    KINDS,
    START_UP,
    TAKEN_BACK,
    BillLine,
)
from bodemplaat.capabilities.billing.reckoning.sheets import settled, sheets_of
from bodemplaat.capabilities.billing.reckoning.vat import (
    CATEGORIES,
    EXEMPT,
    OUTSIDE,
    START_UP_COSTS,
    TAXED,
    TaxedLine,
    Treatment,
    taxed,
    treatment_on,
)

__all__ = [
    "ADVANCE",
    "CATEGORIES",
    "CORRECTION",
    "CREDIT",
    "EXEMPT",
    "KINDS",
    "OUTSIDE",
    "START_UP",
    "START_UP_COSTS",
    "TAKEN_BACK",
    "TAXED",
    "BillLine",
    "SignedReport",
    "TaxedLine",
    "Treatment",
    "advances",
    "credits_of",
    "lines_to_bill",
    "settled",
    "sheets_of",
    "taxed",
    "treatment_on",
]
