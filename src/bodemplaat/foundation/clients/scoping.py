"""What nobody gives a client alone: an administrator asks for it, and a second person lets it have it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.clients.models import Client, ScopeProposal
from bodemplaat.foundation.clients.values import Scope
from bodemplaat.foundation.organisations.api import ArrangedByTwo
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import say

KIND: Final = "client_scopes"
SCOPES_ASKED, SCOPES_REFUSED = "client.scopes_asked", "client.scopes_refused"
"""Each carries ``client`` and ``by`` (ids), ``name`` and ``reason``."""


def ask_for_scopes(actor: Actor, row: Client, scopes: Collection[Scope], at: datetime) -> None:
    """Let scopes of a client wait for a second person; nothing when there are none."""
    if not scopes:
        return

    def store(proposal: UUID) -> None:
        ScopeProposal.records.of(actor).create(
            organisation_id=row.organisation_id, proposal_id=proposal, client=row, scopes=sorted(scopes)
        )

    proposals.propose(
        actor=actor, kind=KIND, organisation=row.organisation_id, subject=str(row.id), store=store, at=at
    )


SCOPES: Final = proposals.Deciding(KIND)
"""The client has them, has them not, or nothing is asked any more; raises as ``proposals.Deciding``."""


class Scopes(ArrangedByTwo):
    """Scopes of clients: another administrator or a controller of the same organisation decides."""

    code = KIND
    trail = "client.scopes_"
    recorded_as = "client_scopes"
    taken = say("This connection waits for a second person already. Withdraw that first.")
    topics = MappingProxyType({proposals.PROPOSED: SCOPES_ASKED, proposals.REFUSED: SCOPES_REFUSED})

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Let it have them, unless it ended in the meantime."""
        scope_proposal = _row(actor, proposal)
        row = Client.records.of(actor).locked().one(id=scope_proposal.client_id)
        if row.ended_at is not None or row.last_day < timezone.localdate(at):
            raise Refused(say("This connection has ended. Make a new one if it is needed again."))
        row.scopes = sorted({*row.scopes, *scope_proposal.scopes})
        row.save(update_fields=["scopes"])

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which client, and what it is to have."""
        scope_proposal = _row(actor, proposal)
        return {"name": scope_proposal.client.name, "scopes": list(scope_proposal.scopes)}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which client."""
        row = _row(actor, proposal)
        return {"client": str(row.client_id), "name": row.client.name}


def _row(actor: Actor, proposal: ProposalView) -> ScopeProposal:
    return ScopeProposal.records.of(actor).select_related("client").one(proposal_id=proposal.id)
