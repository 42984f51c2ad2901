"""Commands of those who decide: approve, return with a question, reject; and of the service centre: take and book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.books import post_back
from bodemplaat.capabilities.claims.commands.chain import open_next_step
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
    WHOLE_ORGANISATION,
    check_may_decide,
    check_no_longer_asked,
    handles,
    is_own,
    visible_claims,
)
from bodemplaat.capabilities.claims.queries.payments import SOURCE
from bodemplaat.capabilities.claims.queries.waiting import address_of, clerks_among, steps_of
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.capabilities.ledger.api import check_bookings
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.engines import approval
from bodemplaat.engines.approval import Approver, approvers_of
from bodemplaat.foundation.tenancy.api import (
    Actor,
    NotFound,
    Refused,
    change_at_end,
    command,
    shaped,
)
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
    row, step, steps = _open_step(actor, claim, seen_round, at)
    if step.by == Approver.SSC.value:
        _check_booked(actor, row)
    _decide(step, "approve", actor, at, steps)
    events.happened(actor, row, ClaimAct.STEP_APPROVED, at=at, step=step.name, comment=comment)
    open_next_step(actor, row, steps, at=at)


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
        row, step, steps = _open_step(actor, claim, seen_round, at)
        _decide(step, "return", actor, at, steps)
        name = step.name
    else:
        _check_clerk(actor, row)
        _take_back_payment(actor, row, at)
        post_back(actor, [row], at)
        name, steps = Approver.SSC.value, steps_of(actor, row)
    row.state = lifecycle.CLAIM.after(row.state, "return")
    row.changed_at, row.approved_at = at, None
    change_at_end(actor, row, "state", "changed_at", "approved_at")
    for each in steps:
        each.lapse(actor)
    events.happened(actor, row, ClaimAct.RETURNED, at=at, step=name, comment=question)


@command
def reject_claim(
    *, actor: Actor, claim: UUID, reason: str, seen_round: int | None = None, at: datetime
) -> None:
    """Refuse the claim for good, with a reason that the employee reads. Raises as ``return_claim``."""
    _check_said(reason)
    row, step, steps = _open_step(actor, claim, seen_round, at)
    _decide(step, "reject", actor, at, steps)
    row.state = lifecycle.CLAIM.after(row.state, "reject")
    row.changed_at = row.settled_at = at
    change_at_end(actor, row, "state", "changed_at", "settled_at")
    for each in steps:
        each.lapse(actor)
    events.happened(actor, row, ClaimAct.REJECTED, at=at, step=step.name, comment=reason)


@command
def take_claim(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """A clerk takes a claim from the queue; refused, with the name, when a colleague has it."""
    row, step, _ = _open_step(actor, claim, None, at)
    if step.by != Approver.SSC.value:
        raise NotWaiting
    _check_not_taken(actor, step, at)
    if step.taken_by is None:
        step.taken_by, step.taken_at = actor.person, at
        change_at_end(actor, step, "taken_by", "taken_at")
        events.happened(actor, row, ClaimAct.TAKEN, at=at, step=step.name)


@command
def release_claim(*, actor: Actor, claim: UUID, at: datetime) -> None:
    """A clerk puts a claim back in the queue."""
    row, step, _ = _open_step(actor, claim, None, at)
    if step.taken_by is not None:
        step.taken_by, step.taken_at = None, None
        change_at_end(actor, step, "taken_by", "taken_at")
        events.happened(actor, row, ClaimAct.PUT_BACK, at=at, step=step.name)


@command
def book_claim(*, actor: Actor, claim: UUID, bookings: Mapping[int, tuple[str, str]], at: datetime) -> None:
    """Say where each line is booked: by position, its taakveld and cost centre.

    Raises ``ClaimNotReady`` with a finding per wrong line, and ``Refused`` when the claim is not at the clerk's step.
    """
    row, step, _ = _open_step(actor, claim, None, at)
    if step.by != Approver.SSC.value:
        raise NotWaiting
    _check_not_taken(actor, step, at)
    lines = _lines_of(actor, row.id)
    for line in lines:
        line.taakveld, line.cost_centre = bookings.get(line.position, (line.taakveld, line.cost_centre))
    findings = _booking_findings(actor, row, lines)
    if findings:
        raise ClaimNotReady(findings)
    for line in lines:
        change_at_end(actor, line, "taakveld", "cost_centre")
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
    change_at_end(actor, row, "state", "changed_at")
    ask_payment(actor, row, at=at)
    events.happened(actor, row, ClaimAct.PAY_AGAIN, at=at)


def _visible(actor: Actor, claim: UUID, at: datetime) -> Claim:
    on = timezone.localdate(at)
    try:
        return visible_claims(actor, on, claim=claim).locked().one(id=claim)
    except NotFound:
        check_no_longer_asked(actor=actor, claim=claim, on=on)
        raise


def _open_step(
    actor: Actor, claim: UUID, seen_round: int | None, at: datetime
) -> tuple[Claim, ClaimStep, Sequence[ClaimStep]]:
    """The claim, held, its open step, and all steps of its round; raises unless this actor may decide on it now.

    The claim is held before anything about power is read, so that what was decided while this waited counts.
    """
    on = timezone.localdate(at)
    row = next(iter(_held(actor, claim)), None) if isinstance(claim, UUID) else None
    steps = [] if row is None else steps_of(actor, row)
    step = None if row is None else _open_of(row, steps)
    if row is None or step is None or not _is_seen(actor, row, step, steps, on):
        row = _visible(actor, claim, at)  # raises what it is: not there, or no longer theirs
        if step is None:
            raise NotWaiting
    check_may_decide(actor, row, step, on, approvers_of(steps))
    if seen_round is not None and seen_round != row.round:
        raise ChangedMeanwhile
    return row, step, steps


def _open_of(row: Claim, steps: Sequence[ClaimStep]) -> ClaimStep | None:
    if row.state != lifecycle.IN_APPROVAL:
        return None
    return next((step for step in steps if step.state == approval.OPEN), None)


@shaped
def _held(actor: Actor, claim: UUID) -> QuerySet[Claim]:
    return Claim.records.of(actor).locked().filter(id=claim)


def _is_seen(actor: Actor, row: Claim, step: ClaimStep, steps: Sequence[ClaimStep], on: date) -> bool:
    """Whether this actor surely sees the claim: by role, or because its open step waits for them (``visible_claims``)."""
    if actor.role in WHOLE_ORGANISATION:
        return row.submitted_at is not None
    if step.by == Approver.SSC.value:
        return False
    return actor.person in address_of(actor, step, on, approved_by=approvers_of(steps)).people


def _check_not_taken(actor: Actor, step: ClaimStep, at: datetime) -> None:
    """What a colleague took is theirs, as long as they are a clerk; after that it is in the queue again."""
    taker = step.taken_by
    if taker in (None, actor.person):
        return
    if taker in clerks_among(actor, [taker], timezone.localdate(at)):
        raise TakenByColleague
    step.taken_by, step.taken_at = None, None
    step.save(update_fields=["taken_by", "taken_at"])


def _decide(step: ClaimStep, move: str, actor: Actor, at: datetime, steps: Sequence[ClaimStep]) -> None:
    _check_not_taken(actor, step, at)
    if step.by == Approver.MANAGER.value:
        address = address_of(actor, step, timezone.localdate(at), approved_by=approvers_of(steps))
        step.assignee_id = address.manager
    step.state = approval.STEP.after(step.state, move)
    step.decided_at, step.decided_by = at, actor.person
    change_at_end(actor, step, "state", "decided_at", "decided_by", "assignee_id")


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
    findings = _booking_findings(actor, row, _lines_of(actor, row.id))
    if findings:
        raise ClaimNotReady(findings)


@shaped
def _lines_of(actor: Actor, claim: UUID) -> QuerySet[ClaimLine]:
    return ClaimLine.records.of(actor).filter(claim_id=claim).order_by("position")


def _booking_findings(actor: Actor, row: Claim, lines: Sequence[ClaimLine]) -> tuple[Finding, ...]:
    """What is wrong with where lines are booked, at the first line that is booked so."""
    bookings: dict[tuple[str, str], str] = {}
    for line in lines:
        bookings.setdefault((line.taakveld, line.cost_centre), f"lines.{line.position}.")
    return check_bookings(
        actor=actor,
        organisation=row.organisation_id,
        bookings=bookings,
        on=timezone.localdate(row.submitted_at),
    )
