"""What is announced about a claim, what is written on its timeline, and the line in the audit trail: together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bodemplaat.capabilities.claims.models import Claim, ClaimEvent
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.foundation.audit.api import record_many
from bodemplaat.foundation.outbox.api import Announcement, publish_many
from bodemplaat.foundation.tenancy.api import Actor, write_at_end

ANNOUNCED = frozenset(
    {
        ClaimAct.SUBMITTED,
        ClaimAct.APPROVAL_ASKED,
        ClaimAct.APPROVED,
        ClaimAct.RETURNED,
        ClaimAct.REJECTED,
        ClaimAct.PAID,
        ClaimAct.BOUNCED,
        ClaimAct.STEP_APPROVED,
        ClaimAct.ACCOUNT_LOOKED_AT,
        ClaimAct.READDRESSED,
    }
)
NOBODY_AT_THE_DESK = "claims.nobody_at_the_desk"
"""Announced for an organisation that is served and for its service centre: ``count`` claims that no clerk can decide."""
PROPOSAL_MADE, PROPOSAL_CONFIRMED, PROPOSAL_REFUSED = (
    "rule_proposal.made",
    "rule_proposal.confirmed",
    "rule_proposal.refused",
)

CEILING_SET = "claim_ceiling.set"
"""Announced for an organisation: ``since_day``, from which rules go no further than another ceiling."""


def happened(
    actor: Actor,
    claim: Claim,
    event: ClaimAct,
    *,
    at: datetime,
    step: str = "",
    comment: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one event of a claim down and, where people care, announce it; in the caller's transaction."""
    happened_many(actor, [claim], event, at=at, step=step, comment=comment, details=details)


def happened_many(
    actor: Actor,
    claims: Sequence[Claim],
    event: ClaimAct,
    *,
    at: datetime,
    step: str = "",
    comment: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """The same event of any number of claims, set-based."""
    facts = dict(details or {})
    write_at_end(
        actor,
        [
            ClaimEvent(
                organisation_id=claim.organisation_id,
                claim=claim,
                at=at,
                event=event,
                person_id=actor.person_id,
                person_name=actor.person_name,
                role=actor.role.value,
                step=step,
                comment=comment,
                details=facts,
            )
            for claim in claims
        ],
    )
    record_many(
        actor,
        event,
        "claim",
        [(claim.id, claim.organisation_id, {"step": step, **facts}) for claim in claims],
        at=at,
    )
    if event in ANNOUNCED:
        step_facts = {"step": step, "comment": comment, **facts}
        publish_many(
            actor,
            [
                Announcement(
                    event, claim.organisation_id, {"claim": str(claim.id), "round": claim.round, **step_facts}
                )
                for claim in claims
            ],
            at=at,
        )
