"""Proposing, agreeing, refusing and taking back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.proposals.kinds import PROPOSED, ProposalKind, ProposalView, Side, kind_of
from bodemplaat.foundation.proposals.models import (
    CONFIRMED,
    EXPIRED,
    REFUSED,
    WAITING,
    WITHDRAWN,
    Decision,
    Proposal,
)
from bodemplaat.foundation.proposals.queries import decides_for, is_same_human, viewed
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, joining_command
from bodemplaat.kernel import say

LONGEST_REASON = 500


@joining_command
def propose(
    *,
    actor: Actor,
    kind: str,
    organisation: UUID,
    subject: str,
    store: Callable[[UUID], object],
    partner: UUID | None = None,
    reason: str = "",
    expires_on: date | None = None,
    at: datetime,
) -> UUID:
    """Let something wait for others; nothing changes before every side agreed. The room itself says who may propose.

    ``store`` keeps what is proposed, with the key it is given. Raises ``Refused`` for the platform, and while another
    proposal of the subject waits.
    """
    registered = kind_of(kind)
    if actor.person_id is None:
        raise Refused(say("The platform proposes nothing."))
    rows = Proposal.records.of(actor)
    waiting = rows.filter(organisation_id=organisation, kind=kind, subject=subject, state=WAITING)
    for each in waiting.locked():
        if each.expires_on is None or each.expires_on >= timezone.localdate(at):
            raise Refused(registered.taken)
        _close(each, EXPIRED, None, at)
    row = rows.create(
        organisation_id=organisation,
        partner_id=partner,
        kind=kind,
        subject=subject,
        sides=[each.name for each in registered.sides],
        reason=reason.strip()[:LONGEST_REASON],
        expires_on=expires_on,
        proposed_by=actor.person,
        proposed_by_name=actor.person_name[:120],
        proposed_at=at,
    )
    store(row.id)
    _note(actor, registered, row, PROPOSED, at)
    return row.id


@command
def agree(*, actor: Actor, proposal: UUID, kind: str, at: datetime) -> bool:
    """Agree for the side for which the actor decides; the last one lets it happen. Answers whether it did.

    Raises ``Refused`` for anybody who decides for no side, for whoever proposed it or decided for another side, and once
    it is closed; and whatever the room raises when it can no longer be done.
    """
    row, view, registered = _waiting(actor, proposal, kind, at)
    side = _side_of(actor, registered, view, at)
    _decide(actor, row, side, is_agreed=True, reason="", at=at)
    if set(view.missing) - {side.name}:
        _note(actor, registered, row, "agreed", at)
        return False
    registered.confirm(actor=actor, proposal=view, at=at)
    _close(row, CONFIRMED, actor.person, at)
    _note(actor, registered, row, CONFIRMED, at)
    return True


@command
def refuse(*, actor: Actor, proposal: UUID, kind: str, reason: str, at: datetime) -> None:
    """Refuse for the side for which the actor decides: it does not happen. Raises as ``agree``, and without a reason."""
    if not reason.strip():
        raise Refused(say("Write in a few words why not."))
    row, view, registered = _waiting(actor, proposal, kind, at)
    side = _side_of(actor, registered, view, at)
    _decide(actor, row, side, is_agreed=False, reason=reason.strip()[:LONGEST_REASON], at=at)
    _close(row, REFUSED, actor.person, at)
    _note(actor, registered, row, REFUSED, at)


@command
def withdraw(*, actor: Actor, proposal: UUID, kind: str, at: datetime) -> None:
    """Take back what waits; the room says who may. Raises ``Refused`` once it is closed."""
    row, view, registered = _waiting(actor, proposal, kind, at, also_expired=True)
    registered.check_may_withdraw(actor=actor, proposal=view)
    _close(row, WITHDRAWN, actor.person_id, at)
    _note(actor, registered, row, WITHDRAWN, at)


@dataclass(frozen=True, slots=True)
class Deciding:
    """What others do with proposals of one kind: a room offers one at its door for each kind that people decide on there.

    ``find`` gives the proposal of what they name in its place, such as an account of a supplier, as the room keeps it; it
    raises for anyone who may not know of it. Without, they name the proposal itself.
    """

    kind: str
    find: Callable[[Actor, UUID], UUID] | None = None

    @command
    def confirm(self, *, actor: Actor, which: UUID, at: datetime) -> bool:
        """Agree, and let it happen if no other side is missing. Raises as ``agree``."""
        return agree(actor=actor, proposal=self._proposal(actor, which), kind=self.kind, at=at)

    @command
    def refuse(self, *, actor: Actor, which: UUID, reason: str, at: datetime) -> None:
        """Let it not happen, and say why. Raises as ``refuse``."""
        refuse(actor=actor, proposal=self._proposal(actor, which), kind=self.kind, reason=reason, at=at)

    @command
    def withdraw(self, *, actor: Actor, which: UUID, at: datetime) -> None:
        """Take back what waits. Raises as ``withdraw``."""
        withdraw(actor=actor, proposal=self._proposal(actor, which), kind=self.kind, at=at)

    def _proposal(self, actor: Actor, which: UUID) -> UUID:
        return self.find(actor, which) if self.find else which


def _waiting(
    actor: Actor, proposal: UUID, kind: str, at: datetime, *, also_expired: bool = False
) -> tuple[Proposal, ProposalView, ProposalKind]:
    row = Proposal.records.of(actor).locked().one(id=proposal, kind=kind)
    (view,) = viewed(actor, [row])
    if view.state != WAITING:
        raise Refused(say("This proposal has been decided already."))
    if not also_expired and not view.waits_on(timezone.localdate(at)):
        raise Refused(say("This could be decided until {day}. Ask for a new proposal."), day=view.expires_on)
    return row, view, kind_of(kind)


def _side_of(actor: Actor, kind: ProposalKind, view: ProposalView, at: datetime) -> Side:
    """The side for which the actor decides."""
    sides = [each for each in kind.sides if decides_for(actor, view, each)]
    if not sides:
        place = view.partner_id if actor.organisation_id == view.partner_id else view.organisation_id
        mine = [
            each
            for each in kind.sides
            if (view.partner_id if each.at_partner else view.organisation_id) == place
        ]
        first = (mine or list(kind.sides))[0]
        raise Refused(first.who, who_may=tuple(sorted(role.value for role in first.roles)))
    if is_same_human(actor, view):
        raise Refused(kind.own)
    for each in sides:
        if each.name in view.missing:
            kind.check_may_decide(actor=actor, proposal=view, side=each, at=at)
            return each
    raise Refused(say("This was decided for your side already."))


def _decide(actor: Actor, row: Proposal, side: Side, *, is_agreed: bool, reason: str, at: datetime) -> None:
    Decision.records.of(actor).create(
        organisation_id=actor.organisation_id,
        proposal=row,
        side=side.name,
        person=actor.person,
        name=actor.person_name[:120],
        is_agreed=is_agreed,
        reason=reason,
        at=at,
    )


def _close(row: Proposal, state: str, by: UUID | None, at: datetime) -> None:
    row.state, row.closed_by, row.closed_at = state, by, at
    row.save(update_fields=["state", "closed_by", "closed_at"])


def _note(actor: Actor, kind: ProposalKind, row: Proposal, act: str, at: datetime) -> None:
    (view,) = viewed(actor, [row])
    facts = kind.facts(actor=actor, proposal=view)
    for place in {row.organisation_id, row.partner_id or row.organisation_id} & actor.homes:
        record(actor, f"{kind.trail}{act}", kind.recorded_as, row.id, place, at=at, details=facts)
    kind.told(actor=actor, proposal=view, act=act, at=at)
