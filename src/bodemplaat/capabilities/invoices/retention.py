"""How long invoices are kept: seven years from the end of the year in which somebody decided about them."""

from datetime import date
from typing import Final

from bodemplaat.capabilities.invoices.lifecycle import OVER
from bodemplaat.foundation.retention.api import Dossier, Papers, Part, Rows, since
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Registered, or sent back."""
    return since(rows.filter(state__in=OVER, decided_at__isnull=False), "decided_at")


INVOICES: Final = Dossier(
    code="invoices",
    name=say("Invoices of suppliers with their documents"),
    model="invoices.ReceivedInvoice",
    closed=_closed,
    parts=(Part("invoices.InvoiceEvent", "invoice"),),
    papers=(
        Papers("invoices.ReceivedInvoice", "", "document"),
        Papers("invoices.ReceivedInvoice", "", "reading"),
    ),
)
KINDS: Final = (INVOICES,)
