"""What a supplier sent, read again from the document that was kept."""

from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.formats.invoices import read_invoice
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.tenancy.api import Actor


def document_of(actor: Actor, row: ReceivedInvoice) -> Invoice | None:
    """The invoice as it was read, if it could be."""
    if row.reading_id is None:
        return None
    return read_invoice(content_of(actor=actor, document=row.reading_id)).invoice
