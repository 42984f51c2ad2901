"""The door of billing: what a provider bills its customers by agreements and signed reports.

``preview`` works out what is due up to a day and stores nothing · ``make_run`` freezes it, ``release_run`` lets another controller
let it go out, ``take_back_run`` lets go of it · ``invoice_bills`` makes each bill's invoice once, in the worker · ``run`` and ``bill``
show them, and ``own_bills`` what a customer was billed · ``keep_treatment`` says how a service is taxed.

``start_year`` settles a year on its actual costs: ``decide_year`` puts the board's decision down, ``adopt_year`` seals it for the next
run to bill, ``year_settled`` shows it, and ``own_year_shares`` what it comes to for a customer.
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
from bodemplaat.capabilities.billing.commands.years import (
    adopt_year,
    decide_year,
    keep_year_rule,
    start_year,
    take_back_year,
    take_costs_from_books,
)
from bodemplaat.capabilities.billing.errors import BillsNobody, CannotBill, NotByYou, NotYourBills
from bodemplaat.capabilities.billing.notifications import RunMessages, YearMessages
from bodemplaat.capabilities.billing.policies import BILLERS
from bodemplaat.capabilities.billing.queries.due import places_billed, preview
from bodemplaat.capabilities.billing.queries.explained import explained
from bodemplaat.capabilities.billing.queries.runs import bill, own_bills, run, runs
from bodemplaat.capabilities.billing.queries.vat import services_taxed
from bodemplaat.capabilities.billing.queries.year_shares import own_year_shares, year_share
from bodemplaat.capabilities.billing.queries.years import DRAFT, year_settled, years_settled
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
    YEAR_END,
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
from bodemplaat.capabilities.billing.reckoning.settling import (
    known_later,
    problems_of_year,
    settle_year,
    treatments_of,
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
from bodemplaat.capabilities.billing.reckoning.year import (
    BY_BILLED,
    BY_RULE,
    BY_USE,
    DIVISIONS,
    GENERAL_COSTS,
    KEPT,
    SHARED,
    TREATMENTS,
    ActualCostLine,
    BilledOfYear,
    EarlierYear,
    YearFacts,
    YearPart,
    YearResult,
    YearRule,
)
from bodemplaat.capabilities.billing.reckoning.year_report import (
    TREATMENT_NAMES,
    later_table,
    share_report,
    year_report,
    years_report,
)
from bodemplaat.capabilities.billing.reckoning.year_shares import ShareOfYear
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
    YearRow,
    YearShareView,
    YearView,
)

__all__ = [
    "ADVANCE",
    "BILLERS",
    "BY_BILLED",
    "BY_RULE",
    "BY_USE",
    "CORRECTION",
    "CREDIT",
    "DAYS_AHEAD",
    "DIVISIONS",
    "DRAFT",
    "EXEMPT",
    "GENERAL",
    "GENERAL_COSTS",
    "HOWS",
    "HOW_NAMES",
    "KEPT",
    "KINDS",
    "OUTSIDE",
    "REDUCED",
    "SAYS_WHY",
    "SET_OFF",
    "SHARED",
    "START_UP",
    "START_UP_COSTS",
    "TAKEN_BACK",
    "TREATMENTS",
    "TREATMENT_NAMES",
    "USAGE",
    "YEAR_END",
    "ActualCostLine",
    "BillLine",
    "BillView",
    "BilledOfYear",
    "BillsNobody",
    "CannotBill",
    "Counting",
    "CustomerDue",
    "Delivery",
    "EarlierYear",
    "Explained",
    "NamedDelivery",
    "NotByYou",
    "NotYourBills",
    "Preview",
    "RunMessages",
    "RunRow",
    "RunView",
    "ServiceTaxed",
    "ShareOfYear",
    "SignedReport",
    "TaxedLine",
    "Treatment",
    "TreatmentView",
    "YearFacts",
    "YearMessages",
    "YearPart",
    "YearResult",
    "YearRow",
    "YearRule",
    "YearShareView",
    "YearView",
    "adopt_year",
    "advances",
    "bill",
    "bill_report",
    "countings",
    "credits_of",
    "decide_year",
    "due_report",
    "explained",
    "explanation",
    "how_told",
    "invoice_bill",
    "invoice_bills",
    "keep_treatment",
    "keep_year_rule",
    "known_later",
    "later_table",
    "lines_to_bill",
    "make_run",
    "own_bills",
    "own_year_shares",
    "places_billed",
    "preview",
    "problems_of_year",
    "rate_on",
    "release_run",
    "run",
    "run_report",
    "runs",
    "services_taxed",
    "settle_year",
    "settled",
    "share_report",
    "sheets_of",
    "start_year",
    "take_back_run",
    "take_back_year",
    "take_costs_from_books",
    "taxed",
    "treatment_on",
    "treatments_of",
    "try_again",
    "usage",
    "year_report",
    "year_settled",
    "year_share",
    "years_report",
    "years_settled",
]
