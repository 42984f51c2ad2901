"""Handing over what the calendar says, and saying that it came or sending it back."""

from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.agreements import events, lifecycle
from bodemplaat.capabilities.agreements.models import Agreement, Handover
from bodemplaat.capabilities.agreements.policies import check_is_party, check_may_read
from bodemplaat.capabilities.agreements.queries.deliveries import delivery as delivery_on
from bodemplaat.capabilities.agreements.values import DeliveryView
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.documents.api import Inspected, keep_receipt
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say


@command
def hand_over(
    *,
    actor: Actor,
    agreement: UUID,
    line: int,
    planned: date,
    note: str = "",
    evidence: Inspected | None = None,
    at: datetime,
) -> None:
    """Hand over a delivery for the actor's side, with a note and a file that was looked at; early, in time or late.

    Raises ``NotFound`` for what was never agreed on, ``Refused`` for the other side and for what was handed over already.
    """
    view = _held(actor, agreement, line, planned)
    check_is_party(actor, view.owed_by, owes=True)
    if view.counts is not None:
        raise Refused(say("This was handed over already."))
    kept = None
    if evidence is not None:
        keeper = Actor.system(view.provider_id)
        kept = keep_receipt(actor=keeper, organisation=view.provider_id, file=evidence, at=at)
    row = Handover.records.of(actor).create(
        organisation_id=view.provider_id,
        customer_id=view.customer_id,
        agreement_id=agreement,
        line=line,
        planned=planned,
        number=len(view.handovers) + 1,
        note=note.strip()[:500],
        evidence_id=kept,
        evidence_name="" if evidence is None else evidence.name,
        handed_over_by=actor.person_id,
        handed_over_by_name=actor.person_name[:120],
        handed_over_at=at,
    )
    _tell(actor, row, view, events.HANDED_OVER, at)


@command
def receive_delivery(*, actor: Actor, agreement: UUID, line: int, planned: date, at: datetime) -> None:
    """Say that what was handed over came and is right. Raises as ``hand_over``."""
    _answer(actor, agreement, line, planned, lifecycle.RECEIVED, "", at)


@command
def send_delivery_back(
    *, actor: Actor, agreement: UUID, line: int, planned: date, reason: str, at: datetime
) -> None:
    """Send back what was handed over, with the reason: it is to be handed over anew. Raises as ``hand_over``."""
    if not reason.strip():
        raise Refused(say("Write in a few words why."))
    _answer(actor, agreement, line, planned, lifecycle.SENT_BACK, reason.strip()[:500], at)


def _answer(
    actor: Actor, agreement: UUID, line: int, planned: date, answer: str, reason: str, at: datetime
) -> None:
    view = _held(actor, agreement, line, planned)
    check_is_party(actor, view.awaited_by, owes=False)
    if view.counts is None or view.is_done:
        raise Refused(say("Nothing was handed over that waits for your answer."))
    row = Handover.records.of(actor).one(id=view.counts.id)
    row.answer, row.reason, row.answered_at = answer, reason, at
    row.answered_by, row.answered_by_name = actor.person_id, actor.person_name[:120]
    row.save(update_fields=["answer", "reason", "answered_at", "answered_by", "answered_by_name"])
    topic = events.RECEIVED if answer == lifecycle.RECEIVED else events.SENT_BACK
    _tell(actor, row, view, topic, at)


def _held(actor: Actor, agreement: UUID, line: int, planned: date) -> DeliveryView:
    """The delivery, while nobody else acts on what this agreement plans."""
    check_may_read(actor)
    Agreement.records.of(actor).locked().one(id=agreement)
    return delivery_on(actor=actor, agreement=agreement, line=line, planned=planned)


def _tell(actor: Actor, row: Handover, view: DeliveryView, topic: str, at: datetime) -> None:
    details = {"line": row.line, "planned": row.planned.isoformat(), "number": row.number}
    record(actor, topic, "delivery", row.id, actor.organisation_id, at=at, details=details)
    events.announce_delivery(actor, topic, row, view, at)
