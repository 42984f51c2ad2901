"""Who takes a file or looks at a receipt leaves a line in the trail; who asks HEAD gets nothing, and leaves none."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from tests.pages import signing_in
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.audit.models import AuditEntry
from bodemplaat.foundation.tenancy.api import Actor, entered


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        yield


def lines(world: World) -> Counter[str]:
    with entered(world.system):
        return Counter(AuditEntry.records.of(world.system).values_list("action", flat=True))


def read_by(world: World) -> list[tuple[Actor, str, str]]:
    """Who reads what, and the line that it leaves."""
    anna, jan, carla = world.first.anna, world.first.jan, world.first.carla
    claim = world.approved(anna)
    document = claims.claim_view(actor=anna, claim=claim, on=TODAY).lines[0].evidence[0].id
    batch = payments.make_batch(
        actor=world.payer, execution_date=TODAY + timedelta(days=1), key=uuid.uuid4().hex, at=world.at
    )
    payments.release_batch(actor=world.paula, batch=batch, at=world.at)
    return [
        (jan, f"/declaraties/{claim}/bewijs/{document}/", "claim.evidence_opened"),
        (jan, f"/declaraties/{claim}/bewijs/{document}/voorbeeld/", "claim.evidence_opened"),
        (carla, "/bestuur/declaraties/export/", "claims.exported"),
        (carla, "/bestuur/spoor/export/", "trail.exported"),
        (world.payer, f"/balie/betalingen/batches/{batch}/bestand/", "payment_batch.downloaded"),
    ]


def test_what_is_taken_along_leaves_a_line_and_its_head_leaves_none(world: World) -> None:
    en = signing_in("en")
    for who, path, action in read_by(world):
        page = en(who)
        before = lines(world)
        head = page.head(path)
        assert (path, head.status_code, head.content if not head.streaming else b"") == (path, 200, b"")
        assert (path, lines(world) - before) == (path, Counter())
        assert page.get(path).status_code == 200
        assert (path, lines(world) - before) == (path, Counter({action: 1}))


def test_who_looks_at_their_own_receipt_leaves_no_line(world: World) -> None:
    claim = world.draft(world.first.anna)
    document = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).lines[0].evidence[0].id
    before = lines(world)
    for which in ("", "voorbeeld/"):
        page = signing_in("en")(world.first.anna)
        assert page.get(f"/declaraties/{claim}/bewijs/{document}/{which}").status_code == 200
    assert lines(world) == before
