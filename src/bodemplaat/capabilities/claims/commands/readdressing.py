"""Telling who decides now. Power needs no telling: it is worked out at each decision (see ``addressing``)."""

from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimStep
from bodemplaat.capabilities.claims.queries.waiting import open_steps
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def tell_who_decides_now(*, actor: Actor, at: datetime) -> int:
    """Store and announce each open step whose deciders differ from those notified; returns how many.

    Doing it twice announces once. A step on which nobody can decide is announced too.
    """
    moved = [each for each in open_steps(actor, timezone.localdate(at)) if each.now.people != each.told]
    claims = {row.id: row for row in Claim.records.of(actor).filter(id__in=[each.claim for each in moved])}
    announced = 0
    for each in moved:
        still = ClaimStep.records.of(actor).filter(id=each.step, state=lifecycle.OPEN)
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
