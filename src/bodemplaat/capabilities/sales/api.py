"""The door of an organisation's own invoices.

``keep_own_details`` and ``keep_customer`` say what stands on them · ``draft_invoice`` (once under its key) and
``draft_credit_note`` make a draft · ``issue_invoice`` numbers it without gaps, as UBL and on paper, by a second person ·
``sales_invoices`` and ``sales_view`` show them.
"""

from bodemplaat.capabilities.sales.commands.drafting import (
    change_draft,
    discard_draft,
    draft_credit_note,
    draft_invoice,
)
from bodemplaat.capabilities.sales.commands.issuing import issue_invoice
from bodemplaat.capabilities.sales.commands.parties import keep_customer, keep_own_details
from bodemplaat.capabilities.sales.errors import (
    AlreadyIssued,
    KeyTaken,
    NotByOneself,
    NotYourInvoices,
    UnsoundSale,
)
from bodemplaat.capabilities.sales.policies import SELLERS
from bodemplaat.capabilities.sales.ports import print_with
from bodemplaat.capabilities.sales.queries.parties import (
    customer,
    customer_about,
    customers,
    is_for_another,
    organisations_to_invoice,
    own_details,
)
from bodemplaat.capabilities.sales.queries.sales import (
    left_to_credit_to,
    sale_under_key,
    sales_invoices,
    sales_view,
    sales_years,
)
from bodemplaat.capabilities.sales.reckoning.checking import LONGEST_TERM, MOST_LINES, UNITS
from bodemplaat.capabilities.sales.reckoning.vat import rates_on
from bodemplaat.capabilities.sales.values import (
    PartyDetails,
    PartyView,
    SalesContent,
    SalesFilter,
    SalesLine,
    SalesPage,
    SalesRow,
    SalesView,
)
from bodemplaat.capabilities.sales.vocabulary import STATE_WORDS, SalesState

__all__ = [
    "LONGEST_TERM",
    "MOST_LINES",
    "SELLERS",
    "STATE_WORDS",
    "UNITS",
    "AlreadyIssued",
    "KeyTaken",
    "NotByOneself",
    "NotYourInvoices",
    "PartyDetails",
    "PartyView",
    "SalesContent",
    "SalesFilter",
    "SalesLine",
    "SalesPage",
    "SalesRow",
    "SalesState",
    "SalesView",
    "UnsoundSale",
    "change_draft",
    "customer",
    "customer_about",
    "customers",
    "discard_draft",
    "draft_credit_note",
    "draft_invoice",
    "is_for_another",
    "issue_invoice",
    "keep_customer",
    "keep_own_details",
    "left_to_credit_to",
    "organisations_to_invoice",
    "own_details",
    "print_with",
    "rates_on",
    "sale_under_key",
    "sales_invoices",
    "sales_view",
    "sales_years",
]
