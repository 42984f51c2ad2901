"""Credit notes: what is left of each, and what was taken off which invoice."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from bodemplaat.capabilities.invoices.models import ReceivedInvoice, SetOff
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.documents import document_of
from bodemplaat.capabilities.invoices.reckoning.reading import number_key
from bodemplaat.capabilities.invoices.reckoning.setting_off import Credit
from bodemplaat.capabilities.invoices.values import CreditView, SetOffView
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceState, PaymentState
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro

TO_BE_PAID = (PaymentState.NONE, PaymentState.RETURNED, PaymentState.PARTLY)


@query
def credit_view(*, actor: Actor, invoice: UUID) -> CreditView | None:
    """A registered credit note of the actor's desk; ``None`` for anything else. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    if not is_credit(row):
        return None
    document = document_of(actor, row)
    names = tuple(each.number for each in document.preceding) if document else ()
    return CreditView(Euro(left_of(actor, [row])[row.id]), set_off_of(actor, row), names)


def is_credit(row: ReceivedInvoice) -> bool:
    """Whether it is a credit note that can be taken off a payment."""
    is_registered = row.state == InvoiceState.REGISTERED
    return row.is_credit_note and is_registered and row.currency == "EUR" and (row.payable or 0) > 0


def left_of(actor: Actor, rows: Collection[ReceivedInvoice]) -> Mapping[UUID, int]:
    """Cents of each credit note that are not set off yet."""
    ids = [row.id for row in rows]
    used = dict(
        SetOff.records.of(actor)
        .filter(credit_note_id__in=ids)
        .order_by()
        .values_list("credit_note_id")
        .annotate(cents=Sum("cents"))
    )
    return {row.id: (row.payable or 0) - int(used.get(row.id) or 0) for row in rows}


def off_of(actor: Actor, invoices: Collection[UUID]) -> Mapping[UUID, int]:
    """Cents that were taken off each of these invoices."""
    rows = SetOff.records.of(actor).filter(invoice_id__in=list(invoices)).order_by()
    return {
        invoice: int(cents) for invoice, cents in rows.values_list("invoice_id").annotate(cents=Sum("cents"))
    }


def off_of_parts(actor: Actor, parts: Collection[UUID]) -> Mapping[UUID, int]:
    """Cents that were taken off each of these parts of an invoice."""
    rows = SetOff.records.of(actor).filter(part_id__in=list(parts)).order_by()
    return {part: int(cents) for part, cents in rows.values_list("part_id").annotate(cents=Sum("cents"))}


def set_off_of(actor: Actor, row: ReceivedInvoice) -> tuple[SetOffView, ...]:
    """What was set off of an invoice or a credit note, the first one first."""
    own, other = ("credit_note", "invoice") if row.is_credit_note else ("invoice", "credit_note")
    rows = SetOff.records.of(actor).filter(**{own: row.id}).order_by("at", "id")
    return tuple(
        SetOffView(identity, number, Euro(cents), at)
        for identity, number, cents, at in rows.values_list(f"{other}_id", f"{other}__number", "cents", "at")
    )


def open_credits(actor: Actor, row: ReceivedInvoice) -> tuple[Credit, ...]:
    """The credit notes of the supplier of an invoice of which something is left, the oldest first; held until the end."""
    if row.supplier_id is None:
        return ()
    notes = ReceivedInvoice.records.of(actor).filter(
        organisation_id=row.organisation_id,
        supplier_id=row.supplier_id,
        is_credit_note=True,
        state=InvoiceState.REGISTERED,
    )
    held_notes = [each for each in notes.locked().order_by("received_at", "id") if is_credit(each)]
    left = left_of(actor, held_notes)
    return tuple(
        Credit(each.id, left[each.id], timezone.localdate(each.received_at), _names(actor, each))
        for each in held_notes
        if left[each.id] > 0
    )


def is_to_be_paid(actor: Actor, row: ReceivedInvoice) -> Mapping[str, bool]:
    """The other invoices of this supplier by the key of their number: whether each is to be paid still, once it is approved."""
    if row.supplier_id is None:
        return {}
    rows = ReceivedInvoice.records.of(actor).filter(
        organisation_id=row.organisation_id,
        supplier_id=row.supplier_id,
        is_credit_note=False,
        state=InvoiceState.REGISTERED,
    )
    by_key: dict[str, bool] = {}
    fields = ("number_key", "approval", "payment")
    for key, approval, payment in rows.exclude(id=row.id).values_list(*fields):
        is_open = payment in TO_BE_PAID and approval != Approval.REFUSED
        by_key[key] = by_key.get(key, False) or is_open
    return by_key


def _names(actor: Actor, row: ReceivedInvoice) -> frozenset[str]:
    document = document_of(actor, row)
    return frozenset(number_key(each.number) for each in document.preceding) if document else frozenset()
