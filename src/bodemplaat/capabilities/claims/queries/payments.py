"""What a claim is to payments: its name there, and whether the account on it waits for a second look."""

from datetime import date

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.foundation.organisations.api import jobs_begun
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import bare_iban

SOURCE = "claim"
NOT_TO_BE_PAID = (lifecycle.DRAFT, lifecycle.RETURNED, lifecycle.REJECTED, lifecycle.WITHDRAWN)


def account_waits(claim: Claim) -> bool:
    """Whether the account on a claim that was handed in waits for a second look before any money goes there."""
    return claim.account_differs and claim.account_looked_at_at is None and claim.state not in NOT_TO_BE_PAID


def differs_from_known(actor: Actor, claim: Claim, on: date) -> bool:
    """Whether the claim would be paid to an account that nobody knows of this employee.

    Known are those in the employments of the day, and those that got a second look on an earlier claim. Where none is
    known there is nothing to differ from.
    """
    jobs = jobs_begun(actor=actor, people={claim.claimant_id}, on=on)
    known = {bare_iban(job.iban) for job in jobs if job.iban and job.holds_on(on)}
    if not known or claim.iban in known:
        return False
    looked_at = Claim.records.of(actor).filter(
        claimant_id=claim.claimant_id, iban=claim.iban, account_looked_at_at__isnull=False
    )
    return not looked_at.exclude(id=claim.id).exists()
