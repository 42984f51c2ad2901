"""A process that is killed at every step of letting an invoice be paid, and tells after each what is in the database.

``python -m tests.capabilities.invoices.dying ACCOUNT ROLE INVOICE``: as ``tests.capabilities.payments.dying``.
"""

import itertools
import json
import os
import sys
from typing import Any
from uuid import UUID

import django
from django.db import connections

django.setup()

from tests.capabilities.invoices.paid import PAY_ON, noon  # noqa: E402
from tests.capabilities.payments.dying import _die_at  # noqa: E402

from bodemplaat.capabilities.invoices import api as invoices  # noqa: E402
from bodemplaat.capabilities.invoices.models import InvoiceEvent, ReceivedInvoice, SetOff  # noqa: E402
from bodemplaat.capabilities.ledger.models import JournalEntry  # noqa: E402
from bodemplaat.capabilities.payments.models import Payment  # noqa: E402
from bodemplaat.foundation.access.api import actor_wearing  # noqa: E402
from bodemplaat.foundation.audit.models import AuditEntry  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor, entered  # noqa: E402


def main(account: str, role: str, organisation: str, invoice: str) -> None:
    actor = actor_wearing(user=int(account), assignment=UUID(role), on=PAY_ON)
    system = Actor.system(UUID(organisation))

    def work() -> None:
        invoices.pay_invoice_now(actor=actor, invoice=UUID(invoice), reason="Nu", at=noon(PAY_ON))

    for number in itertools.count(1):
        connections.close_all()
        child = os.fork()
        if not child:
            _die_at(number, work)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps(_found(system, UUID(invoice))) + "\n")
        sys.stdout.flush()  # a fork must not write it again
        if os.WIFEXITED(status):
            return


def _found(system: Actor, invoice: UUID) -> dict[str, Any]:
    with entered(system):
        return {
            "payments": list(Payment.records.of(system).values_list("state", "amount_cents")),
            "kept": ReceivedInvoice.records.of(system).one(id=invoice).payment,
            "set_off": list(SetOff.records.of(system).values_list("cents", flat=True)),
            "events": InvoiceEvent.records.of(system).count(),
            "entries": JournalEntry.records.of(system).count(),
            "trail": AuditEntry.records.of(system).filter(subject_type__in=["invoice", "payment"]).count(),
        }


if __name__ == "__main__":
    main(*sys.argv[1:])
