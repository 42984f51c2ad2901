"""Commands of those who decide: approve, return with a question, reject; and of the service centre: take and book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.chain import lapse_steps, open_next_step
from bodemplaat.capabilities.claims.commands.payments import ask_payment
from bodemplaat.capabilities.claims.errors import (
    ChangedMeanwhile,
    ClaimNotReady,
    NotWaiting,
    NotYourOwnClaim,
    TakenByColleague,
)
from bodemplaat.capabilities.claims.models import Claim, ClaimLine, ClaimStep
from bodemplaat.capabilities.claims.policies import (
    check_may_decide,
    check_no_longer_asked,
    handles,
    is_own,
    visible_claims,
)
from bodemplaat.capabilities.claims.queries.payments import SOURCE
from bodemplaat.capabilities.claims.queries.waiting import address_of, clerks_among
from bodemplaat.capabilities.claims.values import Approver
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.capabilities.ledger.api import check_booking
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import Finding, say


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one claim among several: approved, or why not."""

    claim: UUID
    refusal: Refused | NotFound | ClaimNotReady | None


@command
def approve_claim(
    *, actor: Actor, claim: UUID, seen_round: int | None = None, comment: str = "", at: datetime
) -> None:
    """Approve the step that is open; the next one opens, or the claim is approved and goes to be paid.

    ``seen_round`` is the version the decider looked at. Raises ``Refused`` by name (own claim, another's step,
    nothing waiting, changed meanwhile), and ``ClaimNotReady`` when a clerk has not booked every line or the claim
    cannot be paid as it stands.
    """
    row, step = _open_step(actor, claim, seen_round, at)
    if step.by == Approver.SSC.value:
        _check_booked(actor, row)
    _decide(step, "approve", actor, at)
    events.happened(actor, row, ClaimAct.STEP_APPROVED, at=at, step=step.name, comment=comment)
    open_next_step(actor, row, at=at)


@command
def approve_claims(
    *, actor: Actor, claims: Sequence[UUID], seen_rounds: Mapping[UUID, int] | None = None, at: datetime
) -> tuple[Outcome, ...]:
    """Approve several at once, each whole or not at all; the answer says of each what became of it.

    ``seen_rounds`` holds the version that the decider looked at, per claim, as in ``approve_claim``.
    """
    seen = seen_rounds or {}
    outcomes = []
    for claim in claims:
        try:
            with transaction.atomic():
                approve_claim(actor=actor, claim=claim, seen_round=seen.get(claim), at=at)
        except (Refused, NotFound, ClaimNotReady) as refusal:
            outcomes.append(Outcome(claim, refusal))
        else:
            outcomes.append(Outcome(claim, None))
    return tuple(outcomes)


@command
def return_claim(
    *, actor: Actor, claim: UUID, question: str, seen_round: int | None = None, at: datetime
) -> None:
    """Give the claim back to the employee with a question.

    By those the open step waits for; a clerk may also do so after approval as long as it is in no payment batch, and
    after the bank sent the money back. Raises ``Refused`` without a question or a right.
    """
    _check_said(question)
    row = _visible(actor, claim, at)
    if row.state == lifecycle.IN_APPROVAL:
        row, step = _open_step(actor, claim, seen_round, at)
        _decide(step, "return", actor, at)
        name = step.name
    else:
        _check_clerk(actor, row)
        _take_back_payment(actor, row, at)
        name = Approver.SSC.value
    row.state = lifecycle.CLAIM.after(row.state, "return")
    row.changed_at, row.approved_at = at, None
    row.save(update_fields=["state", "changed_at", "approved_at"])
    lapse_steps(actor, row)
    events.happened(actor, row, ClaimAct.RETURNED, at=at, step=name, comment=question)


@command
def reject_claim(
    *, actor: Actor, claim: UUID, reason: str, seen_round: int | None = None, at: datetime
) -> None:
    """Refuse the claim for good, with a reason that the employee reads. Raises as ``return_claim``."""
    _check_said(reason)
    row, step = _open_step(actor, claim, seen_round, at)
    _decide(step, "reject", actor, at)
    row.state = lifecycle.CLAIM.after(row.state, "reject")
    row.changed_at = row.settled_at = at
    row.save(update_fields=["state", "changed_at", "settled_at"])
    lapse_steps(actor, row)
    events.happened(actor, row, ClaimAct.REJECTED, at=at, step=step.name, comment=reason)


