"""Rows of a claim, to and from its values."""

from uuid import UUID

from bodemplaat.capabilities.claims.models import Claim, ClaimLine, LineEvidence
from bodemplaat.capabilities.claims.values import Content, Line
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro


def content_of(actor: Actor, claim: Claim) -> Content:
    """What is filled in on a claim, as it is kept; two queries however many lines."""
    rows = list(ClaimLine.records.of(actor).filter(claim=claim).order_by("position"))
    evidence = LineEvidence.records.of(actor).filter(line__in=rows).order_by("document__stored_at", "id")
    documents: dict[UUID, list[UUID]] = {}
    for line, document in evidence.values_list("line_id", "document_id"):
        documents.setdefault(line, []).append(document)
    return Content(
        claim.description,
        claim.iban,
        tuple(
            Line(
                kind=row.kind,
                day=row.day,
                description=row.description,
                amount=None if row.amount_cents is None else Euro(row.amount_cents),
                kilometres=row.kilometres,
                origin=row.origin,
                destination=row.destination,
                documents=tuple(documents.get(row.id, ())),
            )
            for row in rows
        ),
    )


def line_to_row(line: Line, row: ClaimLine | None, claim: Claim, position: int) -> ClaimLine:
    """A line's values on its row, a new one when there is none yet at that position."""
    row = row or ClaimLine(organisation_id=claim.organisation_id, claim=claim, position=position)
    row.kind = line.kind
    row.day = line.day
    row.description = line.description
    row.amount_cents = None if line.amount is None else line.amount.cents
    row.kilometres = line.kilometres
    row.origin = line.origin
    row.destination = line.destination
    return row
