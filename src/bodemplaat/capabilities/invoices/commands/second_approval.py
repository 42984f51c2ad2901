"""From which amount a director decides as well: a rule that an administrator proposes and a controller confirms."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.by_two import MOVES, reason_of
from bodemplaat.capabilities.invoices.errors import UnsoundRule
from bodemplaat.capabilities.invoices.events import (
    SECOND_APPROVAL_ASKED,
    SECOND_APPROVAL_CONFIRMED,
    SECOND_APPROVAL_REFUSED,
)
from bodemplaat.capabilities.invoices.models import SecondApproval
from bodemplaat.capabilities.invoices.queries.second_approval import second_rule
from bodemplaat.capabilities.invoices.vocabulary import SECOND_APPROVAL, ByTwoState
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, Role, command
from bodemplaat.kernel import Euro, say

KIND: Final = SECOND_APPROVAL
MOST: Final = Euro.of("10000000")
"""An amount above which no rule asks for a second decider would let nearly everything be paid on the word of one."""


@command
def propose_second_approval(*, actor: Actor, amount: Euro, since: date, reason: str, at: datetime) -> UUID:
    """Propose from which amount a director decides as well, from a day on; a controller decides on it.

    What was coded before that day keeps its steps. Raises ``Refused`` for anyone but an administrator and while another
    waits, ``UnsoundRule`` for today or earlier, for no amount and for what holds then already, and ``NoReason``.
    """
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    why = reason_of(reason)
    if since <= timezone.localdate(at):
        raise UnsoundRule(say("Such a rule holds from tomorrow at the earliest."))
    if not 0 < amount.cents <= MOST.cents:
        raise UnsoundRule(say("Choose an amount of at most {most}."), most=MOST)
    if amount == second_rule(actor, actor.organisation_id, since).amount:
        raise UnsoundRule(say("This is the amount that holds then already."))

    def store(proposal: UUID) -> None:
        SecondApproval.records.of(actor).create(
            organisation_id=actor.organisation_id,
            proposal_id=proposal,
            valid_from=since,
            from_cents=amount.cents,
            asked_by=actor.person,
        )

    return proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=actor.organisation_id,
        subject=str(actor.organisation_id),
        store=store,
        reason=why,
        at=at,
    )


SECOND_APPROVALS: Final = proposals.Deciding(KIND)
"""It holds from its day, not at all, or nothing is asked any more; confirming raises ``UnsoundRule`` once its day has come."""


class SecondApprovals(ProposalKind):
    """Amounts from which a director decides as well: a controller of the organisation itself decides."""

    code = KIND
    trail = "second_approval."
    recorded_as = KIND
    sides = (
        Side(
            "controller",
            frozenset({Role.CONTROLLER}),
            say("A controller of the organisation decides on this. You are signed in in another role."),
        ),
    )
    taken = say("Another amount waits for a controller already: take that one back first.")
    own = say("Nobody decides on their own proposal: ask another controller to do it.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: SECOND_APPROVAL_ASKED,
            proposals.CONFIRMED: SECOND_APPROVAL_CONFIRMED,
            proposals.REFUSED: SECOND_APPROVAL_REFUSED,
        }
    )

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Let it hold from its day, in the place of one that was to hold from the same day."""
        row = SecondApproval.records.of(actor).locked().one(proposal_id=proposal.id)
        if row.valid_from <= timezone.localdate(at):
            raise UnsoundRule(
                say("The day from which this should hold has come. Have it proposed anew for a later day.")
            )
        same_day = SecondApproval.records.of(actor).filter(
            organisation_id=row.organisation_id, valid_from=row.valid_from, state=ByTwoState.CONFIRMED
        )
        for other in same_day.locked():
            other.state = lifecycle.BY_TWO.after(other.state, "end")
            other.save(update_fields=["state"])
        self._close(actor, row, proposals.CONFIRMED)

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any administrator of the organisation may."""
        check_may_arrange(actor=actor, organisation=proposal.organisation_id)

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """From which amount, and from which day."""
        row = SecondApproval.records.of(actor).one(proposal_id=proposal.id)
        return {"from_cents": row.from_cents, "since": row.valid_from.isoformat()}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """From which amount, and from which day."""
        row = SecondApproval.records.of(actor).one(proposal_id=proposal.id)
        return {"from_cents": row.from_cents, "since_day": row.valid_from.isoformat()}

    def told(self, *, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        """Let what was proposed stand as its proposal does, and announce it."""
        if act in (proposals.REFUSED, proposals.WITHDRAWN):
            self._close(actor, SecondApproval.records.of(actor).locked().one(proposal_id=proposal.id), act)
        super().told(actor=actor, proposal=proposal, act=act, at=at)

    def _close(self, actor: Actor, row: SecondApproval, act: str) -> None:
        row.state, row.decided_by = lifecycle.BY_TWO.after(row.state, MOVES[act]), actor.person
        row.save(update_fields=["state", "decided_by"])
