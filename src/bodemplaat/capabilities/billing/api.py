"""The door of billing: what a provider bills its customers by agreements and signed reports.

``preview`` works out what is due up to a day and stores nothing · ``make_run`` freezes it, ``release_run`` lets another controller
let it go out, ``take_back_run`` lets go of it · ``invoice_bills`` makes each bill's invoice once, in the worker · ``run`` and ``bill``
show them, and ``own_bills`` what a customer was billed · ``keep_treatment`` says how a service is taxed.
"""

from bodemplaat.capabilities.billing.commands.invoicing import invoice_bill, invoice_bills
from bodemplaat.capabilities.billing.commands.runs import (
    DAYS_AHEAD,
    make_run,
    release_run,
    take_back_run,
    try_again,
)
from bodemplaat.capabilities.billing.commands.vat import keep_treatment
from bodemplaat.capabilities.billing.errors import BillsNobody, CannotBill, NotByYou, NotYourBills
from bodemplaat.capabilities.billing.notifications import RunMessages
from bodemplaat.capabilities.billing.policies import BILLERS
from bodemplaat.capabilities.billing.queries.due import places_billed, preview
from bodemplaat.capabilities.billing.queries.explained import explained
from bodemplaat.capabilities.billing.queries.runs import bill, own_bills, run, runs
from bodemplaat.capabilities.billing.queries.vat import services_taxed
from bodemplaat.capabilities.billing.reckoning.advances import advances
from bodemplaat.capabilities.billing.reckoning.credits import credits_of
from bodemplaat.capabilities.billing.reckoning.due import SignedReport, lines_to_bill
from bodemplaat.capabilities.billing.reckoning.explaining import explanation
from bodemplaat.capabilities.billing.reckoning.lines import (
    ADVANCE,
    CORRECTION,
    CREDIT,
    KINDS,
    SET_OFF,
    START_UP,
    TAKEN_BACK,
    USAGE,
    BillLine,
    Delivery,
)
from bodemplaat.capabilities.billing.reckoning.report import (
    HOW_NAMES,
    bill_report,
    due_report,
    how_told,
    run_report,
)
from bodemplaat.capabilities.billing.reckoning.sheets import settled, sheets_of
from bodemplaat.capabilities.billing.reckoning.usage import Counting, countings, usage
from bodemplaat.capabilities.billing.reckoning.vat import (
    EXEMPT,
    GENERAL,
    HOWS,
    OUTSIDE,
    REDUCED,
    SAYS_WHY,
    START_UP_COSTS,
    TaxedLine,
    Treatment,
    rate_on,
    taxed,
    treatment_on,
)
from bodemplaat.capabilities.billing.values import (
    BillView,
    CustomerDue,
    Explained,
    NamedDelivery,
    Preview,
    RunRow,
    RunView,
    ServiceTaxed,
    TreatmentView,
)

__all__ = [
    "ADVANCE",
    "BILLERS",
    "CORRECTION",
    "CREDIT",
    "DAYS_AHEAD",
    "EXEMPT",
    "GENERAL",
    "HOWS",
    "HOW_NAMES",
    "KINDS",
    "OUTSIDE",
    "REDUCED",
    "SAYS_WHY",
    "SET_OFF",
    "START_UP",
    "START_UP_COSTS",
    "TAKEN_BACK",
    "USAGE",
    "BillLine",
    "BillView",
    "BillsNobody",
    "CannotBill",
    "Counting",
    "CustomerDue",
    "Delivery",
    "Explained",
    "NamedDelivery",
    "NotByYou",
    "NotYourBills",
    "Preview",
    "RunMessages",
    "RunRow",
    "RunView",
    "ServiceTaxed",
    "SignedReport",
    "TaxedLine",
    "Treatment",
    "TreatmentView",
    "advances",
    "bill",
    "bill_report",
    "countings",
    "credits_of",
    "due_report",
    "explained",
    "explanation",
    "how_told",
    "invoice_bill",
    "invoice_bills",
    "keep_treatment",
    "lines_to_bill",
    "make_run",
    "own_bills",
    "places_billed",
    "preview",
    "rate_on",
    "release_run",
    "run",
    "run_report",
    "runs",
    "services_taxed",
    "settled",
    "sheets_of",
    "take_back_run",
    "taxed",
    "treatment_on",
    "try_again",
    "usage",
]
