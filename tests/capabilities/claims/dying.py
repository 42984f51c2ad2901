"""A process that is killed at every step of one act on a claim in turn, and tells after each what is there.

``python -m tests.capabilities.claims.dying ACT ACCOUNT ROLE CLAIM``; the technique is that of payments.
"""

import itertools
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django
from django.db import connections

django.setup()

from tests.capabilities.payments.dying import _die_at  # noqa: E402
from tests.world import MONDAY, TODAY  # noqa: E402

from bodemplaat.capabilities.claims import api as claims  # noqa: E402
from bodemplaat.capabilities.claims.models import Claim, ClaimEvent, ClaimStep  # noqa: E402
from bodemplaat.capabilities.payments.models import Payment  # noqa: E402
from bodemplaat.foundation.access.api import actor_wearing  # noqa: E402
from bodemplaat.foundation.audit.models import AuditEntry  # noqa: E402
from bodemplaat.foundation.outbox.models import OutboxMessage  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor, entered  # noqa: E402


def main(act: str, account: str, role: str, claim: str) -> None:
    actor = actor_wearing(user=int(account), assignment=UUID(role), on=TODAY)
    work = _work(act, actor, UUID(claim))
    for number in itertools.count(1):
        connections.close_all()
        child = os.fork()
        if not child:
            _die_at(number, work)
        _, status = os.waitpid(child, 0)
        _say(True, actor, UUID(claim))
        if os.WIFEXITED(status):
            work()
            _say(False, actor, UUID(claim))
            return


def _work(act: str, actor: Actor, claim: UUID) -> Callable[[], object]:
    if act == "submit":
        return lambda: claims.submit_claim(actor=actor, claim=claim, key="one press", at=MONDAY)

    def approve() -> None:
        try:
            claims.approve_claim(actor=actor, claim=claim, at=MONDAY)
        except claims.NotWaiting:
            return  # it was approved already

    return approve


def _say(killed: bool, actor: Actor, claim: UUID) -> None:
    sys.stdout.write(json.dumps({"killed": killed, **_found(actor, claim)}) + "\n")
    sys.stdout.flush()


def _found(actor: Actor, claim: UUID) -> dict[str, Any]:
    system = Actor.system(*actor.scope)
    with entered(system):
        row = Claim.records.of(system).get(id=claim)
        return {
            "state": row.state,
            "number": row.number,
            "steps": dict(
                Counter(ClaimStep.records.of(system).filter(claim=claim).values_list("state", flat=True))
            ),
            "events": ClaimEvent.records.of(system).filter(claim=claim).count(),
            "acts": AuditEntry.records.of(system).filter(subject_id=claim).count(),
            "announced": OutboxMessage.records.of(system).filter(payload__claim=str(claim)).count(),
            "payments": Payment.records.of(system).filter(source_id=claim).count(),
        }


if __name__ == "__main__":
    main(*sys.argv[1:])
