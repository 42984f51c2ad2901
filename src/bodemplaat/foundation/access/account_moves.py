"""The account of somebody follows another address by two people: whoever reads the mail at it signs in as them.

What is proposed is that one account goes to the address that is known of its person. Neither is stored beside it: the
proposal names the person and a digest of the address, so that nobody confirms another address than was proposed.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access.closing import account_to_move, follow_address
from bodemplaat.foundation.access.invitations import addresses_of_accounts
from bodemplaat.foundation.access.telling import MessagesByTwo
from bodemplaat.foundation.organisations.api import ARRANGES, ArrangedByTwo, check_may_arrange, person_of
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, joining_command, query
from bodemplaat.kernel import say

KIND: Final = "account_move"
MOVE_ASKED, MOVE_REFUSED = "account.move_asked", "account.move_refused"
"""Each carries ``move`` and ``by`` (ids), ``person_name`` and ``reason``."""
ASKED: Final = (
    say("The account of {person_name} would go to another address"),
    say(
        "Whoever reads the mail there signs in as {person_name}. Ask them whether it is right, then confirm or refuse."
    ),
)
NOT_MOVED: Final = (
    say("The account of {person_name} does not go to another address"),
    say("Why not: {reason}"),
)


@dataclass(frozen=True, slots=True)
class AccountMove:
    """One proposal: whose account, from which address to which. ``is_current`` unless the address has changed since."""

    proposal: ProposalView
    person_id: UUID
    person_name: str
    old_address: str
    address: str
    is_current: bool
    may_decide: bool
    may_withdraw: bool


@joining_command
def propose_account_move(*, actor: Actor, person: UUID, at: datetime) -> UUID:
    """Let an account wait for a second person before it follows the address that is known of its person.

    Raises ``Refused`` where it cannot follow it, for oneself, and while the same waits.
    """
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    account_to_move(actor, row)
    return proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=row.organisation_id,
        subject=_subject(person, row.email),
        store=lambda _: None,
        at=at,
    )


ACCOUNT_MOVES: Final = proposals.Deciding(KIND)
"""The account follows the address, stays, or nothing is asked any more; raises as ``proposals.Deciding``."""


@query
def account_move(*, actor: Actor, move: UUID, at: datetime) -> AccountMove:
    """One proposal, for an administrator or controller of its organisation; raises ``NotFound`` for anyone else."""
    if actor.role not in ARRANGES:
        raise NotFound("move")
    return _viewed(actor, proposals.proposal_of(actor=actor, proposal=move, kind=KIND), at)


@query
def account_moves_waiting(*, actor: Actor, at: datetime) -> Mapping[UUID, AccountMove]:
    """What waits at the actor's organisation for the address that is known now, by person."""
    day = timezone.localdate(at)
    waiting = [each for each in proposals.proposals_of(actor=actor, kind=KIND) if each.waits_on(day)]
    moves = [_viewed(actor, each, at) for each in waiting]
    return {each.person_id: each for each in moves if each.is_current}


class AccountMoves(ArrangedByTwo):
    """Accounts that go to another address: another administrator or a controller of the same organisation decides."""

    code = KIND
    trail = "account.move_"
    recorded_as = "account_move"
    topics = MappingProxyType({proposals.PROPOSED: MOVE_ASKED, proposals.REFUSED: MOVE_REFUSED})

    def check_may_decide(self, *, actor: Actor, proposal: ProposalView, side: Side, at: datetime) -> None:
        """Nobody decides on their own account."""
        if _person(proposal) in actor.people:
            raise Refused(say("Nobody changes their own account: ask another administrator to do it."))

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Let it follow, unless the address has become another one."""
        row = person_of(actor=actor, person=_person(proposal))
        if _subject(row.id, row.email) != proposal.subject:
            raise Refused(say("The address has changed since. Have it proposed anew."))
        follow_address(actor, row, at)

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which proposal, about whose account."""
        name = person_of(actor=actor, person=_person(proposal)).name
        return {"move": str(proposal.id), "person_name": name}


class AccountMoveMessages(MessagesByTwo):
    """Accounts that would go to another address."""

    asked = MOVE_ASKED
    texts = MappingProxyType({MOVE_ASKED: ASKED, MOVE_REFUSED: NOT_MOVED})
    about = "move"
    roles = ARRANGES


def _subject(person: UUID, address: str) -> str:
    digest = hashlib.sha256(address.strip().lower().encode()).hexdigest()
    return f"{person}:{digest[:27]}"


def _person(proposal: ProposalView) -> UUID:
    return UUID(proposal.subject.partition(":")[0])


def _viewed(actor: Actor, proposal: ProposalView, at: datetime) -> AccountMove:
    row = person_of(actor=actor, person=_person(proposal))
    day = timezone.localdate(at)
    sides = proposals.sides_for(actor=actor, proposal=proposal, on=day)
    return AccountMove(
        proposal=proposal,
        person_id=row.id,
        person_name=row.name,
        old_address=addresses_of_accounts(actor=actor, people=[row.id]).get(row.id, ""),
        address=row.email,
        is_current=_subject(row.id, row.email) == proposal.subject,
        may_decide=bool(sides) and row.id not in actor.people,
        may_withdraw=proposal.waits_on(day) and actor.role is Role.ADMINISTRATOR,
    )
