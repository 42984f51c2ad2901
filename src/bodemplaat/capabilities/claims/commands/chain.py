"""Moving a claim along its chain: steps are laid out per round, and one is open at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.claims import events, lifecycle
from bodemplaat.capabilities.claims.commands.books import post_cost
from bodemplaat.capabilities.claims.commands.payments import ask_payment
from bodemplaat.capabilities.claims.models import Claim, ClaimLine, ClaimStep
from bodemplaat.capabilities.claims.queries.waiting import address_of
from bodemplaat.capabilities.claims.values import ClaimRules, is_small, route
from bodemplaat.capabilities.claims.vocabulary import ClaimAct
from bodemplaat.engines import approval
from bodemplaat.engines.approval import Approver, approvers_of
from bodemplaat.foundation.tenancy.api import Actor, change_at_end, write_at_end
from bodemplaat.kernel import Euro


def start_round(
    actor: Actor, claim: Claim, rules: ClaimRules, lines: Sequence[ClaimLine]
) -> Sequence[ClaimStep]:
    """Lay out the steps that the rules ask of this claim, and book each line where its kind belongs; returns the steps."""
    total = Euro(claim.total_cents)
    claim.passed_small = is_small(rules, total)
    steps = [
        ClaimStep(
            organisation_id=claim.organisation_id,
            claim=claim,
            round=claim.round,
            position=position,
            name=step.name,
            by=step.by.value,
            function=step.function,
        )
        for position, step in enumerate(route(rules, total, [line.kind for line in lines]))
    ]
    write_at_end(actor, steps)
    for line in lines:
        kind = rules.kind(line.kind)
        if not line.taakveld and kind and kind.taakveld:
            line.taakveld = kind.taakveld
            change_at_end(actor, line, "taakveld")
    return steps


def open_next_step(actor: Actor, claim: Claim, steps: Sequence[ClaimStep], *, at: datetime) -> None:
    """Open the first of the round's steps that still waits, or approve the claim when none does."""
    step = next((each for each in steps if each.state == approval.PENDING), None)
    if step is None:
        _approve(actor, claim, at=at)
        return
    step.state = approval.STEP.after(step.state, "open")
    step.opened_at = at
    if step.by != Approver.SSC.value:
        address = address_of(actor, step, timezone.localdate(at), approved_by=approvers_of(steps))
        step.assignee_id, step.asked = address.manager, sorted(address.people)
    change_at_end(actor, step, "state", "opened_at", "assignee_id", "asked")
    if step.by != Approver.SSC.value:
        events.happened(actor, claim, ClaimAct.APPROVAL_ASKED, at=at, step=step.name)


def _approve(actor: Actor, claim: Claim, *, at: datetime) -> None:
    claim.state = lifecycle.CLAIM.after(claim.state, "approve")
    claim.approved_at = claim.changed_at = at
    change_at_end(actor, claim, "state", "approved_at", "changed_at")
    events.happened(actor, claim, ClaimAct.APPROVED, at=at, details={"amount_cents": claim.total_cents})
    post_cost(actor, [claim], at)
    ask_payment(actor, claim, at=at)
