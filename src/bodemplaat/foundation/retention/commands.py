"""Proposing what may be destroyed, holding it back, and letting it be destroyed by two people."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.retention.destroying import destroy
from bodemplaat.foundation.retention.events import DESTRUCTION_ACCEPTED, DESTRUCTION_PROPOSED
from bodemplaat.foundation.retention.kinds import Dossier, kinds
from bodemplaat.foundation.retention.models import (
    UNDECIDED,
    DestructionProposal,
    Hold,
    Keeping,
    ProposalState,
)
from bodemplaat.foundation.retention.policies import check_may_keep
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say

SUBJECT = "destruction"


@command
def propose_destruction(*, actor: Actor, at: datetime) -> UUID | None:
    """Propose what may be destroyed at the actor's organisation this month; by the platform. Returns the proposal's id.

    Nothing (``None``) when there is one of this month, when an earlier one waits, and when nothing is due. What is held
    and what something else still builds on is not in it.
    """
    today = timezone.localdate(at)
    month = today.replace(day=1)
    proposals = DestructionProposal.records.of(actor).filter(organisation_id=actor.organisation_id)
    if proposals.filter(month=month).exists() or proposals.filter(state__in=UNDECIDED).exists():
        return None
    due = Keeping.records.of(actor).filter(
        organisation_id=actor.organisation_id, destroy_after__lt=today, hold=None, proposal=None
    )
    if not due.exists():
        return None
    row = proposals.create(organisation_id=actor.organisation_id, month=month, proposed_at=at)
    count = 0
    for kind in kinds().values():
        some = due.filter(kind=kind.code)
        if isinstance(kind, Dossier):
            some = some.filter(Exists(kind.at_rest(actor, today).filter(pk=OuterRef("record"))))
        count += some.update(proposal=row)
    if not count:
        row.delete()
        return None
    _note(actor, row, "proposed", at, count=count)
    publish(actor, _told(row, DESTRUCTION_PROPOSED, count), at=at)
    return row.id


@command
def hold_back(*, actor: Actor, keepings: Collection[UUID], reason: str, at: datetime) -> UUID:
    """Let records not be destroyed until the hold is lifted; returns the hold. They leave the proposal they are in.

    Raises ``Refused`` for another role, without a reason, and when nothing of it can be held: not of one's own
    organisation, held already, destroyed, or let go by two people.
    """
    check_may_keep(actor)
    if not reason.strip():
        raise Refused(say("Write in a few words why these records must stay."))
    chosen = Keeping.records.of(actor).filter(id__in=set(keepings), hold=None)
    if chosen.filter(proposal__state=ProposalState.CONFIRMED).exists():
        raise Refused(
            say("Two people let these records go; they are being destroyed and can be held no more.")
        )
    rows = chosen.locked().order_by("id")
    some = list(rows.values_list("record", "kind", "id"))
    if not some:
        raise Refused(say("Choose at least one record that is not held already."))
    hold = Hold.records.of(actor).create(
        organisation_id=actor.organisation_id, reason=reason.strip()[:500], by=actor.person, at=at
    )
    Keeping.records.of(actor).filter(id__in=[each[2] for each in some]).update(hold=hold, proposal=None)
    _note_records(actor, "retention.held", hold, some, at)
    return hold.id


@command
def lift_hold(*, actor: Actor, hold: UUID, reason: str, at: datetime) -> None:
    """Let the records of a hold go their way again. Raises ``Refused`` for another role, without a reason, and twice."""
    check_may_keep(actor)
    if not reason.strip():
        raise Refused(say("Write in a few words why these records need not stay any longer."))
    row = Hold.records.of(actor).locked().one(id=hold)
    if row.lifted_at is not None:
        raise Refused(say("This hold has been lifted already."))
    row.lifted_by, row.lifted_at, row.lift_reason = actor.person, at, reason.strip()[:500]
    row.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
    rows = Keeping.records.of(actor).filter(hold=row)
    some = list(rows.order_by("id").values_list("record", "kind", "id"))
    rows.update(hold=None)
    _note_records(actor, "retention.released", row, some, at)


@command
def accept_destruction(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Say that what is proposed may be destroyed; nothing is before another person confirms it.

    Raises ``Refused`` for another role, once it was decided, and when everything in it is held back.
    """
    row = _waiting(actor, proposal, ProposalState.PROPOSED)
    count = Keeping.records.of(actor).filter(proposal=row).count()
    if not count:
        raise Refused(say("Everything in this proposal is held back, so there is nothing to destroy."))
    row.state = ProposalState.ACCEPTED
    row.accepted_by, row.accepted_by_name, row.accepted_at = actor.person, actor.person_name, at
    row.save()
    _note(actor, row, "accepted", at, count=count)
    publish(actor, _told(row, DESTRUCTION_ACCEPTED, count), at=at)


@command
def confirm_destruction(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Let it be destroyed: the worker does it at once, in one transaction. Nobody takes it back.

    Raises ``Refused`` for another role, for whoever accepted it (in whatever role, with whatever hat), and once decided.
    """
    row = _waiting(actor, proposal, ProposalState.ACCEPTED)
    if row.accepted_by in actor.people or row.accepted_by == actor.person_id:
        raise Refused(
            say("You accepted this yourself. Another controller or administrator has to confirm it.")
        )
    row.state = ProposalState.CONFIRMED
    row.confirmed_by, row.confirmed_by_name, row.confirmed_at = actor.person, actor.person_name, at
    row.save()
    _note(actor, row, "confirmed", at)
    destroy.defer(organisation=str(row.organisation_id), proposal=str(row.id))


@command
def refuse_destruction(*, actor: Actor, proposal: UUID, reason: str, at: datetime) -> None:
    """Let nothing of it be destroyed now; next month it is proposed again. Raises ``Refused`` without a reason."""
    if not reason.strip():
        raise Refused(say("Write in a few words why not."))
    row = _waiting(actor, proposal, ProposalState.PROPOSED, ProposalState.ACCEPTED)
    row.state = ProposalState.REFUSED
    row.refused_by, row.refused_at, row.reason = actor.person, at, reason.strip()[:500]
    row.save()
    Keeping.records.of(actor).filter(proposal=row).update(proposal=None)
    _note(actor, row, "refused", at)


def _waiting(actor: Actor, proposal: UUID, *states: ProposalState) -> DestructionProposal:
    check_may_keep(actor)
    row = (
        DestructionProposal.records.of(actor).locked().one(id=proposal, organisation_id=actor.organisation_id)
    )
    if row.state not in states:
        raise Refused(say("This proposal has been decided already, or was accepted in the meantime."))
    return row


def _note(actor: Actor, row: DestructionProposal, what: str, at: datetime, **details: object) -> None:
    record(actor, f"retention.{what}", SUBJECT, row.id, row.organisation_id, at=at, details=details)


def _note_records(
    actor: Actor, action: str, hold: Hold, some: Collection[tuple[UUID, str, UUID]], at: datetime
) -> None:
    record_many(
        actor,
        action,
        "record",
        [(each, hold.organisation_id, {"kind": kind, "id": str(hold.id)}) for each, kind, _ in some],
        at=at,
    )


def _told(row: DestructionProposal, topic: str, count: int) -> Announcement:
    by = str(row.accepted_by) if row.accepted_by else ""
    return Announcement(topic, row.organisation_id, {"proposal": str(row.id), "count": count, "by": by})
