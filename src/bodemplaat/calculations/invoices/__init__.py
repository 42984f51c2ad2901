"""``bodemplaat check-invoice FILE …``: e-invoices judged in a guarded child, and told.

``guarded`` the child and what goes to and fro · ``answer`` the outcome as data · ``report`` what is told
· ``payment`` until when to pay and what later costs · ``payment_report`` what is told of that
· ``own`` an invoice of our own, drawn and on paper.
"""

from bodemplaat.calculations.invoices.answer import FORMAT, invoice_check
from bodemplaat.calculations.invoices.guarded import Checked, check_invoices
from bodemplaat.calculations.invoices.own import own_paper, own_report
from bodemplaat.calculations.invoices.payment import Paying, last_day_of, received_on
from bodemplaat.calculations.invoices.report import report

__all__ = [
    "FORMAT",
    "Checked",
    "Paying",
    "check_invoices",
    "invoice_check",
    "last_day_of",
    "own_paper",
    "own_report",
    "received_on",
    "report",
]
