"""Who opened the evidence of somebody else leaves a line."""

from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def note_evidence_opened(*, actor: Actor, claim: UUID, document: UUID, at: datetime) -> None:
    """Write in the trail that somebody other than the claimant opened what proves a claim."""
    row = Claim.records.of(actor).one(id=claim)
    if row.claimant_id not in actor.people:
        record(
            actor,
            ClaimAct.EVIDENCE_OPENED,
            "claim",
            row.id,
            row.organisation_id,
            at=at,
            details={"document": str(document)},
        )
