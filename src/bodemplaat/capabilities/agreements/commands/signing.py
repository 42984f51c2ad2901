"""Offering, signing by both sides, refusing, taking back and giving notice."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.agreements import events, lifecycle
from bodemplaat.capabilities.agreements.commands.drafting import check_follows_cut, check_sound, own_draft
from bodemplaat.capabilities.agreements.lifecycle import KIND
from bodemplaat.capabilities.agreements.models import Agreement
from bodemplaat.capabilities.agreements.policies import (
    READERS,
    WRITERS,
    check_mandate,
    check_may_read,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say

DAYS_TO_SIGN: Final = 60
_ACTS: Final = {
    proposals.PROPOSED: events.OFFERED,
    "agreed": events.SIGNED_BY_ONE,
    proposals.CONFIRMED: events.SIGNED,
    proposals.REFUSED: events.REFUSED,
    proposals.WITHDRAWN: events.WITHDRAWN,
}


@command
def offer_agreement(*, actor: Actor, agreement: UUID, sign_before: date | None = None, at: datetime) -> None:
    """Offer a draft to the customer: from now on it never changes, and both sides can sign it until a day, 60 days from now.

    Raises ``UnsoundAgreement`` with everything that is not finished or that the cut gives to another, and ``Refused`` when its days overlap with what was signed.
    """
    row = own_draft(actor, agreement, at)
    check_sound(actor, row)
    _overlapping(actor, row)
    today = timezone.localdate(at)
    last = sign_before or today + timedelta(days=DAYS_TO_SIGN)
    if last < today:
        raise Refused(say("Choose today or a later day."))

    def store(proposal: UUID) -> None:
        row.proposal_id, row.state = proposal, lifecycle.AGREEMENT.after(row.state, "offer")
        row.save(update_fields=["proposal", "state"])

    proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=row.organisation_id,
        subject=f"{row.kind}-{row.customer_id.hex}",
        partner=row.customer_id,
        store=store,
        expires_on=last,
        at=at,
    )


@command
def sign_agreement(*, actor: Actor, agreement: UUID, at: datetime) -> bool:
    """Sign for the actor's side. Answers whether both have: it then holds from its day, and what was signed before ends there.

    Raises ``Refused`` for anybody without mandate, for whoever offered it or signed for the other side, and when its days
    overlap with what was signed meanwhile; ``UnsoundAgreement`` when a cut adopted since gives a service of it to another.
    """
    both = proposals.agree(actor=actor, proposal=_offered(actor, agreement), kind=KIND, at=at)
    check_follows_cut(actor, Agreement.records.of(actor).one(id=agreement))
    return both


@command
def refuse_agreement(*, actor: Actor, agreement: UUID, reason: str, at: datetime) -> None:
    """Do not sign, and say why. Raises as ``sign_agreement``, and without a reason."""
    proposals.refuse(actor=actor, proposal=_offered(actor, agreement), kind=KIND, reason=reason, at=at)


@command
def withdraw_agreement(*, actor: Actor, agreement: UUID, at: datetime) -> None:
    """Take back what was offered, also when its last day to sign has gone; by whoever writes agreements at the provider."""
    proposals.withdraw(actor=actor, proposal=_offered(actor, agreement), kind=KIND, at=at)


@command
def end_agreement(*, actor: Actor, agreement: UUID, until: date, reason: str, at: datetime) -> None:
    """Give notice: what was signed ends on a later day, the first without it. By somebody with mandate of either side.

    The notice that has to be given stands in the agreement itself; who reads it sees who ended it and why.
    """
    check_may_read(actor)
    row = Agreement.records.of(actor).locked().one(id=agreement)
    today = timezone.localdate(at)
    check_mandate(actor, today)
    if row.state != lifecycle.SIGNED or (row.valid_until is not None and row.valid_until <= today):
        raise Refused(say("Only what was signed and has not ended can be ended."))
    if until <= today or until < row.valid_from or (row.valid_until is not None and until >= row.valid_until):
        raise Refused(say("It ends tomorrow at the earliest, and before its present last day."))
    if not reason.strip():
        raise Refused(say("Write in a few words why."))
    row.valid_until, row.ended_at = until, at
    row.ended_by_name, row.ended_because = actor.person_name[:120], reason.strip()[:500]
    row.save(update_fields=["valid_until", "ended_at", "ended_by_name", "ended_because"])
    details = {**_details(row), "until": until.isoformat()}
    record(actor, "agreement.ended", "agreement", row.id, actor.organisation_id, at=at, details=details)
    more = {"until_day": (until - timedelta(days=1)).isoformat(), "reason": row.ended_because}
    events.announce(actor, events.ENDED, row, at, more)


class Signing(ProposalKind):
    """Agreements: one person of the provider and one of the customer sign, each with the mandate for it."""

    code = KIND
    trail = "agreement."
    recorded_as = "agreement"
    sides = (
        Side(
            "provider",
            frozenset(READERS),
            say(
                "A contract manager, a controller or an administrator of the provider signs for it. You are signed in in"
                " another role."
            ),
        ),
        Side(
            "customer",
            frozenset(READERS),
            say(
                "A contract manager, a controller or an administrator of the customer signs for it. You are signed in in"
                " another role."
            ),
            at_partner=True,
        ),
    )
    taken = say("Another version of this agreement is offered already: withdraw that one first.")
    own = say("Who offered it or signed it already does not sign: two people do, one for each side.")

    def check_may_decide(self, *, actor: Actor, proposal: ProposalView, side: Side, at: datetime) -> None:
        """Signing takes the mandate of the organisation."""
        check_mandate(actor, timezone.localdate(at))

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Whoever writes agreements at the provider may."""
        if actor.organisation_id != proposal.organisation_id or actor.role not in WRITERS:
            raise Refused(
                say("A contract manager or an administrator of the provider takes back what it offered.")
            )

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """It holds from its day; what was signed before ends on that day."""
        row = _row(actor, proposal)
        earlier = _overlapping(actor, row)
        if earlier is not None:
            earlier.valid_until = row.valid_from
            earlier.save(update_fields=["valid_until"])
        _move(row, "sign")

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which agreement, with whom, from when."""
        return _details(_row(actor, proposal))

    def told(self, *, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        """Let the version stand as its proposal does, and tell both sides."""
        row = _row(actor, proposal)
        if act in (proposals.REFUSED, proposals.WITHDRAWN):
            _move(row, "refuse" if act == proposals.REFUSED else "withdraw")
        events.announce(actor, _ACTS[act], row, at, {"reason": proposal.refusal})


def _row(actor: Actor, proposal: ProposalView) -> Agreement:
    return Agreement.records.of(actor).locked().one(proposal_id=proposal.id)


def _move(row: Agreement, move: str) -> None:
    row.state = lifecycle.AGREEMENT.after(row.state, move)
    row.save(update_fields=["state"])


def _offered(actor: Actor, agreement: UUID) -> UUID:
    check_may_read(actor)
    row = Agreement.records.of(actor).one(id=agreement)
    if row.proposal_id is None:
        if row.organisation_id != actor.organisation_id:
            raise NotFound("agreement")
        raise Refused(say("This is a draft: offer it first."))
    return row.proposal_id


def _overlapping(actor: Actor, row: Agreement) -> Agreement | None:
    """What this version takes over from on its first day; raises ``Refused`` where its days overlap otherwise."""
    signed = Agreement.records.of(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=row.valid_from),
        organisation_id=row.organisation_id,
        customer_id=row.customer_id,
        kind=row.kind,
        state=lifecycle.SIGNED,
    )
    earlier = None
    for each in signed.locked().order_by("valid_from"):
        if each.valid_from < row.valid_from:
            earlier = each
        elif row.valid_until is None or each.valid_from < row.valid_until:
            raise Refused(
                say(
                    "Version {number}, signed by both, holds from {since_day}: these days would overlap. Let this version end"
                    " before, or begin later."
                ),
                number=each.number,
                since_day=each.valid_from,
            )
    return earlier


def _details(row: Agreement) -> dict[str, object]:
    return {
        "kind": row.kind,
        "number": row.number,
        "customer": str(row.customer_id),
        "since": row.valid_from.isoformat(),
    }
