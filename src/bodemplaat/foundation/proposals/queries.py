"""What is asked about proposals."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from bodemplaat.foundation.proposals.kinds import DecisionView, ProposalView, Side, kind_of
from bodemplaat.foundation.proposals.models import Decision, Proposal
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query


@query
def proposals_of(
    *, actor: Actor, kind: str, ids: Collection[UUID] | None = None, count: int = 200
) -> tuple[ProposalView, ...]:
    """Proposals of a kind at the actor's own organisation, or to it as a partner, the latest first; two statements."""
    rows = Proposal.records.of(actor).filter(kind=kind).order_by("-proposed_at", "id")
    if ids is not None:
        rows = rows.filter(id__in=ids)
    return viewed(actor, rows[:count])


@query
def proposal_of(*, actor: Actor, proposal: UUID, kind: str) -> ProposalView:
    """One of ``proposals_of``; raises ``NotFound`` for another's, and for one of another kind."""
    for each in proposals_of(actor=actor, kind=kind, ids=[proposal]):
        return each
    raise NotFound("proposal")


@query
def sides_for(*, actor: Actor, proposal: ProposalView, on: date) -> tuple[Side, ...]:
    """The sides for which the actor's role lets them decide now: none for whoever proposed it or decided already."""
    if not proposal.waits_on(on) or is_same_human(actor, proposal):
        return ()
    sides = {each.name: each for each in kind_of(proposal.kind).sides}
    return tuple(
        sides[name]
        for name in proposal.missing
        if name in sides and decides_for(actor, proposal, sides[name])
    )


def decides_for(actor: Actor, proposal: ProposalView, side: Side) -> bool:
    """Whether the actor's role, at their organisation, decides for a side."""
    place = proposal.partner_id if side.at_partner else proposal.organisation_id
    return actor.role in side.roles and actor.organisation_id == place


def is_same_human(actor: Actor, proposal: ProposalView) -> bool:
    """Whether the human being behind the actor proposed it or decided on it, in whatever job."""
    human = actor.people | ({actor.person_id} if actor.person_id else set())
    return proposal.proposed_by in human or any(each.person in human for each in proposal.decisions)


def viewed(actor: Actor, rows: Iterable[Proposal]) -> tuple[ProposalView, ...]:
    """Rows with their decisions, in one statement for all."""
    waiting = list(rows)
    decisions: dict[UUID, list[DecisionView]] = {row.id: [] for row in waiting}
    for each in (
        Decision.records.of(actor).filter(proposal__in=waiting).order_by("at", "id") if waiting else ()
    ):
        decisions[each.proposal_id].append(
            DecisionView(
                each.side, each.organisation_id, each.person, each.name, each.is_agreed, each.reason, each.at
            )
        )
    return tuple(
        ProposalView(
            id=row.id,
            kind=row.kind,
            subject=row.subject,
            organisation_id=row.organisation_id,
            partner_id=row.partner_id,
            sides=tuple(row.sides),
            state=row.state,
            reason=row.reason,
            expires_on=row.expires_on,
            proposed_by=row.proposed_by,
            proposed_by_name=row.proposed_by_name,
            proposed_at=row.proposed_at,
            closed_by=row.closed_by,
            closed_at=row.closed_at,
            decisions=tuple(decisions[row.id]),
        )
        for row in waiting
    )
