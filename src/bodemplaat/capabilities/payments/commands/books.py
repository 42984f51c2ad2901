"""What the bank did comes into the books of whoever paid, in the transaction of the statement that says so."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments.commands.moving import among
from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro, say

BANK: Final = ledger.Purpose("bank", say("Bank account to pay from"))


def debt(source_type: str) -> str:
    """The purpose of what is owed because of sources of a kind: whoever asks for its payments registers it."""
    return f"{source_type}.debt"


def post_paid(actor: Actor, payments: Sequence[UUID], day: date, at: datetime) -> None:
    """The bank paid these on a day: what was owed is less, and so is what is on the account."""
    _post(actor, payments, day, "paid", 1, at)


def post_returned(actor: Actor, payments: Sequence[UUID], day: date, at: datetime) -> None:
    """The bank gave these back on a day: it is on the account again, and owed."""
    _post(actor, payments, day, "returned", -1, at)


def _post(actor: Actor, payments: Sequence[UUID], day: date, act: str, sign: int, at: datetime) -> None:
    keeping = ledger.keeping_books(actor=actor, organisations=actor.scope) if payments else ()
    if not keeping:
        return
    rows = Payment.records.of(actor).filter(among("id", list(payments)), organisation_id__in=keeping)
    fields = ("id", "organisation_id", "source_type", "amount_cents", "remittance", "item")
    facts = [
        ledger.Fact(
            organisation,
            f"payment {payment} {act}",
            ledger.JournalCode.BANK,
            day,
            remittance or str(payment),
            (
                ledger.Part(debt(source), Euro(sign * cents), item=item or remittance or str(payment)),
                ledger.Part(BANK.code, Euro(-sign * cents)),
            ),
        )
        for payment, organisation, source, cents, remittance, item in rows.order_by("id").values_list(*fields)
    ]
    ledger.post_facts(actor=actor, facts=facts, at=at)
