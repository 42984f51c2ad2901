"""From an approved claim to the payment, and what the bank answers."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.errors import ClaimNotReady
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.queries.payments import SOURCE, account_waits
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.organisations.api import person_of
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro


def ask_payment(actor: Actor, claim: Claim, *, at: datetime) -> None:
    """Ask for the claim to be paid to the account on it; asking twice is asking once.

    Not while that account waits for a second look: giving it asks for the payment. Raises ``ClaimNotReady`` with what
    payments says when it cannot be paid as it stands.
    """
    if account_waits(claim):
        return
    claimant = person_of(actor=actor, person=claim.claimant_id)
    request = payments.PaymentRequest(
        organisation=claim.organisation_id,
        source_type=SOURCE,
        source_id=claim.id,
        amount=Euro(claim.total_cents),
        creditor_name=claimant.name,
        creditor_iban=claim.iban,
        creditor_person=claim.claimant_id,
        remittance=f"Declaratie {claim.number}",
    )
    try:
        payments.request_payments(actor=actor, requests=[request], at=at)
    except payments.PaymentError as error:
        raise ClaimNotReady(error.findings) from None


class ClaimPayments:
    """Fills the port of payments for claims: runs in the same transaction as the bank's answer."""

    def paid(self, *, actor: Actor, source_ids: Sequence[UUID], day: date, at: datetime) -> None:
        """The bank paid these claims on ``day``. Set-based: a statement may hold a hundred thousand.

        One that had bounced is paid too: an earlier payment of it, that was thought lost, was carried out after all.
        """
        waiting = (lifecycle.APPROVED, lifecycle.BOUNCED)
        claims = list(Claim.records.of(actor).locked().filter(id__in=source_ids, state__in=waiting))
        for claim in claims:
            claim.state = lifecycle.CLAIM.after(claim.state, "pay")
            claim.settled_at = claim.changed_at = at
        Claim.records.of(actor).bulk_update(claims, ["state", "settled_at", "changed_at"], batch_size=2000)
        events.happened_many(actor, claims, ClaimAct.PAID, at=at, details={"paid_day": day.isoformat()})

    def returned(self, *, actor: Actor, source_id: UUID, reason_code: str, reason: str, at: datetime) -> None:
        """The bank sent the money of this claim back: it goes to a clerk with the bank's reason."""
        claim = Claim.records.of(actor).locked().one(id=source_id)
        claim.state = lifecycle.CLAIM.after(claim.state, "bounce")
        claim.changed_at, claim.settled_at = at, None
        claim.save(update_fields=["state", "changed_at", "settled_at"])
        events.happened(
            actor, claim, ClaimAct.BOUNCED, at=at, comment=reason, details={"reason_code": reason_code}
        )
