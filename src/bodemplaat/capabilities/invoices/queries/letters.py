"""What a supplier wrote about an invoice: the mail with which it came."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.invoices.models import SupplierLetter
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.vocabulary import LetterKind
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter of a supplier, as it stands with an invoice; ``document`` is the whole message where it is kept."""

    id: UUID
    kind: LetterKind
    sender: str
    sender_name: str
    subject: str
    text: str
    came_at: datetime
    document: UUID | None


@query
def letters_of_invoice(*, actor: Actor, invoice: UUID) -> tuple[LetterView, ...]:
    """The letters with an invoice of the actor's desk, the oldest first; raises as ``invoice_view``."""
    invoices_of_desk(actor).only("id").one(id=invoice)
    rows = SupplierLetter.records.of(actor).filter(invoice_id=invoice).order_by("came_at", "id")
    return tuple(
        LetterView(
            row.id,
            LetterKind(row.kind),
            row.sender,
            row.sender_name,
            row.subject,
            row.text,
            row.came_at,
            row.document_id,
        )
        for row in rows
    )
