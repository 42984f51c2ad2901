"""How long invoices and suppliers are kept: seven years from the end of the year of the decision, or of the last invoice."""

from datetime import date
from typing import Final

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

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
    parts=(
        Part("invoices.InvoiceEvent", "invoice"),
        Part("invoices.CodedLine", "invoice"),
        Part("invoices.MatchedLine", "invoice"),
        Part("invoices.PaymentPart", "invoice"),
        Part("invoices.SetOff", "invoice"),
        Part("invoices.SetOff", "credit_note"),
        Part("invoices.InvoiceStep", "invoice"),
        Part("invoices.SupplierLetter", "invoice"),
    ),
    papers=(
        Papers("invoices.ReceivedInvoice", "", "document"),
        Papers("invoices.ReceivedInvoice", "", "reading"),
        Papers("invoices.SupplierLetter", "invoice", "document"),
    ),
)


def _used_no_more(rows: Rows, _: date) -> Rows:
    """Suppliers of which no invoice is kept any more."""
    invoices: Rows = QuerySet(apps.get_model("invoices", "ReceivedInvoice"))
    return since(rows.filter(~Exists(invoices.filter(supplier_id=OuterRef("pk")))), "last_used_at")


SUPPLIERS: Final = Dossier(
    code="suppliers",
    name=say("Suppliers with their accounts"),
    model="invoices.Supplier",
    closed=_used_no_more,
    parts=(Part("invoices.SupplierAccount", "supplier"),),
)
KINDS: Final = (INVOICES, SUPPLIERS)
