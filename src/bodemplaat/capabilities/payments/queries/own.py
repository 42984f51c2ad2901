"""What is known of one person as who is paid: their part of the file of their own data."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.foundation.privacy.api import Facts, OwnPart
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro, say


def _payments(actor: Actor, person: UUID) -> Iterator[Facts]:
    rows = Payment.records.of(actor).filter(creditor_person=person)
    for row in rows.order_by("requested_at", "id"):
        yield {
            "amount": Euro(row.amount_cents),
            "name": row.creditor_name,
            "iban": row.creditor_iban,
            "remittance": row.remittance,
            "state": row.state,
            "requested_at": row.requested_at,
            "paid_on": row.paid_on,
            "returned_on": row.returned_on,
        }


OWN: Final = (OwnPart("payments", say("What was paid to you"), _payments),)
