"""Letting a task go over by two people: an administrator of the customer proposes it, its controller confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from bodemplaat.foundation.organisations.events import TASK_MOVE_PROPOSED, TASK_MOVE_REFUSED
from bodemplaat.foundation.organisations.models import MoveProposal, Task
from bodemplaat.foundation.organisations.moving import check_move, let_go_over, provider_now
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, command, query
from bodemplaat.kernel import say

KIND: Final = "task_move"


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
    views = proposals.proposals_of(actor=actor, kind=KIND, count=count)
    rows = MoveProposal.records.of(actor).filter(organisation_id=actor.organisation_id)
    moves = {
        row.proposal_id: row
        for row in rows.filter(proposal__in=[each.id for each in views]).select_related("provider")
    }
    return tuple(_view(each, moves[each.id]) for each in views if each.id in moves)


def _view(proposal: ProposalView, row: MoveProposal) -> MoveProposalView:
    return MoveProposalView(
        id=proposal.id,
        task=Task(row.task),
        provider_id=row.provider_id,
        provider_name=row.provider.name,
        since=row.since,
        finishes_open=row.finishes_open,
        reads_earlier=row.reads_earlier,
        state=proposal.state,
        proposed_by=proposal.proposed_by,
        proposed_at=proposal.proposed_at,
        decided_by=proposal.closed_by,
        decided_at=proposal.closed_at,
        reason=proposal.refusal,
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
    check_move(actor, organisation, task, provider, since, at)

    def store(proposal: UUID) -> None:
        MoveProposal.records.of(actor).create(
            organisation_id=organisation,
            proposal_id=proposal,
            task=task,
            provider_id=provider,
            since=since,
            finishes_open=finishes_open,
            reads_earlier=reads_earlier,
        )

    return proposals.propose(
        actor=actor, kind=KIND, organisation=organisation, subject=task.value, store=store, at=at
    )


TASK_MOVES: Final = proposals.Deciding(KIND)
"""The task goes over from its day, stays where it is, or nothing is asked any more.

Raises as ``proposals.Deciding``; confirming also as ``check_move``, and once its day has come.
"""


class Moves(ProposalKind):
    """Moves of tasks: the controller of the customer decides, at the same organisation as the administrator."""

    code = KIND
    trail = "task.move_"
    recorded_as = "move_proposal"
    sides = (
        Side(
            "controller",
            frozenset({Role.CONTROLLER}),
            say("A controller of the organisation decides on proposals. You are signed in in another role."),
        ),
    )
    taken = say("A move of this task waits for a controller already. Withdraw that one first.")
    own = say("Nobody decides on their own proposal: ask another controller to do it.")
    topics = MappingProxyType({proposals.PROPOSED: TASK_MOVE_PROPOSED, proposals.REFUSED: TASK_MOVE_REFUSED})
    """That it goes over is told by itself."""

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Let it go over, unless something came to stand in the way."""
        row = _row(actor, proposal)
        running = check_move(actor, row.organisation_id, Task(row.task), row.provider_id, row.since, at)
        let_go_over(
            actor,
            running,
            row.provider_id,
            row.since,
            row.finishes_open,
            row.reads_earlier,
            at,
            proposed_by=proposal.proposed_by,
        )

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any administrator of the customer may."""
        check_may_arrange(actor=actor, organisation=proposal.organisation_id)

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which task goes to whom, and when."""
        row = _row(actor, proposal)
        return {"task": str(row.task), "provider": str(row.provider_id), "since": row.since.isoformat()}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which task goes from whom to whom, and when."""
        row = _row(actor, proposal)
        return {
            "task": str(row.task),
            "earlier": str(provider_now(actor, row.organisation_id, Task(row.task)) or row.provider_id),
            "next": str(row.provider_id),
            "since_day": row.since.isoformat(),
        }


def _row(actor: Actor, proposal: ProposalView) -> MoveProposal:
    return MoveProposal.records.of(actor).one(proposal_id=proposal.id)
