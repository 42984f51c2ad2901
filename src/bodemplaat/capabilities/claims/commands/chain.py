"""Moving a claim along its chain: steps are laid out per round, and one is open at a time."""

from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.payments import ask_payment
from bodemplaat.capabilities.claims.models import Claim, ClaimLine, ClaimStep
from bodemplaat.capabilities.claims.queries.waiting import address_of
from bodemplaat.capabilities.claims.values import Approver, ClaimRules, is_small, route
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro


def start_round(actor: Actor, claim: Claim, rules: ClaimRules, *, at: datetime) -> None:
    """Lay out the steps that the rules ask of this claim, and book each line where its kind belongs."""
    lines = list(ClaimLine.records.of(actor).filter(claim=claim))
    total = Euro(claim.total_cents)
    steps = route(rules, total, [line.kind for line in lines])
    claim.passed_small = is_small(rules, total)
    ClaimStep.records.of(actor).bulk_create(
        ClaimStep(
            organisation_id=claim.organisation_id,
            claim=claim,
            round=claim.round,
            position=position,
            name=step.name,
            by=step.by.value,
            function=step.function,
        )
        for position, step in enumerate(steps)
    )
    for line in lines:
        kind = rules.kind(line.kind)
        line.taakveld = line.taakveld or (kind.taakveld if kind else "")
    ClaimLine.records.of(actor).bulk_update(lines, ["taakveld"])


def open_next_step(actor: Actor, claim: Claim, *, at: datetime) -> None:
    """Open the first step that still waits, or approve the claim when none does."""
    step = (
        ClaimStep.records.of(actor)
        .filter(claim=claim, round=claim.round, state=lifecycle.PENDING)
        .order_by("position")
        .first()
    )
    if step is None:
        _approve(actor, claim, at=at)
        return
    step.state = lifecycle.STEP.after(step.state, "open")
    step.opened_at = at
    step.claim = claim
    if step.by != Approver.SSC.value:
        address = address_of(actor, step, timezone.localdate(at))
        step.assignee_id, step.asked = address.manager, sorted(address.people)
    step.save(update_fields=["state", "opened_at", "assignee", "asked"])
    if step.by != Approver.SSC.value:
        events.happened(actor, claim, ClaimAct.APPROVAL_ASKED, at=at, step=step.name)


def lapse_steps(actor: Actor, claim: Claim) -> None:
    """Let whatever still waited in this round lapse."""
    waiting = ClaimStep.records.of(actor).filter(
        claim=claim, round=claim.round, state__in=(lifecycle.PENDING, lifecycle.OPEN)
    )
    waiting.update(state=lifecycle.LAPSED)


def _approve(actor: Actor, claim: Claim, *, at: datetime) -> None:
    claim.state = lifecycle.CLAIM.after(claim.state, "approve")
    claim.approved_at = claim.changed_at = at
    claim.save(update_fields=["state", "approved_at", "changed_at"])
    ask_payment(actor, claim, at=at)
    events.happened(actor, claim, ClaimAct.APPROVED, at=at, details={"amount_cents": claim.total_cents})
