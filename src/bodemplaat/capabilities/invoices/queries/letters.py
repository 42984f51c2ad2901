"""What a supplier wrote about an invoice: the mail with which it came, and what it asked and claimed later."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices.models import SupplierLetter
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.facts import owed
from bodemplaat.capabilities.invoices.reckoning.for_supplier import highest
from bodemplaat.capabilities.invoices.reckoning.late import OwedByLaw, owed_by_law
from bodemplaat.capabilities.invoices.vocabulary import LetterKind, ReminderLevel
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter of a supplier, as it stands with an invoice; ``document`` is the whole message where it is kept.

    A reminder has its ``level``, and what it claims beside the invoice where a clerk read that.
    """

    id: UUID
    kind: LetterKind
    sender: str
    sender_name: str
    subject: str
    text: str
    came_at: datetime
    document: UUID | None
    level: ReminderLevel | None
    claimed: Euro | None


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
            (highest([row.level]) if row.kind == LetterKind.REMINDER else None),
            (Euro(row.claimed_cents) if row.claimed_cents else None),
        )
        for row in rows
    )


@query
def owed_for_invoice(*, actor: Actor, invoice: UUID, on: date) -> OwedByLaw | None:
    """What is owed by the law beside an invoice of the actor's desk; ``None`` where nothing is to be paid. Raises as ``invoice_view``.

    Over the whole of it: what of it is disputed rightly is not known here.
    """
    invoices_of_desk(actor).only("id").one(id=invoice)
    row = owed(actor).filter(id=invoice, currency="EUR").first()
    if row is None:
        return None
    received = timezone.localdate(row.received_at)
    return owed_by_law(
        Euro(row.payable or 0), received=received, agreed=row.terms_until, paid=row.paid_on, today=on
    )


def levels_of(actor: Actor, invoices: Collection[UUID]) -> Mapping[UUID, ReminderLevel]:
    """How pressing the most pressing reminder of each of these invoices is; one without any is left out. One statement."""
    levels: dict[UUID, list[str]] = defaultdict(list)
    rows = SupplierLetter.records.of(actor).filter(invoice_id__in=list(invoices), kind=LetterKind.REMINDER)
    for invoice, level in rows.order_by().values_list("invoice_id", "level").distinct():
        levels[invoice].append(level)
    by_invoice = ((invoice, highest(each)) for invoice, each in levels.items())
    return {invoice: level for invoice, level in by_invoice if level is not None}
