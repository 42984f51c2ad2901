"""What is known of a supplier at an organisation when an invoice of it comes: read under the lock of its number."""

from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.knowing import Earlier
from bodemplaat.capabilities.invoices.reckoning.reading import Facts
from bodemplaat.capabilities.invoices.vocabulary import InvoiceState
from bodemplaat.foundation.tenancy.api import Actor


def wait_for_number(organisation: UUID, number_key: str) -> None:
    """Let whoever takes in, or registers, an invoice with the same number at the same moment wait for the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"invoice {organisation} {number_key}"]
        )


def earlier_of_supplier(
    actor: Actor, organisation: UUID, facts: Facts, *, but: UUID | None = None
) -> tuple[Earlier, ...]:
    """What came before of the same supplier for an organisation, the oldest first; by any number that both name.

    ``but`` is the invoice itself, where it is kept already.
    """
    same = Q()
    for column in ("supplier_vat", "supplier_kvk", "supplier_oin"):
        if value := getattr(facts, column):
            same |= Q(**{column: value})
    if not same and facts.supplier_key:
        same = Q(supplier_key=facts.supplier_key)
    if not same:
        return ()
    rows = ReceivedInvoice.records.of(actor).filter(same, organisation_id=organisation)
    if but is not None:
        rows = rows.exclude(id=but)
    return tuple(
        Earlier(
            received=timezone.localdate(row.received_at),
            number_key=row.number_key,
            is_credit_note=row.is_credit_note,
            issued=row.issued,
            payable=row.payable,
            account=row.supplier_account,
            is_registered=row.state == InvoiceState.REGISTERED,
            is_sent_back=row.state == InvoiceState.SENT_BACK,
        )
        for row in rows.only(
            "received_at",
            "number_key",
            "is_credit_note",
            "issued",
            "payable",
            "supplier_account",
            "state",
        ).order_by("received_at", "id")
    )
