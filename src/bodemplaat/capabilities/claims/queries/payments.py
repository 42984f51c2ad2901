"""What a claim is to payments: its name there, and whether the account on it waits for a second look."""

from datetime import date
from uuid import UUID

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.foundation.organisations.api import JobView, jobs_begun
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import bare_iban

SOURCE = "claim"
NOT_TO_BE_PAID = (lifecycle.DRAFT, lifecycle.RETURNED, lifecycle.REJECTED, lifecycle.WITHDRAWN)


def account_waits(claim: Claim) -> bool:
    """Whether the account on a claim that was handed in waits for a second look before any money goes there."""
    return claim.account_differs and claim.account_looked_at_at is None and claim.state not in NOT_TO_BE_PAID


def changed_the_account(actor: Actor, claim: Claim, on: date) -> frozenset[UUID]:
    """Who put the account of a claim in the employment of the claimant, in the place of another."""
    jobs = _jobs(actor, claim, on)
    return frozenset(
        job.iban_changed_by for job in jobs if job.iban_changed_by and bare_iban(job.iban) == claim.iban
    )


def _jobs(actor: Actor, claim: Claim, on: date) -> tuple[JobView, ...]:
    jobs = jobs_begun(actor=actor, people={claim.claimant_id}, on=on)
    return tuple(job for job in jobs if job.holds_on(on))


def differs_from_known(actor: Actor, claim: Claim, on: date) -> bool:
    """Whether the claim would be paid to an account that nobody knows of this employee.

    Known are those in the employments of the day, unless somebody changed them there since, and those that got a second
    look on an earlier claim. Where an employment names none there is nothing to differ from.
    """
    jobs = [job for job in _jobs(actor, claim, on) if job.iban]
    if not jobs or any(bare_iban(job.iban) == claim.iban and job.iban_changed_by is None for job in jobs):
        return False
    looked_at = Claim.records.of(actor).filter(
        claimant_id=claim.claimant_id, iban=claim.iban, account_looked_at_at__isnull=False
    )
    return not looked_at.exclude(id=claim.id).exists()
