"""How long invoices of our own are kept: seven years from the end of the year in which they were issued."""

from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bodemplaat.capabilities.sales.models import SalesInvoice
from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.foundation.retention.api import Dossier, Papers, Rows, since
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Issued, with the last of its credit notes, which refers to it; a draft is thrown away by hand."""
    notes: Rows = QuerySet(SalesInvoice).filter(credits=OuterRef("pk"))
    last = Subquery(notes.order_by("-issued_at").values("issued_at")[:1])
    issued = rows.filter(~Exists(notes.filter(state=SalesState.DRAFT)), state=SalesState.ISSUED)
    return since(issued.annotate(last_act=Coalesce(last, F("issued_at"))), "last_act")


SALES: Final = Dossier(
    code="sales",
    name=say("Invoices of our own"),
    model="sales.SalesInvoice",
    closed=_closed,
    label="number",
    papers=(Papers("sales.SalesInvoice", "", "ubl"), Papers("sales.SalesInvoice", "", "paper")),
)
