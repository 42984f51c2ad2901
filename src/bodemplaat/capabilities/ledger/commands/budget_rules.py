"""Whether what goes beyond the budget is stopped: a rule that a controller asks for and a second person decides on."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.ledger.commands.by_two import KeptByTwo
from bodemplaat.capabilities.ledger.events import (
    BUDGET_RULE_ASKED,
    BUDGET_RULE_CONFIRMED,
    BUDGET_RULE_REFUSED,
)
from bodemplaat.capabilities.ledger.models import BudgetRule
from bodemplaat.capabilities.ledger.policies import check_may_keep, check_may_see_periods
from bodemplaat.capabilities.ledger.queries.budget_rules import KIND, rule_on
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say


@command
def propose_budget_rule(*, actor: Actor, stops: bool, since: date, reason: str, at: datetime) -> UUID:
    """Ask that what goes beyond the budget is stopped, or only warned of, from a day on; a second person decides.

    Raises ``Refused`` for anyone but a controller, without a reason, for today or earlier, for what holds then already, and
    while another waits.
    """
    check_may_keep(actor)
    if not reason.strip():
        raise Refused(say("Write in a few words why."))
    if since <= timezone.localdate(at):
        raise Refused(say("Such a rule holds from tomorrow at the earliest."))
    if rule_on(actor, actor.organisation_id, since).stops == stops:
        raise Refused(say("This is the rule that holds then already."))

    def store(proposal: UUID) -> None:
        BudgetRule.records.of(actor).create(
            organisation_id=actor.organisation_id, proposal_id=proposal, valid_from=since, stops=stops
        )

    return proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=actor.organisation_id,
        subject=str(actor.organisation_id),
        store=store,
        reason=reason,
        at=at,
    )


BUDGET_RULES: Final = proposals.Deciding(KIND)
"""It holds from its day, not at all, or nothing is asked any more; confirming raises ``Refused`` once its day has come."""


class BudgetRules(KeptByTwo):
    """Rules about what goes beyond the budget: another controller, or an administrator, of the same organisation decides."""

    code = KIND
    trail = "ledger_budget.rule_"
    recorded_as = "ledger_budget_rule"
    taken = say("Another rule about the budget waits for a second person already.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: BUDGET_RULE_ASKED,
            proposals.CONFIRMED: BUDGET_RULE_CONFIRMED,
            proposals.REFUSED: BUDGET_RULE_REFUSED,
        }
    )

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Let it hold from its day, in the place of one that was to hold from the same day."""
        check_may_see_periods(actor)
        row = BudgetRule.records.of(actor).one(proposal_id=proposal.id)
        if row.valid_from <= timezone.localdate(at):
            raise Refused(
                say("The day from which this should hold has come. Have it proposed anew for a later day.")
            )

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Whether it stops, and from which day."""
        row = BudgetRule.records.of(actor).one(proposal_id=proposal.id)
        return {"stops": row.stops, "since": row.valid_from.isoformat()}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """From which day."""
        row = BudgetRule.records.of(actor).one(proposal_id=proposal.id)
        return {"since_day": row.valid_from.isoformat()}
