"""Has this been claimed before? The same receipt by its bytes, the same cost by kind, day and amount."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimLine, LineEvidence
from bodemplaat.capabilities.claims.policies import visible_claims
from bodemplaat.capabilities.claims.reckoning.checks import Alike
from bodemplaat.capabilities.claims.values import Content
from bodemplaat.foundation.documents.api import documents_with
from bodemplaat.foundation.tenancy.api import Actor, shaped

NO_LONGER_COUNTS = (lifecycle.REJECTED, lifecycle.WITHDRAWN)


class _Other(NamedTuple):
    """Another claim with a line that is alike."""

    id: UUID
    number: str
    claimant_id: UUID


def alike_claims(actor: Actor, claim: Claim, content: Content, on: date) -> tuple[Alike, ...]:
    """Other claims of the organisation with the same receipt, and of the claimant with the same cost.

    A claim that the actor may not open is reported without a link.
    """
    alike = [*_same_receipts(actor, claim, content), *_same_costs(actor, claim, content)]
    open_to_reader = {other.id for _, _, other in alike if other.claimant_id == actor.person_id}
    ids = {other.id for _, _, other in alike} - open_to_reader
    if ids:
        open_to_reader |= set(visible_claims(actor, on).filter(id__in=ids).values_list("id", flat=True))
    return tuple(
        Alike(position, same_receipt, other.number, other.id if other.id in open_to_reader else None)
        for position, same_receipt, other in alike
    )


def _same_receipts(actor: Actor, claim: Claim, content: Content) -> Iterator[tuple[int, bool, _Other]]:
    position_of = {document: i for i, line in enumerate(content.lines) for document in line.documents}
    if not position_of:
        return
    prints = {each.sha256: each.id for each in documents_with(actor=actor, ids=position_of).values()}
    elsewhere = (
        LineEvidence.records.of(actor)
        .filter(organisation_id=claim.organisation_id, document__sha256__in=prints)
        .exclude(line__claim_id=claim.id)
        .exclude(line__claim__state__in=NO_LONGER_COUNTS)
        .exclude(line__claim__submitted_at=None)
        .select_related("line__claim", "document")
        .order_by("line__claim__submitted_at", "id")
    )
    for evidence in elsewhere[:10]:
        other = evidence.line.claim
        yield (
            position_of[prints[evidence.document.sha256]],
            True,
            _Other(other.id, other.number, other.claimant_id),
        )


def _same_costs(actor: Actor, claim: Claim, content: Content) -> Iterator[tuple[int, bool, _Other]]:
    wanted = {
        (line.kind, line.day, line.amount.cents): position
        for position, line in enumerate(content.lines)
        if line.day is not None and line.amount is not None and line.amount.cents
    }
    if not wanted:
        return
    costs = [value for cost in wanted for value in cost]
    for kind, day, cents, *other in _lines_alike(
        actor, claim.organisation_id, claim.claimant_id, claim.id, *costs
    ):
        yield wanted[kind, day, cents], False, _Other(*other)


@shaped
def _lines_alike(
    actor: Actor, organisation: UUID, claimant: UUID, claim: UUID, *costs: str | date | int
) -> QuerySet[Any, Any]:
    """Lines of a claimant's other claims with one of these costs: kind, day and cents of each in a row."""
    same = Q()
    for kind, day, cents in zip(costs[::3], costs[1::3], costs[2::3], strict=True):
        same |= Q(kind=kind, day=day, amount_cents=cents)
    lines = (
        ClaimLine.records.of(actor)
        .filter(same, organisation_id=organisation, claim__claimant_id=claimant)
        .exclude(claim_id=claim)
        .exclude(claim__state__in=NO_LONGER_COUNTS)
        .exclude(claim__submitted_at=None)
        .order_by("claim__submitted_at", "id")
    )
    columns = ("kind", "day", "amount_cents", "claim_id", "claim__number", "claim__claimant_id")
    return lines.values_list(*columns)[:10]
