"""What was proposed, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.claims.mapping import kind_of_fields, rules_of_fields, start_of_fields
from bodemplaat.capabilities.claims.models import RuleProposal
from bodemplaat.capabilities.claims.values import ClaimRules, KindRule
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query
from bodemplaat.kernel import say

WAITING, CONFIRMED, REFUSED, WITHDRAWN = "waiting", "confirmed", "refused", "withdrawn"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was proposed, by whom, and what became of it. One of ``rules`` and ``kind`` is there, and what held before.

    The first rules of an organisation hold their kinds, others hold none. ``offered`` false proposes to end a kind. ``decided_by`` is who confirmed, refused or withdrew it.
    """

    id: UUID
    since: date
    state: str
    rules: ClaimRules | None
    rules_before: ClaimRules | None
    kind: KindRule | None
    kind_before: KindRule | None
    offered: bool
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    reason: str


@query
def proposals(*, actor: Actor, organisation: UUID, count: int = 50) -> tuple[Proposal, ...]:
    """What waits, then what was decided, each latest first; for administrator and controller."""
    if not actor.is_system and (
        actor.role not in {Role.ADMINISTRATOR, Role.CONTROLLER} or actor.organisation_id != organisation
    ):
        raise Refused(say("Proposals are for the controller and the administrator."))
    rows = RuleProposal.records.of(actor).filter(organisation_id=organisation).order_by("-proposed_at", "id")
    waiting = list(rows.filter(state=WAITING))
    return tuple(_view(row) for row in (*waiting, *rows.exclude(state=WAITING)[:count]))


@query
def proposal_view(*, actor: Actor, proposal: UUID) -> Proposal:
    """One proposal; raises ``NotFound`` for another organisation's."""
    return _view(RuleProposal.records.of(actor).one(id=proposal, organisation_id=actor.organisation_id))


@query
def proposals_waiting(*, actor: Actor, organisation: UUID) -> int:
    """How many wait for a controller."""
    return RuleProposal.records.of(actor).filter(organisation_id=organisation, state=WAITING).count()


def _view(row: RuleProposal) -> Proposal:
    before = row.wanted.get("before")
    return Proposal(
        id=row.id,
        since=row.since,
        state=row.state,
        rules=None if row.code else start_of_fields(row.wanted),
        rules_before=rules_of_fields(before) if before and not row.code else None,
        kind=kind_of_fields(row.code, row.wanted) if row.code else None,
        kind_before=kind_of_fields(row.code, before) if before and row.code else None,
        offered=row.wanted.get("offered", True),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
    )
