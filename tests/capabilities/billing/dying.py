"""A process that is killed at every step of making, releasing or invoicing a run in turn, and tells after each what there is.

``python -m tests.capabilities.billing.dying ACT ORGANISATION ACCOUNT ROLE WHERE``, in which WHERE is the cooperation of a run to
make, or the run; the technique is that of payments.
"""

import itertools
import json
import os
import sys
from collections.abc import Callable
from uuid import UUID

import django
from django.db import connection, connections

django.setup()

from tests.capabilities.billing.running import FIRST, JANUARY  # noqa: E402
from tests.capabilities.billing.settling import NEW_YEAR, decide  # noqa: E402
from tests.capabilities.payments.dying import _die_at  # noqa: E402

from bodemplaat.capabilities.billing import api as billing  # noqa: E402
from bodemplaat.capabilities.billing.models import Bill, BillingRun, BillRow, YearDecision, YearShare  # noqa: E402
from bodemplaat.capabilities.sales.models import SalesInvoice  # noqa: E402
from bodemplaat.foundation.access.api import actor_wearing  # noqa: E402
from bodemplaat.foundation.documents.models import Document  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor, Refused, entered  # noqa: E402


def main(act: str, organisation: str, account: str, role: str, where: str) -> None:
    system = Actor.system(UUID(organisation))
    work = _work(act, system, actor_wearing(user=int(account), assignment=UUID(role), on=FIRST), UUID(where))
    for number in itertools.count(1):
        connections.close_all()
        child = os.fork()
        if not child:
            _die_at(number, work)
        _, status = os.waitpid(child, 0)
        _say(True, system)
        if os.WIFEXITED(status):
            work()
            _say(False, system)
            return


def _work(act: str, system: Actor, actor: Actor, where: UUID) -> Callable[[], object]:
    if act == "invoice":
        return lambda: billing.invoice_bills(actor=system, run=where, at=JANUARY)

    def once() -> None:
        try:
            if act == "decide":
                decide(actor, where)
            elif act == "adopt":
                billing.adopt_year(actor=actor, settlement=where, at=NEW_YEAR)
            elif act == "make":
                billing.make_run(actor=actor, cooperation=where, until=FIRST, at=JANUARY)
            else:
                billing.release_run(actor=actor, run=where, at=JANUARY)
        except Refused:
            pass  # it was done before the process died

    return once


def _say(killed: bool, system: Actor) -> None:
    with entered(system):
        there = {
            "runs": BillingRun.records.of(system).count(),
            "bills": sorted(Bill.records.of(system).values_list("state", flat=True)),
            "lines": sorted(BillRow.records.of(system).values_list("state", flat=True)),
            "numbers": sorted(Bill.records.of(system).exclude(number="").values_list("number", flat=True)),
            "invoices": sorted(SalesInvoice.records.of(system).values_list("number", flat=True)),
            "documents": Document.records.of(system).count(),
            "jobs": _jobs(),
            "decisions": YearDecision.records.of(system).count(),
            "shares": sorted(YearShare.records.of(system).values_list("state", flat=True)),
        }
    sys.stdout.write(json.dumps({"killed": killed, **there}) + "\n")
    sys.stdout.flush()


def _jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'billing.invoice'")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
