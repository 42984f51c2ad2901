"""From an approved claim to the payment, and what the bank answers."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.books import post_cost
from bodemplaat.capabilities.claims.errors import ClaimNotReady
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.queries.payments import SOURCE, account_waits
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.organisations.api import person_of
from bodemplaat.foundation.tenancy.api import Actor, change_at_end
from bodemplaat.kernel import Euro, Finding, say


def ask_payment(actor: Actor, claim: Claim, *, at: datetime) -> None:
    """Ask for the claim to be paid to the account on it; asking twice is asking once.

    What was paid for it already, because the bank carried out after all what was freed, pays it at once. Not while its
    account waits for a second look: giving that asks for the payment. Raises ``ClaimNotReady`` with what payments says
    when it cannot be paid as it stands, or when another amount was paid for it.
    """
    again = claim.round > 1  # a payment of before, that was freed, is of a claim that was returned since
    earlier = payments.payment_of(actor=actor, source_type=SOURCE, source_id=claim.id) if again else None
    if earlier is not None and earlier.state == "paid" and earlier.paid_on is not None:
        _check_same(claim, earlier)
        _settle(claim, at)
        change_at_end(actor, claim, "state", "settled_at", "changed_at")
        _tell_paid(actor, [claim], earlier.paid_on, at)
        return
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


def _check_same(claim: Claim, earlier: payments.PaymentFacts) -> None:
    if earlier.amount.cents != claim.total_cents:
        text = say(
            "{amount_cents} was paid for this claim already, on {paid_day}: the bank carried out an earlier payment after "
            "all. Return the claim with that, and let what is still owed be claimed apart."
        )
        paid_day = earlier.paid_on.isoformat() if earlier.paid_on else ""
        values = {"amount_cents": earlier.amount.cents, "paid_day": paid_day}
        raise ClaimNotReady((Finding("claim.paid_otherwise", "", text, values),))


def _is_paid_in_full(actor: Actor, claim: Claim) -> bool:
    if claim.state != lifecycle.RETURNED:
        return True
    payment = payments.payment_of(actor=actor, source_type=SOURCE, source_id=claim.id)
    return payment is not None and payment.amount.cents == claim.total_cents


def _settle(claim: Claim, at: datetime) -> None:
    claim.state = lifecycle.CLAIM.after(claim.state, "pay")
    claim.settled_at = claim.changed_at = at


def _tell_paid(actor: Actor, claims: Sequence[Claim], day: date, at: datetime) -> None:
    events.happened_many(actor, claims, ClaimAct.PAID, at=at, details={"paid_day": day.isoformat()})


class ClaimPayments:
    """Fills the port of payments for claims: runs in the same transaction as the bank's answer."""

    def paid(self, *, actor: Actor, source_ids: Sequence[UUID], day: date, at: datetime) -> None:
        """The bank paid these claims on ``day``. Set-based: a statement may hold a hundred thousand.

        One that had bounced is paid too, and one that is back at its employee and still says the same amount: an earlier
        payment of it, that was thought lost, was carried out after all. One that was handed in again is paid when it is
        approved (``ask_payment``).
        """
        waiting = (lifecycle.APPROVED, lifecycle.BOUNCED, lifecycle.RETURNED)
        claims = list(Claim.records.of(actor).locked().filter(id__in=source_ids, state__in=waiting))
        settled = [claim for claim in claims if _is_paid_in_full(actor, claim)]
        post_cost(actor, [claim for claim in settled if claim.state == lifecycle.RETURNED], at)
        for claim in settled:
            _settle(claim, at)
        Claim.records.of(actor).bulk_update(settled, ["state", "settled_at", "changed_at"], batch_size=2000)
        _tell_paid(actor, settled, day, at)

    def returned(self, *, actor: Actor, source_id: UUID, reason_code: str, reason: str, at: datetime) -> None:
        """The bank sent the money of this claim back: it goes to a clerk with the bank's reason."""
        claim = Claim.records.of(actor).locked().one(id=source_id)
        claim.state = lifecycle.CLAIM.after(claim.state, "bounce")
        claim.changed_at, claim.settled_at = at, None
        claim.save(update_fields=["state", "changed_at", "settled_at"])
        events.happened(
            actor, claim, ClaimAct.BOUNCED, at=at, comment=reason, details={"reason_code": reason_code}
        )
