"""An organisation's own identity provider is switched on by two people: whoever manages it can be anybody there.

The proposal names the provider and a digest of where it is and for which domains, so that nobody confirms anything else.
"""

import hashlib
from collections.abc import Callable
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
from bodemplaat.foundation.access.telling import tell_organisation
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, command, joining_command, query
from bodemplaat.kernel import say

KIND: Final = "identity_provider"
DECIDES: Final = frozenset({Role.ADMINISTRATOR, Role.CONTROLLER})
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
    if actor.role not in DECIDES:
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


@command
def confirm_own_provider(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Switch it on. Raises ``Refused`` for whoever proposed it, who decides not, and once the settings changed."""
    proposals.agree(actor=actor, proposal=proposal, kind=KIND, at=at)


@command
def refuse_own_provider(*, actor: Actor, proposal: UUID, reason: str, at: datetime) -> None:
    """Leave it off, and say why."""
    proposals.refuse(actor=actor, proposal=proposal, kind=KIND, reason=reason, at=at)


@command
def withdraw_own_provider(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Take back what waits; by any administrator of the organisation."""
    proposals.withdraw(actor=actor, proposal=proposal, kind=KIND, at=at)


class OwnProviders(ProposalKind):
    """Providers that would be switched on: another administrator or a controller of the same organisation decides."""

    code = KIND
    trail = "identity_provider."
    recorded_as = "identity_provider"
    sides = (
        Side(
            "second",
            DECIDES,
            say(
                "Another administrator or a controller of the organisation decides on this. You are signed in in another role."
            ),
        ),
    )
    taken = say("This waits for a second person already.")
    own = say("Nobody decides on their own proposal: ask another administrator or a controller to do it.")
    topics = MappingProxyType({proposals.PROPOSED: PROVIDER_ASKED, proposals.REFUSED: PROVIDER_REFUSED})

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Switch it on, unless it is set otherwise by now."""
        row = IdentityProvider.records.of(actor).locked().one(organisation_id=proposal.organisation_id)
        if _subject(row) != proposal.subject:
            raise Refused(CHANGED_SINCE)
        switch_on(actor, row, at)

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any administrator of the organisation may."""
        check_may_arrange(actor=actor, organisation=proposal.organisation_id)


class OwnProviderMessages:
    """Hears of providers that would be switched on; ``page`` gives the address of the page that they are on."""

    def __init__(self, page: Callable[[], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what is asked and refused."""
        subscribe(PROVIDER_ASKED, self.tell_deciders)
        subscribe(PROVIDER_REFUSED, self.tell_proposer)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Every other administrator and every controller."""
        tell_organisation(actor=actor, roles=DECIDES, text=ASKED, path=self.page(), heard=heard)

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever proposed it."""
        people = {UUID(str(heard.payload["by"]))}
        tell(actor=actor, people=people, text=NOT_ON, path=self.page(), heard=heard)


def _subject(row: IdentityProvider) -> str:
    where = "\n".join((row.issuer, row.client_id, *row.domains, row.changed_at.isoformat()))
    return f"{row.id}:{hashlib.sha256(where.encode()).hexdigest()[:27]}"
