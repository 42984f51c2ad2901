"""Who handles a claim: the provider of the day, and what becomes of it when the task goes over to another."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimStep
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.engines import approval
from bodemplaat.foundation.organisations.api import Task, going_over, is_left_to, provider_on, provisions_of
from bodemplaat.foundation.tenancy.api import Actor, command

SETTLED = (lifecycle.PAID, lifecycle.REJECTED, lifecycle.WITHDRAWN)


def handler_of(actor: Actor, claim: Claim, on: date) -> UUID | None:
    """Who handles a claim that is handed in on a day: whoever had it before and finishes it, else the provider of the day."""
    provisions = provisions_of(actor=actor, organisation=claim.organisation_id, task=Task.EXPENSE_CLAIMS)
    if claim.provider_id is not None and is_left_to(provisions, claim.provider_id, on, finishes_open=True):
        return claim.provider_id
    return provider_on(provisions, on)


@command
def hand_over_claims(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    """Let the provider of the day take over what an earlier one may not finish or read any more; returns how many claims.

    Open claims go over unless the earlier provider finishes them, settled ones unless it goes on reading them. Doing it
    twice changes nothing. Only what is open gets a line on its timeline.
    """
    on = timezone.localdate(at)
    provisions = provisions_of(actor=actor, organisation=organisation, task=Task.EXPENSE_CLAIMS)
    current = provider_on(provisions, on)
    claims = Claim.records.of(actor).filter(organisation_id=organisation)
    handed_over = 0
    for earlier in going_over(provisions, on):
        theirs = claims.filter(provider_id=earlier.provider).exclude(state=lifecycle.DRAFT)
        if earlier.settled:
            handed_over += theirs.filter(state__in=SETTLED).update(provider_id=current)
        if earlier.open:
            going = list(theirs.exclude(state__in=SETTLED).locked().order_by("id"))
            ids = [row.id for row in going]
            handed_over += claims.filter(id__in=ids).update(provider_id=current)
            ClaimStep.records.of(actor).filter(claim__in=ids, state=approval.OPEN).update(
                taken_by=None, taken_at=None
            )
            if going:
                events.happened_many(
                    actor, going, ClaimAct.HANDED_OVER, at=at, details={"provider": str(current or "")}
                )
    return handed_over