@command
def take_claim(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """A clerk takes a claim from the queue; refused, with the name, when a colleague has it."""
    row, step = _open_step(actor, claim, None, at)
    if step.by != Approver.SSC.value:
        raise NotWaiting
    _check_not_taken(actor, step, at)
    if step.taken_by is None:
        step.taken_by, step.taken_at = actor.person, at
        step.save(update_fields=["taken_by", "taken_at"])
        events.happened(actor, row, ClaimAct.TAKEN, at=at, step=step.name)


@command
def release_claim(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """A clerk puts a claim back in the queue."""
    row, step = _open_step(actor, claim, None, at)
    if step.taken_by is not None:
        step.taken_by, step.taken_at = None, None
        step.save(update_fields=["taken_by", "taken_at"])
        events.happened(actor, row, ClaimAct.PUT_BACK, at=at, step=step.name)


@command
def book_claim(*, actor: Actor, claim: UUID, bookings: Mapping[int, tuple[str, str]], at: datetime) -> None:
    """Say where each line is booked: by position, its taakveld and cost centre.

    Raises ``ClaimNotReady`` with a finding per wrong line, and ``Refused`` when the claim is not at the clerk's step.
    """
    row, step = _open_step(actor, claim, None, at)
    if step.by != Approver.SSC.value:
        raise NotWaiting
    _check_not_taken(actor, step, at)
    lines = list(ClaimLine.records.of(actor).filter(claim=row).order_by("position"))
    for line in lines:
        line.taakveld, line.cost_centre = bookings.get(line.position, (line.taakveld, line.cost_centre))
    findings = _booking_findings(actor, row, lines)
    if findings:
        raise ClaimNotReady(findings)
    ClaimLine.records.of(actor).bulk_update(lines, ["taakveld", "cost_centre"])
    events.happened(actor, row, ClaimAct.BOOKED, at=at, step=step.name)


@command
def pay_again(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """A clerk has a returned payment paid once more to the same account, after asking the employee or the bank.

    Raises ``ClaimNotReady`` when it cannot be paid as it stands.
    """
    row = _visible(actor, claim, at)
    _check_clerk(actor, row)
    row.state = lifecycle.CLAIM.after(row.state, "pay_again")
    row.changed_at = at
    row.save(update_fields=["state", "changed_at"])
    ask_payment(actor, row, at=at)
    events.happened(actor, row, ClaimAct.PAY_AGAIN, at=at)


def _visible(actor: Actor, claim: UUID, at: datetime) -> Claim:
    on = timezone.localdate(at)
    try:
        return visible_claims(actor, on, claim=claim).locked().one(id=claim)
    except NotFound:
        check_no_longer_asked(actor=actor, claim=claim, on=on)
        raise


def _open_step(actor: Actor, claim: UUID, seen_round: int | None, at: datetime) -> tuple[Claim, ClaimStep]:
    row = _visible(actor, claim, at)
    step = ClaimStep.records.of(actor).filter(claim=row, state=lifecycle.OPEN).select_related("claim").first()
    if row.state != lifecycle.IN_APPROVAL or step is None:
        raise NotWaiting
    check_may_decide(actor, row, step, timezone.localdate(at))
    if seen_round is not None and seen_round != row.round:
        raise ChangedMeanwhile
    return row, step


def _check_not_taken(actor: Actor, step: ClaimStep, at: datetime) -> None:
    """What a colleague took is theirs, as long as they are a clerk; after that it is in the queue again."""
    taker = step.taken_by
    if taker in (None, actor.person):
        return
    if taker in clerks_among(actor, [taker], timezone.localdate(at)):
        raise TakenByColleague
    step.taken_by, step.taken_at = None, None
    step.save(update_fields=["taken_by", "taken_at"])


def _decide(step: ClaimStep, move: str, actor: Actor, at: datetime) -> None:
    _check_not_taken(actor, step, at)
    if step.by == Approver.MANAGER.value:
        step.assignee_id = address_of(actor, step, timezone.localdate(at)).manager
    step.state = lifecycle.STEP.after(step.state, move)
    step.decided_at, step.decided_by = at, actor.person
    step.save(update_fields=["state", "decided_at", "decided_by", "assignee"])


def _check_said(text: str) -> None:
    if not text.strip():
        raise Refused(say("Write a few words for the employee: what is the question, or the reason?"))


def _check_clerk(actor: Actor, row: Claim) -> None:
    if not handles(actor, row):
        raise NotWaiting
    if is_own(actor, row):
        raise NotYourOwnClaim


def _take_back_payment(actor: Actor, row: Claim, at: datetime) -> None:
    payment = payments.payment_of(actor=actor, source_type=SOURCE, source_id=row.id)
    if row.state == lifecycle.APPROVED and payment is not None:
        payments.withdraw_payment(actor=actor, payment=payment.payment_id, at=at)


def _check_booked(actor: Actor, row: Claim) -> None:
    lines = list(ClaimLine.records.of(actor).filter(claim=row).order_by("position"))
    findings = _booking_findings(actor, row, lines)
    if findings:
        raise ClaimNotReady(findings)


def _booking_findings(actor: Actor, row: Claim, lines: Sequence[ClaimLine]) -> tuple[Finding, ...]:
    day = timezone.localdate(row.submitted_at)
    by_booking: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        by_booking.setdefault((line.taakveld, line.cost_centre), []).append(line.position)
    return tuple(
        finding
        for (taakveld, cost_centre), positions in by_booking.items()
        for position in positions[:1]
        for finding in check_booking(
            actor=actor,
            organisation=row.organisation_id,
            taakveld=taakveld,
            cost_centre=cost_centre,
            on=day,
            place=f"lines.{position}.",
        )
    )
