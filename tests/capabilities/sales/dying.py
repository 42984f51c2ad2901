"""A process that is killed at every step of issuing an invoice in turn, and tells after each what there is of it.

``python -m tests.capabilities.sales.dying ORGANISATION ACCOUNT ROLE INVOICE``; the technique is that of payments.
"""

import itertools
import json
import os
import sys
from uuid import UUID

import django
from django.db import connections

django.setup()

from tests.capabilities.payments.dying import _die_at  # noqa: E402
from tests.world import MONDAY, TODAY  # noqa: E402

from bodemplaat.capabilities.sales import api as sales  # noqa: E402
from bodemplaat.capabilities.sales.models import SalesCount, SalesInvoice  # noqa: E402
from bodemplaat.foundation.access.api import actor_wearing  # noqa: E402
from bodemplaat.foundation.audit.models import AuditEntry  # noqa: E402
from bodemplaat.foundation.documents.models import Document  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor, entered  # noqa: E402


def main(organisation: str, account: str, role: str, invoice: str) -> None:
    actor = actor_wearing(user=int(account), assignment=UUID(role), on=TODAY)

    def issue() -> None:
        sales.issue_invoice(actor=actor, invoice=UUID(invoice), at=MONDAY)

    for number in itertools.count(1):
        connections.close_all()
        child = os.fork()
        if not child:
            _die_at(number, issue)
        _, status = os.waitpid(child, 0)
        _say(True, Actor.system(UUID(organisation)))
        if os.WIFEXITED(status):
            issue()
            _say(False, Actor.system(UUID(organisation)))
            return


def _say(killed: bool, system: Actor) -> None:
    with entered(system):
        there = {
            "numbers": sorted(
                SalesInvoice.records.of(system).exclude(number="").values_list("number", flat=True)
            ),
            "count": sum(SalesCount.records.of(system).values_list("last", flat=True)),
            "documents": Document.records.of(system).count(),
            "acts": AuditEntry.records.of(system).filter(action="sales_invoice.issued").count(),
        }
    sys.stdout.write(json.dumps({"killed": killed, **there}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
