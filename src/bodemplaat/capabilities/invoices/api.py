"""The door of suppliers' invoices.

``judge_files`` reads and judges files, outside any transaction · ``receive_invoice`` takes one in, once · a clerk decides about what
waits (``register_invoice``, ``send_invoice_back``) · ``invoices_at_desk`` and ``invoice_view`` show them.
"""

from bodemplaat.capabilities.invoices.commands.deciding import register_invoice, send_invoice_back
from bodemplaat.capabilities.invoices.commands.handing_over import hand_over_invoices
from bodemplaat.capabilities.invoices.commands.receiving import judge_files, receive_invoice
from bodemplaat.capabilities.invoices.errors import (
    AlreadyDecided,
    CannotBeRegistered,
    NoReason,
    NotForThisDesk,
    UnusableInvoiceFile,
)
from bodemplaat.capabilities.invoices.ports import Judged, judge_with
from bodemplaat.capabilities.invoices.queries.invoices import invoice_view
from bodemplaat.capabilities.invoices.queries.lists import (
    INVOICES_SINCE,
    INVOICES_WAITING,
    SORTS,
    invoice_counts,
    invoice_ids,
    invoice_rows,
    invoices_at_desk,
    invoices_since,
    invoices_waiting,
    organisations_taken_in_for,
)
from bodemplaat.capabilities.invoices.reckoning.arriving import Arrival
from bodemplaat.capabilities.invoices.values import (
    InvoiceEventView,
    InvoiceFilter,
    InvoicePage,
    InvoiceRow,
    InvoiceView,
    Received,
)
from bodemplaat.capabilities.invoices.vocabulary import (
    ACT_WORDS,
    CHANNEL_WORDS,
    DUPLICATE,
    NEW_SUPPLIER,
    NUMBER_AGAIN,
    OTHER_ACCOUNT,
    OTHER_CURRENCY,
    OTHER_CUSTOMER,
    SEVERITY_WORDS,
    STATE_WORDS,
    Channel,
    InvoiceAct,
    InvoiceMove,
    InvoiceState,
)
from bodemplaat.formats.invoices.read import MOST_BYTES

__all__ = [
    "ACT_WORDS",
    "CHANNEL_WORDS",
    "DUPLICATE",
    "INVOICES_SINCE",
    "INVOICES_WAITING",
    "MOST_BYTES",
    "NEW_SUPPLIER",
    "NUMBER_AGAIN",
    "OTHER_ACCOUNT",
    "OTHER_CURRENCY",
    "OTHER_CUSTOMER",
    "SEVERITY_WORDS",
    "SORTS",
    "STATE_WORDS",
    "AlreadyDecided",
    "Arrival",
    "CannotBeRegistered",
    "Channel",
    "InvoiceAct",
    "InvoiceEventView",
    "InvoiceFilter",
    "InvoiceMove",
    "InvoicePage",
    "InvoiceRow",
    "InvoiceState",
    "InvoiceView",
    "Judged",
    "NoReason",
    "NotForThisDesk",
    "Received",
    "UnusableInvoiceFile",
    "hand_over_invoices",
    "invoice_counts",
    "invoice_ids",
    "invoice_rows",
    "invoice_view",
    "invoices_at_desk",
    "invoices_since",
    "invoices_waiting",
    "judge_files",
    "judge_with",
    "organisations_taken_in_for",
    "receive_invoice",
    "register_invoice",
    "send_invoice_back",
]
