"""Letting a task go over by two people: an administrator of the customer proposes it, its controller confirms it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.events import TASK_MOVE_PROPOSED, TASK_MOVE_REFUSED
from bodemplaat.foundation.organisations.models import MoveProposal, Provision, Task
from bodemplaat.foundation.organisations.moving import check_move, let_go_over
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, command, query
from bodemplaat.kernel import say

WAITING, CONFIRMED, REFUSED, WITHDRAWN = "waiting", "confirmed", "refused", "withdrawn"


@dataclass(frozen=True, slots=True)
class MoveProposalView:
    """A task that is to go over: to whom, from which day, what remains, who proposed it and what became of it."""

    id: UUID
    task: Task
    provider_id: UUID
    provider_name: str
    since: date
    finishes_open: bool
    reads_earlier: bool
    state: str
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    reason: str


@query
def move_proposals(*, actor: Actor, count: int = 50) -> tuple[MoveProposalView, ...]:
    """What was proposed at the actor's own organisation, the latest first; for administrator and controller."""
    if actor.role not in {Role.ADMINISTRATOR, Role.CONTROLLER}:
        raise Refused(say("Proposals are for the controller and the administrator."))
    rows = MoveProposal.records.of(actor).filter(organisation_id=actor.organisation_id)
    return tuple(
        MoveProposalView(
            id=row.id,
            task=Task(row.task),
            provider_id=row.provider_id,
            provider_name=row.provider.name,
            since=row.since,
            finishes_open=row.finishes_open,
            reads_earlier=row.reads_earlier,
            state=row.state,
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            reason=row.reason,
        )
        for row in rows.select_related("provider").order_by("-proposed_at", "id")[:count]
    )


@command
def propose_move(
    *,
    actor: Actor,
    organisation: UUID,
    task: Task,
    provider: UUID,
    since: date,
    finishes_open: bool,
    reads_earlier: bool,
    at: datetime,
) -> UUID:
    """Propose to let a task go over to another provider; nothing changes before a controller confirms it.

    Raises ``Refused`` as ``check_move``, and while another move of the task waits.
    """
    check_may_arrange(actor=actor, organisation=organisation)
    if actor.is_system:
        raise Refused(say("The platform proposes nothing."))
    running = check_move(actor, organisation, task, provider, since, at)
    rows = MoveProposal.records.of(actor)
    if rows.filter(organisation_id=organisation, task=task, state=WAITING).exists():
        raise Refused(say("A move of this task waits for a controller already. Withdraw that one first."))
    row = rows.create(
        organisation_id=organisation,
        task=task,
        provider_id=provider,
        since=since,
        finishes_open=finishes_open,
        reads_earlier=reads_earlier,
        proposed_by=actor.person,
        proposed_at=at,
    )
    _record(actor, row, "proposed", at)
    _announce(actor, row, running, TASK_MOVE_PROPOSED, at)
    return row.id


@command
def confirm_move(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Let the task go over from the proposed day; until then it can be taken back.

    Raises ``Refused`` unless the actor is a controller of the customer and another human being than the proposer, once it
    was decided, and as ``check_move``: also when its day has come in the meantime.
    """
    row = _waiting(actor, proposal)
    _check_may_decide(actor, row)
    running = check_move(actor, row.organisation_id, Task(row.task), row.provider_id, row.since, at)
    let_go_over(
        actor,
        running,
        row.provider_id,
        row.since,
        row.finishes_open,
        row.reads_earlier,
        at,
        proposed_by=row.proposed_by,
    )
    _settle(actor, row, CONFIRMED, at)


@command
def refuse_move(*, actor: Actor, proposal: UUID, reason: str, at: datetime) -> None:
    """Let the task stay where it is, and say why. Raises ``Refused`` as ``confirm_move``, and without a reason."""
    if not reason.strip():
        raise Refused(say("Write in a few words why not."))
    row = _waiting(actor, proposal)
    _check_may_decide(actor, row)
    row.reason = reason.strip()[:500]
    _settle(actor, row, REFUSED, at)
    running = Provision.records.of(actor).filter(
        organisation_id=row.organisation_id, task=row.task, valid_until=None
    )
    _announce(actor, row, running.first(), TASK_MOVE_REFUSED, at)


@command
def withdraw_move(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Take back what waits; by any administrator of the customer."""
    row = _waiting(actor, proposal)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    _settle(actor, row, WITHDRAWN, at)


def _waiting(actor: Actor, proposal: UUID) -> MoveProposal:
    row = MoveProposal.records.of(actor).locked().one(id=proposal, organisation_id=actor.organisation_id)
    if row.state != WAITING:
        raise Refused(say("This proposal has been decided already."))
    return row


def _check_may_decide(actor: Actor, row: MoveProposal) -> None:
    if actor.role is not Role.CONTROLLER or actor.organisation_id != row.organisation_id:
        raise Refused(
            say("A controller of the organisation decides on proposals. You are signed in in another role."),
            who_may=(Role.CONTROLLER.value,),
        )
    if row.proposed_by in actor.people:
        raise Refused(say("Nobody decides on their own proposal: ask another controller to do it."))


def _settle(actor: Actor, row: MoveProposal, state: str, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.person, at
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _record(actor, row, state, at)


def _record(actor: Actor, row: MoveProposal, act: str, at: datetime) -> None:
    details = {"task": str(row.task), "provider": str(row.provider_id), "since": row.since.isoformat()}
    record(actor, f"task.move_{act}", "move_proposal", row.id, row.organisation_id, at=at, details=details)


def _announce(actor: Actor, row: MoveProposal, running: Provision | None, topic: str, at: datetime) -> None:
    facts = {
        "task": str(row.task),
        "earlier": str(running.provider_id) if running else str(row.provider_id),
        "next": str(row.provider_id),
        "since_day": row.since.isoformat(),
        "by": str(row.proposed_by),
        "reason": row.reason,
    }
    publish(actor, Announcement(topic, row.organisation_id, facts), at=at)
