"""What happens to what goes beyond the budget: the rule of a day, and the rules of an organisation over time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.ledger.models import BudgetRule
from bodemplaat.capabilities.ledger.policies import READERS, check_may_see_periods
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, query

KIND: Final = "ledger_budget_rule"


@dataclass(frozen=True, slots=True)
class BudgetRuleStep:
    """From which day (``None``: from the beginning) what goes beyond the budget is stopped, or only warned of."""

    stops: bool
    since: date | None


@dataclass(frozen=True, slots=True)
class BudgetRuleChange:
    """Another rule that is asked for; ``has_come`` once its day has, so that nobody can confirm it."""

    proposal: UUID
    rule: BudgetRuleStep
    reason: str
    asked_by_name: str
    asked_at: datetime
    has_come: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class BudgetRuleView:
    """What happens to what goes beyond the budget: now, later (first comes first) and before (last comes first)."""

    now: BudgetRuleStep
    coming: tuple[BudgetRuleStep, ...]
    was: tuple[BudgetRuleStep, ...]
    change: BudgetRuleChange | None
    may_keep: bool


def rule_on(actor: Actor, organisation: UUID, on: date) -> BudgetRuleStep:
    """The rule of an organisation on a day; without one it is warned of."""
    begun = [each for each in _confirmed(actor, organisation) if each.since is not None and each.since <= on]
    return begun[-1] if begun else BudgetRuleStep(False, None)


@query
def budget_rule(*, actor: Actor, at: datetime) -> BudgetRuleView:
    """The rules of the actor's own organisation, and what waits. Raises ``Refused`` for anyone but a controller or administrator."""
    check_may_see_periods(actor)
    today = timezone.localdate(at)
    holding = _confirmed(actor, actor.organisation_id)
    begun = [each for each in holding if each.since is not None and each.since <= today]
    return BudgetRuleView(
        now=begun[-1] if begun else BudgetRuleStep(False, None),
        coming=tuple(each for each in holding if each not in begun),
        was=tuple(reversed(begun[:-1])),
        change=_change(actor, today),
        may_keep=actor.role in READERS,
    )


@query
def budget_rule_waits(*, actor: Actor) -> bool:
    """Whether another rule waits for a second person; raises as ``budget_rule``."""
    check_may_see_periods(actor)
    return _waiting(actor) is not None


def _confirmed(actor: Actor, organisation: UUID) -> list[BudgetRuleStep]:
    """By day; of two for one day the one that was confirmed last."""
    rows = BudgetRule.records.of(actor).filter(
        organisation_id=organisation, proposal__state=proposals.CONFIRMED
    )
    by_day = {
        row.valid_from: BudgetRuleStep(row.stops, row.valid_from)
        for row in rows.order_by("valid_from", "proposal__closed_at")
    }
    return list(by_day.values())


def _waiting(actor: Actor) -> BudgetRule | None:
    rows = BudgetRule.records.of(actor).filter(
        organisation_id=actor.organisation_id, proposal__state=proposals.WAITING
    )
    return rows.first()


def _change(actor: Actor, today: date) -> BudgetRuleChange | None:
    row = _waiting(actor)
    if row is None:
        return None
    proposal = proposals.proposal_of(actor=actor, proposal=row.proposal_id, kind=KIND)
    return BudgetRuleChange(
        proposal=proposal.id,
        rule=BudgetRuleStep(row.stops, row.valid_from),
        reason=proposal.reason,
        asked_by_name=proposal.proposed_by_name,
        asked_at=proposal.proposed_at,
        has_come=row.valid_from <= today,
        may_decide=bool(proposals.sides_for(actor=actor, proposal=proposal, on=today)),
    )
