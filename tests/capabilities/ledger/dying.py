"""A process that is killed at every step of one act in turn, and tells after each what is in the books of an organisation.

``python -m tests.capabilities.ledger.dying ORGANISATION ACT ACCOUNT ROLE [CLAIM]``; the technique is that of payments.
"""

import itertools
import json
import os
import sys
from collections.abc import Callable
from uuid import UUID

import django
from django.db import connections

django.setup()

from tests.capabilities.ledger.books import MARCH, credit, debit  # noqa: E402
from tests.capabilities.payments.dying import _die_at  # noqa: E402
from tests.world import MONDAY, TODAY  # noqa: E402

from bodemplaat.capabilities.claims import api as claims  # noqa: E402
from bodemplaat.capabilities.claims.models import Claim  # noqa: E402
from bodemplaat.capabilities.ledger import api as ledger  # noqa: E402
from bodemplaat.capabilities.ledger.models import JournalCount, JournalEntry, JournalLine  # noqa: E402
from bodemplaat.foundation.access.api import actor_wearing  # noqa: E402
from bodemplaat.foundation.audit.models import AuditEntry  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor, entered  # noqa: E402


def main(organisation: str, act: str, account: str, role: str, claim: str = "") -> None:
    actor = actor_wearing(user=int(account), assignment=UUID(role), on=TODAY)
    work = _posting(actor) if act == "post" else _approving(actor, UUID(claim))
    for number in itertools.count(1):
        connections.close_all()
        child = os.fork()
        if not child:
            _die_at(number, work)
        _, status = os.waitpid(child, 0)
        _say(True, Actor.system(UUID(organisation)))
        if os.WIFEXITED(status):
            work()
            _say(False, Actor.system(UUID(organisation)))
            return


def _posting(actor: Actor) -> Callable[[], object]:
    amounts = (debit("4100", 3420), credit("0100", 3420))
    return lambda: ledger.post_entry(
        actor=actor, day=MARCH, description="Eén", amounts=amounts, key="een", at=MONDAY
    )


def _approving(actor: Actor, claim: UUID) -> Callable[[], object]:
    def approve() -> None:
        try:
            claims.approve_claim(actor=actor, claim=claim, at=MONDAY)
        except claims.NotWaiting:
            return  # it was approved already

    return approve


def _say(killed: bool, system: Actor) -> None:
    with entered(system):
        there = {
            "entries": list(JournalEntry.records.of(system).values_list("number", flat=True)),
            "lines": JournalLine.records.of(system).count(),
            "count": sum(JournalCount.records.of(system).values_list("last", flat=True)),
            "acts": AuditEntry.records.of(system).filter(action="ledger_entry.posted").count(),
            "approved": Claim.records.of(system).filter(state="approved").count(),
        }
    sys.stdout.write(json.dumps({"killed": killed, **there}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
