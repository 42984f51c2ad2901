"""What is known of one person as a claimant and as somebody who decides: their part of the file of their own data."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.claims.models import (
    Claim,
    ClaimEvent,
    ClaimLine,
    ClaimStep,
    LineEvidence,
    StruckEvidence,
)
from bodemplaat.engines.approval import OPEN, PENDING
from bodemplaat.foundation.privacy.api import Facts, OwnPart
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro, say


def _claims(actor: Actor, person: UUID) -> Iterator[Facts]:
    for row in Claim.records.of(actor).filter(claimant_id=person).order_by("started_at", "id"):
        yield {
            "number": row.number,
            "description": row.description,
            "state": row.state,
            "amount": Euro(row.total_cents),
            "iban": row.iban,
            "started_at": row.started_at,
            "handed_in_at": row.first_submitted_at,
            "settled_at": row.settled_at,
        }


def _costs(actor: Actor, person: UUID) -> Iterator[Facts]:
    rows = ClaimLine.records.of(actor).filter(claim__claimant_id=person).select_related("claim")
    for row in rows.order_by("claim__started_at", "claim_id", "position"):
        yield {
            "claim": row.claim.number,
            "kind": row.kind,
            "day": row.day,
            "description": row.description,
            "amount": None if row.amount_cents is None else Euro(row.amount_cents),
            "kilometres": row.kilometres,
            "origin": row.origin,
            "destination": row.destination,
        }


def _events(actor: Actor, person: UUID) -> Iterator[Facts]:
    """The timeline of one's own claims as their page shows it: who did what, with which words."""
    rows = ClaimEvent.records.of(actor).filter(claim__claimant_id=person).select_related("claim")
    for row in rows.order_by("at", "written_at"):
        yield {
            "claim": row.claim.number,
            "at": row.at,
            "what": row.event,
            "by": row.person_name,
            "role": row.role,
            "comment": row.comment,
        }


def _receipts(actor: Actor, person: UUID) -> Iterator[tuple[UUID, str]]:
    lines = LineEvidence.records.of(actor).filter(line__claim__claimant_id=person)
    yield from lines.order_by("line__claim__started_at", "id").values_list("document_id", "document__name")
    struck = StruckEvidence.records.of(actor).filter(claim__claimant_id=person)
    yield from struck.order_by("struck_at").values_list("document_id", "document__name")


def _decisions(actor: Actor, person: UUID) -> Iterator[Facts]:
    """What somebody decided about claims of others: when and what, and nothing of whose they were."""
    rows = ClaimStep.records.of(actor).filter(decided_by=person).exclude(state__in=(OPEN, PENDING))
    for row in rows.select_related("claim").order_by("decided_at"):
        yield {"claim": row.claim.number, "step": row.name, "decision": row.state, "at": row.decided_at}


OWN: Final = (
    OwnPart("claims", say("Your claims"), _claims, _receipts),
    OwnPart("claim_lines", say("The costs on your claims"), _costs),
    OwnPart("claim_events", say("What happened to your claims"), _events),
    OwnPart("decisions", say("What you decided about claims"), _decisions),
)
