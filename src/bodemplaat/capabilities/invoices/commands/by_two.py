"""What one clerk asks for about paying suppliers and another decides on: a new account, and how long is waited."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.errors import NoReason
from bodemplaat.capabilities.invoices.models import ByTwo
from bodemplaat.capabilities.invoices.policies import check_desk
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

LONGEST: Final = 500
MOVES: Final[Mapping[str, str]] = MappingProxyType(
    {proposals.CONFIRMED: "confirm", proposals.REFUSED: "refuse", proposals.WITHDRAWN: "withdraw"}
)
SIDE: Final = Side(
    "second",
    frozenset({Role.SSC_CLERK}),
    say("Another clerk of the same service centre decides on this. You are signed in in another role."),
)


class ByTwoClerks(ProposalKind):
    """A kind of which the proposal belongs to the desk, and what is proposed to the organisation that it works for."""

    table: type[ByTwo]
    sides = (SIDE,)
    own = say("Nobody decides on their own proposal: ask another clerk to do it.")

    def settle(self, *, actor: Actor, row: Any, at: datetime) -> None:
        """What follows from confirming beside that it is confirmed."""

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Let it hold from now on."""
        self._close(actor, proposal, proposals.CONFIRMED, at)

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any clerk of the same desk may."""
        check_desk(actor)

    def told(self, *, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        """Let what was proposed stand as its proposal does, and announce it."""
        if act in (proposals.REFUSED, proposals.WITHDRAWN):
            self._close(actor, proposal, act, at)
        super().told(actor=actor, proposal=proposal, act=act, at=at)

    def _close(self, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        row: Any = self.table.records.of(actor).locked().one(proposal_id=proposal.id)
        row.state = lifecycle.BY_TWO.after(row.state, MOVES[act])
        row.decided_by, row.decided_by_name, row.decided_at = actor.person, actor.person_name[:120], at
        row.answer = proposal.refusal
        if act == proposals.CONFIRMED:
            self.settle(actor=actor, row=row, at=at)
        row.save()


def waiting_proposal(table: type[ByTwo], actor: Actor, change: UUID) -> UUID:
    """The proposal of something that was asked for at the actor's desk; raises ``NotFound`` for any other."""
    check_desk(actor)
    row: Any = table.records.of(actor).one(id=change)
    return UUID(str(row.proposal_id))


def reason_of(words: str) -> str:
    """Why, as it is kept; raises ``NoReason`` without."""
    reason = words.strip()[:LONGEST]
    if not reason:
        raise NoReason
    return reason
