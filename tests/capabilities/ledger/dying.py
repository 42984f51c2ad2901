"""A process that is killed at every step of posting one entry in turn, and tells after each what is in the books.

``python -m tests.capabilities.ledger.dying ACCOUNT ROLE``; the technique is that of payments.
"""

import itertools
import json
import os
import sys
from uuid import UUID

import django
from django.db import connections

django.setup()

from tests.capabilities.ledger.books import MARCH, credit, debit  # noqa: E402
from tests.capabilities.payments.dying import _die_at  # noqa: E402
from tests.world import MONDAY, TODAY  # noqa: E402

from bodemplaat.capabilities.ledger import api as ledger  # noqa: E402
from bodemplaat.capabilities.ledger.models import JournalCount, JournalEntry, JournalLine  # noqa: E402
from bodemplaat.foundation.access.api import actor_wearing  # noqa: E402
from bodemplaat.foundation.audit.models import AuditEntry  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor, entered  # noqa: E402


def main(account: str, role: str) -> None:
    actor = actor_wearing(user=int(account), assignment=UUID(role), on=TODAY)

    def work() -> None:
        amounts = (debit("4100", 3420), credit("0100", 3420))
        ledger.post_entry(actor=actor, day=MARCH, description="Eén", amounts=amounts, key="een", at=MONDAY)

    for number in itertools.count(1):
        connections.close_all()
        child = os.fork()
        if not child:
            _die_at(number, work)
        _, status = os.waitpid(child, 0)
        _say(True, actor)
        if os.WIFEXITED(status):
            work()
            _say(False, actor)
            return


def _say(killed: bool, actor: Actor) -> None:
    with entered(actor):
        there = {
            "entries": list(JournalEntry.records.of(actor).values_list("number", flat=True)),
            "lines": JournalLine.records.of(actor).count(),
            "count": JournalCount.records.of(actor).get(journal="memorial").last,
            "acts": AuditEntry.records.of(actor).filter(action="ledger_entry.posted").count(),
        }
    sys.stdout.write(json.dumps({"killed": killed, **there}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
