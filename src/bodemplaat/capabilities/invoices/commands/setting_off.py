"""Credit notes are taken off what is paid for an invoice, in the transaction that asks for its payment."""

from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.invoices.commands.books import post_credit
from bodemplaat.capabilities.invoices.events import happened_many
from bodemplaat.capabilities.invoices.models import PaymentPart, ReceivedInvoice, SetOff
from bodemplaat.capabilities.invoices.queries.setting_off import (
    is_to_be_paid,
    off_of,
    off_of_parts,
    open_credits,
)
from bodemplaat.capabilities.invoices.reckoning.setting_off import set_off
from bodemplaat.capabilities.invoices.vocabulary import InvoiceAct
from bodemplaat.foundation.tenancy.api import Actor


def set_off_credits(
    system: Actor, row: ReceivedInvoice, at: datetime, part: PaymentPart | None = None
) -> int:
    """Take off an invoice, or one ``part`` of it, what its supplier credited and was not taken off before; answers the cents of all that was.

    The credit notes are held, so that none is taken off two invoices at once. Never more than is to be paid.
    """
    if part is None:
        before = off_of(system, [row.id]).get(row.id, 0)
    else:
        before = off_of_parts(system, [part.id]).get(part.id, 0)
    open_notes = open_credits(system, row)
    if not open_notes:
        return before
    whole = part.cents if part else row.payable or 0
    to_pay, today = whole - before, timezone.localdate(at)
    taken = list(set_off(to_pay, row.number_key, open_notes, is_to_be_paid(system, row), today))
    if not taken:
        return before
    SetOff.records.of(system).bulk_create(
        [
            SetOff(
                organisation_id=row.organisation_id,
                invoice=row,
                credit_note_id=credit.id,
                part_id=part.id if part else None,
                cents=cents,
                at=at,
            )
            for credit, cents in taken
        ]
    )
    notes = ReceivedInvoice.records.of(system).filter(id__in=[credit.id for credit, _ in taken])
    by_id = {each.id: each for each in notes}
    for credit, cents in taken:
        happened_many(system, [row, by_id[credit.id]], InvoiceAct.SET_OFF, at=at, details={"cents": cents})
        post_credit(system, row, by_id[credit.id], cents, at, part.id if part else None)
    return before + sum(cents for _, cents in taken)
