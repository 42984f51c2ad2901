"""A second look at an account that is not the one that is known."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.payments import ask_payment
from bodemplaat.capabilities.claims.errors import (
    AccountChangedByYou,
    AccountNotToBeLookedAt,
    ApprovedByYou,
    NotYourOwnClaim,
)
from bodemplaat.capabilities.claims.models import ClaimStep
from bodemplaat.capabilities.claims.policies import has_approved, is_clerk_for, is_own, visible_claims
from bodemplaat.capabilities.claims.queries.payments import account_waits, changed_the_account
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.engines import approval
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say


@command
def look_at_account(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """A clerk has checked, outside this claim, that the account is the employee's; a payment that waited is asked for.

    Never the claimant, who chose the account, or who changed it in the employment, and never somebody who approved the claim; who gave the look does not
    approve it afterwards, so what they had taken is in the queue again. Raises ``Refused`` by name.
    """
    on = timezone.localdate(at)
    row = visible_claims(actor, on, claim=claim).locked().one(id=claim)
    if not is_clerk_for(actor, row, on):
        raise Refused(
            say(
                "A clerk of the service centre gives the account a second look. You are signed in in another role."
            )
        )
    if is_own(actor, row):
        raise NotYourOwnClaim
    if not account_waits(row):
        raise AccountNotToBeLookedAt
    me = same_human(actor=actor, person=actor.person)
    if changed_the_account(actor, row, on) & me:
        raise AccountChangedByYou
    if has_approved(actor, me, row):
        raise ApprovedByYou
    row.account_looked_at_at, row.account_looked_at_by = at, actor.person
    row.save(update_fields=["account_looked_at_at", "account_looked_at_by"])
    ClaimStep.records.of(actor).filter(claim=row, state=approval.OPEN, taken_by=actor.person).update(
        taken_by=None, taken_at=None
    )
    events.happened(actor, row, ClaimAct.ACCOUNT_LOOKED_AT, at=at)
    if row.state == lifecycle.APPROVED:
        ask_payment(actor, row, at=at)
