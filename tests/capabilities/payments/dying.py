"""A process that is killed at every step of one act in turn, and tells after each what is in the database.

``python -m tests.capabilities.payments.dying ACT ACCOUNT ROLE [BATCH]``: a fork of this process does the act and
kills itself (SIGKILL) before its first SQL statement, before its second, and so on, and before it commits; then once
when all is committed and nobody was told; at last the act is done once more and lives.
"""

import itertools
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django
from django.db import connection, connections

django.setup()

from tests.capabilities.payments.bank import all_paid  # noqa: E402
from tests.capabilities.payments.world import (  # noqa: E402
    LATER,
    NEDERLEK,
    NOW,
    READ,
    SCHOONHOVEN,
    SOURCE,
    TODAY,
    TOMORROW,
    Ear,
)

from bodemplaat.capabilities.payments import api as payments  # noqa: E402
from bodemplaat.capabilities.payments.models import Batch, Entry, Payment, Statement  # noqa: E402
from bodemplaat.foundation.access.api import actor_wearing  # noqa: E402
from bodemplaat.foundation.audit.models import AuditEntry  # noqa: E402
from bodemplaat.foundation.documents.models import Document  # noqa: E402
from bodemplaat.foundation.outbox.models import OutboxMessage  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor, entered  # noqa: E402


def main(act: str, account: str, role: str, batch: str = "") -> None:
    payments.register_outcomes(SOURCE, Ear())
    actor = actor_wearing(user=int(account), assignment=UUID(role), on=TODAY)
    work = _work(act, actor, UUID(batch) if batch else None)
    for number in itertools.count(1):
        connections.close_all()
        child = os.fork()
        if not child:
            _die_at(number, work)
        _, status = os.waitpid(child, 0)
        whole = os.WIFEXITED(status)
        _say(True, actor)
        if whole:
            work()
            _say(False, actor)
            return


def _say(killed: bool, actor: Actor) -> None:
    sys.stdout.write(json.dumps({"killed": killed, **_found(actor)}) + "\n")
    sys.stdout.flush()  # a fork must not write it again


def _work(act: str, actor: Actor, batch: UUID | None) -> Callable[[], object]:
    if act == "make":
        return lambda: payments.make_batch(actor=actor, execution_date=TOMORROW, key="one press", at=NOW)
    if batch is None:
        raise ValueError("name a batch")
    if act == "release":
        return lambda: payments.release_batch(actor=actor, batch=batch, at=LATER)
    content = all_paid(payments.batch_file(actor=actor, batch=batch)[2], [NEDERLEK, SCHOONHOVEN])
    return lambda: payments.upload_statement(actor=actor, name="afschrift.xml", content=content, at=READ)


def _die_at(number: int, work: Callable[[], object]) -> None:
    """Do the work and be killed before step ``number``; when it has fewer steps, end once it is committed."""
    steps = itertools.count(1)
    backend: Any = connections["default"]  # its own commit, below Django's
    commit = backend._commit

    def step() -> None:
        if next(steps) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Callable[..., Any], *asked: Any) -> Any:
        step()
        return execute(*asked)

    def committing() -> None:
        step()
        commit()

    backend._commit = committing
    with connection.execute_wrapper(statement):
        work()
    os._exit(0)  # nothing of this process is tidied up, and whoever asked never hears of it


def _found(actor: Actor) -> dict[str, Any]:
    with entered(actor):
        return {
            "payments": dict(Counter(Payment.records.of(actor).values_list("state", flat=True))),
            "batches": list(Batch.records.of(actor).values_list("state", "count")),
            "documents": Document.records.of(actor).count(),
            "statements": Statement.records.of(actor).count(),
            "entries": Entry.records.of(actor).count(),
            "acts": AuditEntry.records.of(actor)
            .filter(subject_type__in=["payment_batch", "bank_statement"])
            .count(),
            "announced": OutboxMessage.records.of(actor).count(),
        }


if __name__ == "__main__":
    main(*sys.argv[1:])
