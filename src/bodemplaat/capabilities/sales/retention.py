"""How long invoices of our own are kept: seven years from the end of the year in which they were issued."""

from datetime import date
from typing import Final

from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.foundation.retention.api import Dossier, Papers, Rows, since
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Issued; a draft is thrown away by hand."""
    return since(rows.filter(state=SalesState.ISSUED), "issued_at")


SALES: Final = Dossier(
    code="sales",
    name=say("Invoices of our own"),
    model="sales.SalesInvoice",
    closed=_closed,
    label="number",
    papers=(Papers("sales.SalesInvoice", "", "ubl"), Papers("sales.SalesInvoice", "", "paper")),
)
