"""Who did what to which record when, in the same transaction; every version; and a message to whom it concerns."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests.scenarios.paying import paid
from tests.world import TODAY, World, journey, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.models import ClaimEvent
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.audit.models import AuditEntry
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox import delivery
from bodemplaat.foundation.outbox.api import Heard, deliver_waiting, subscribe
from bodemplaat.foundation.outbox.models import OutboxMessage
from bodemplaat.foundation.tenancy.api import Actor, Refused, entered


def trail(world: World, claim: UUID) -> list[tuple[str, UUID | None]]:
    return [(line.action, line.person_id) for line in trail_of(actor=world.system, subject=claim)]


def test_the_whole_way_is_in_the_trail_with_who_did_it(world: World) -> None:
    anna, jan, clerk = (who.person for who in (world.first.anna, world.first.jan, world.clerk))
    claim = world.draft(world.first.anna)
    claims.submit_claim(actor=world.first.anna, claim=claim, key="1", at=world.at)
    claims.return_claim(actor=world.first.jan, claim=claim, question="Welke?", at=world.at)
    claims.submit_claim(actor=world.first.anna, claim=claim, key="2", at=world.at)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    claims.take_claim(actor=world.clerk, claim=claim, at=world.at)
    world.check(claim)
    paid(world)
    told = trail(world, claim)
    assert sorted(told, key=str) == sorted(
        [
            ("claim.started", anna),
            ("claim.evidence_added", anna),
            ("claim.submitted", anna),
            ("claim.approval_asked", anna),
            ("claim.returned", jan),
            ("claim.submitted", anna),
            ("claim.approval_asked", anna),
            ("claim.step_approved", jan),
            ("claim.taken", clerk),
            ("claim.booked", clerk),
            ("claim.step_approved", clerk),
            ("claim.approved", clerk),
            ("claim.paid", world.payer.person),
        ],
        key=str,
    )
    timeline = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).timeline
    assert sorted(e.event for e in timeline) == sorted(action for action, _ in told)


def test_cause_stands_before_what_followed_at_the_same_moment(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at + timedelta(hours=1))
    world.check(claim, at=world.at + timedelta(hours=2))
    told = [e.event for e in claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).timeline]
    assert told[told.index("claim.submitted") :] == [
        "claim.submitted",
        "claim.approval_asked",
        "claim.step_approved",
        "claim.booked",
        "claim.step_approved",
        "claim.approved",
    ]


def test_what_is_refused_leaves_nothing(world: World) -> None:
    claim = world.submitted(world.first.anna)
    before = (trail(world, claim), versions(world, claim))
    for attempt in (
        lambda: claims.approve_claim(actor=world.first.carla, claim=claim, at=world.at),
        lambda: claims.reject_claim(actor=world.first.jan, claim=claim, reason=" ", at=world.at),
        lambda: claims.approve_claim(actor=world.first.jan, claim=claim, seen_round=7, at=world.at),
    ):
        with pytest.raises(Refused):
            attempt()
    assert (trail(world, claim), versions(world, claim)) == before


def test_what_proves_something_cannot_be_changed_or_removed(world: World) -> None:
    claim = world.submitted(world.first.anna)
    with entered(world.system):
        for model in (AuditEntry, ClaimEvent):
            rows: Any = model.records.of(world.system)
            for act in (
                lambda rows=rows: rows.update(role="x"),
                lambda rows=rows: rows.all()._raw_delete("default"),
            ):
                with pytest.raises(ProgrammingError), transaction.atomic():
                    act()
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE claims_claimhistory SET state = 'paid' WHERE pgh_obj_id = %s", [claim])


def versions(world: World, claim: UUID) -> list[tuple[str, str]]:
    """Label and state of every version of a claim, oldest first."""
    with entered(world.system), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, state FROM claims_claimhistory WHERE pgh_obj_id = %s ORDER BY pgh_id", [claim]
        )
        return [(str(label), str(state)) for label, state in cursor.fetchall()]


def test_every_version_is_kept_also_of_changes_in_bulk(world: World) -> None:
    made = [world.approved(world.first.anna, journey(str(n))) for n in (10, 20)]
    paid(world)
    for claim in made:
        states = [state for _, state in versions(world, claim)]
        assert states == sorted(states, key=["draft", "in_approval", "approved", "paid"].index)
        assert (states[0], states[-1]) == ("draft", "paid")
    with entered(world.system), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT pgh_context->>'role', pgh_context->>'person' FROM claims_claimhistory"
            " WHERE pgh_obj_id = %s AND state = 'paid'",
            [made[0]],
        )
        assert cursor.fetchall() == [("ssc_payer", str(world.payer.person))]


def test_evidence_taken_off_is_gone_and_said(world: World) -> None:
    anna = world.first.anna
    claim = world.draft(anna, journey())
    document = claims.attach_evidence(
        actor=anna,
        claim=claim,
        position=0,
        name="kaartje.jpg",
        content=receipt(),
        at=world.at + timedelta(minutes=1),
    )
    claims.remove_evidence(actor=anna, claim=claim, document=document, at=world.at + timedelta(minutes=2))
    assert [action for action, _ in trail(world, claim)] == [
        "claim.started",
        "claim.evidence_added",
        "claim.evidence_removed",
    ]


def unread(who: Actor) -> list[str]:
    return [notice.subject for notice in inbox_of(actor=who)]


def test_a_subscriber_that_fails_is_called_again_and_nobody_hears_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least once to subscribers, exactly once in the inbox."""
    monkeypatch.setattr(delivery, "_subscribers", {k: list(v) for k, v in delivery._subscribers.items()})
    broken, messages = [True], list[UUID]()

    def second(*, actor: Actor, heard: Heard) -> None:
        messages.append(heard.message)
        if broken[0]:
            raise ConnectionError("the mail server is away")

    deliver_waiting(world.first.id)
    subscribe("claim.submitted", second)
    world.submitted(world.first.anna)
    with pytest.raises(delivery.DeliveryFailed):
        deliver_waiting(world.first.id)
    with entered(world.system):
        (waiting,) = OutboxMessage.records.of(world.system).filter(
            delivered_at=None, organisation_id=world.first.id
        )
        assert (waiting.topic, waiting.attempts, waiting.last_error) == (
            "claim.submitted",
            1,
            "ConnectionError",
        )
    assert unread(world.first.anna) == []  # what the first subscriber did is taken back with the second
    assert len(unread(world.first.jan)) == 1  # another announcement is not held up by it
    broken[0] = False
    assert deliver_waiting(world.first.id) == 1
    assert messages == [waiting.id] * 2
    assert len(unread(world.first.anna)) == 1


def test_delivered_twice_is_heard_once(world: World) -> None:
    deliver_waiting(world.first.id)
    world.submitted(world.first.anna)
    deliver_waiting(world.first.id)
    with entered(world.system):  # as if the worker died before it noted the delivery
        OutboxMessage.records.of(world.system).filter(organisation_id=world.first.id).update(
            delivered_at=None
        )
    assert deliver_waiting(world.first.id) > 0
    assert (len(unread(world.first.anna)), len(unread(world.first.jan))) == (1, 1)
