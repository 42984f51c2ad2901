"""An organisation's own identity provider is switched on by two people: whoever manages it can be anybody there.

The proposal names the provider and a digest of where it is and for which domains, so that nobody confirms anything else.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access.models import IdentityProvider
from bodemplaat.foundation.access.own_provider import (
    arranged_provider,
    check_own_domains,
    provider_row,
    switch_on,
)
from bodemplaat.foundation.access.telling import MessagesByTwo
from bodemplaat.foundation.organisations.api import ARRANGES, ArrangedByTwo
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, joining_command, query
from bodemplaat.kernel import say

KIND: Final = "identity_provider"
PROVIDER_ASKED, PROVIDER_REFUSED = "identity_provider.asked", "identity_provider.not_switched_on"
"""Each carries ``by`` (an id) and ``reason``."""
ASKED: Final = (
    say("Your organisation's own sign-in waits for a second person"),
    say(
        "Whoever manages that provider can sign in as anybody of your organisation. Look whether it is really yours, then"
        " confirm or refuse."
    ),
)
NOT_ON: Final = (
    say("Your organisation's own sign-in was not switched on"),
    say("Why not: {reason}"),
)
CHANGED_SINCE: Final = say("The settings have changed since. Have it proposed anew.")


@dataclass(frozen=True, slots=True)
class OwnProviderView:
    """The provider of the actor's organisation, without its secret, and what waits for a second person."""

    id: UUID
    issuer: str
    client_id: str
    domains: tuple[str, ...]
    is_on: bool
    changed_at: datetime
    tested_at: datetime | None
    waiting: ProposalView | None
    last: ProposalView | None
    """The proposal that was decided last."""
    may_arrange: bool
    may_decide: bool


@query
def own_provider_of(*, actor: Actor, at: datetime) -> OwnProviderView | None:
    """The provider of the actor's own organisation, for its administrators and controllers; ``None`` where there is none."""
    if actor.role not in ARRANGES:
        raise NotFound("provider")
    row = provider_row(actor=actor)
    if row is None:
        return None
    day = timezone.localdate(at)
    mine = [
        each
        for each in proposals.proposals_of(actor=actor, kind=KIND)
        if each.organisation_id == actor.organisation_id
    ]
    waiting = next((each for each in mine if each.waits_on(day) and each.subject == _subject(row)), None)
    decided = [each for each in mine if each.closed_at is not None]
    sides = proposals.sides_for(actor=actor, proposal=waiting, on=day) if waiting else ()
    return OwnProviderView(
        id=row.id,
        issuer=row.issuer,
        client_id=row.client_id,
        domains=tuple(row.domains),
        is_on=row.is_on,
        changed_at=row.changed_at,
        tested_at=row.tested_at,
        waiting=waiting,
        last=max(decided, key=lambda each: (each.closed_at, each.id)) if decided else None,
        may_arrange=actor.role is Role.ADMINISTRATOR,
        may_decide=bool(sides),
    )


@joining_command
def propose_own_provider(*, actor: Actor, at: datetime) -> UUID:
    """Let a second person see whether it is to be switched on. Raises ``Refused`` untried, on already, or while it waits."""
    row = arranged_provider(actor)
    if row.is_on:
        raise Refused(say("The provider is switched on already."))
    if row.tested_at is None:
        raise Refused(say("Try signing in first: what does not work is not switched on."))
    check_own_domains(row)
    return proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=row.organisation_id,
        subject=_subject(row),
        store=lambda _: None,
        at=at,
    )


OWN_PROVIDERS: Final = proposals.Deciding(KIND)
"""The provider is switched on, stays off, or nothing is asked any more; raises as ``proposals.Deciding``."""


class OwnProviders(ArrangedByTwo):
    """Providers that would be switched on: another administrator or a controller of the same organisation decides."""

    code = KIND
    trail = "identity_provider."
    recorded_as = "identity_provider"
    topics = MappingProxyType({proposals.PROPOSED: PROVIDER_ASKED, proposals.REFUSED: PROVIDER_REFUSED})

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Switch it on, unless it is set otherwise by now."""
        row = IdentityProvider.records.of(actor).locked().one(organisation_id=proposal.organisation_id)
        if _subject(row) != proposal.subject:
            raise Refused(CHANGED_SINCE)
        switch_on(actor, row, at)


class OwnProviderMessages(MessagesByTwo):
    """Providers that would be switched on."""

    asked = PROVIDER_ASKED
    texts = MappingProxyType({PROVIDER_ASKED: ASKED, PROVIDER_REFUSED: NOT_ON})
    roles = ARRANGES


def _subject(row: IdentityProvider) -> str:
    where = "\n".join((row.issuer, row.client_id, *row.domains, row.changed_at.isoformat()))
    return f"{row.id}:{hashlib.sha256(where.encode()).hexdigest()[:27]}"
