"""Telling who decides now. Power needs no telling: it is worked out at each decision (see ``addressing``)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.claims import events
from bodemplaat.capabilities.claims.commands.handing_over import hand_over_claims
from bodemplaat.capabilities.claims.models import Claim, ClaimStep
from bodemplaat.capabilities.claims.queries.waiting import open_steps, stuck_at_the_desk
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.engines import approval
from bodemplaat.foundation.organisations.api import Task, served_by
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def tell_who_decides_now(*, actor: Actor, at: datetime) -> int:
    """Let claims go over to the provider of the day; store and announce each open step whose deciders differ from those notified; returns how many.

    Doing it twice announces once. A step on which nobody can decide is announced too. Where claims wait at a service centre
    without a clerk who can decide, it and everyone it serves are told so (``events.NOBODY_AT_THE_DESK``).
    """
    for organisation in sorted(actor.scope):
        hand_over_claims(actor=actor, organisation=organisation, at=at)
    _announce_an_empty_desk(actor, at)
    moved = [each for each in open_steps(actor, timezone.localdate(at)) if each.now.people != each.told]
    claims = {row.id: row for row in Claim.records.of(actor).filter(id__in=[each.claim for each in moved])}
    announced = 0
    for each in moved:
        still = ClaimStep.records.of(actor).filter(id=each.step, state=approval.OPEN)
        if not still.update(asked=sorted(each.now.people), assignee=each.now.manager):
            continue
        announced += 1
        events.happened(
            actor,
            claims[each.claim],
            ClaimAct.READDRESSED,
            at=at,
            step=each.name,
            details={
                "people": sorted(map(str, each.now.people)),
                "new": sorted(map(str, each.now.people - each.told)),
            },
        )
    return announced


@command
def tell_when_no_clerk_can(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """Announce that a claim came to a desk where no clerk can decide; nothing where one can, or where it waits elsewhere.

    The desk may have been left empty while nothing waited there, and then nobody was told.
    """
    if stuck_at_the_desk(actor, timezone.localdate(at), narrow=Q(claim=claim)):
        _announce_an_empty_desk(actor, at)


def _announce_an_empty_desk(actor: Actor, at: datetime) -> None:
    """Announce it for the desk of the actor's organisation and for each desk at which its own claims are stuck."""
    own = {each.provider for each in stuck_at_the_desk(actor, timezone.localdate(at)) if each.provider}
    for provider in sorted(own | {actor.organisation_id}):
        _announce_desk(actor=Actor.system(provider), customer=actor.organisation_id, at=at)


@command
def _announce_desk(*, actor: Actor, customer: UUID, at: datetime) -> None:
    """Announce, per organisation that a provider serves and once for the provider, how many claims no clerk can decide."""
    provider, on = actor.organisation_id, timezone.localdate(at)
    served = served_by(actor=actor, organisation=provider, tasks=(Task.EXPENSE_CLAIMS,), on=on)
    total = 0
    for each in sorted((served | {customer}) - {provider}):
        total += _tell_customer(actor=Actor.system(each), provider=provider, at=at)
    total += _count_stuck(actor, provider, at)
    if total:
        _announce(actor, provider, total, at)


@command
def _tell_customer(*, actor: Actor, provider: UUID, at: datetime) -> int:
    """Announce to one organisation how many of its claims no clerk of a provider can decide; returns that number."""
    count = _count_stuck(actor, provider, at)
    if count:
        _announce(actor, actor.organisation_id, count, at)
    return count


def _count_stuck(actor: Actor, provider: UUID, at: datetime) -> int:
    """How many of an organisation's claims are stuck at a provider; its own where nobody provides the task."""
    stuck = stuck_at_the_desk(actor, timezone.localdate(at))
    return sum((each.provider or each.organisation) == provider for each in stuck)


def _announce(actor: Actor, organisation: UUID, count: int, at: datetime) -> None:
    publish(actor, Announcement(events.NOBODY_AT_THE_DESK, organisation, {"count": count}), at=at)
