"""What happens to what goes beyond the budget: a dated rule that a controller asks for and a second person decides on."""

from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from bodemplaat.capabilities.ledger.commands.by_two import DECIDES, OWN
from bodemplaat.capabilities.ledger.events import (
    BUDGET_RULE_ASKED,
    BUDGET_RULE_CONFIRMED,
    BUDGET_RULE_REFUSED,
)
from bodemplaat.capabilities.ledger.policies import check_may_keep, check_may_see_periods
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.rules.api import RuleKind, RuleView, Terms, rule_over_time, rule_waits
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import say


@dataclass(frozen=True, slots=True)
class BudgetRuleStep:
    """From which day (``None``: from the beginning) what goes beyond the budget is stopped, or only warned of."""

    stops: bool
    since: date | None


class BudgetRules(RuleKind[BudgetRuleStep]):
    """Rules about what goes beyond the budget: another controller, or an administrator, of the same organisation decides."""

    code = "ledger_budget_rule"
    trail = "ledger_budget.rule_"
    recorded_as = "ledger_budget_rule"
    sides = (DECIDES,)
    own = OWN
    taken = say("Another rule about the budget waits for a second person already.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: BUDGET_RULE_ASKED,
            proposals.CONFIRMED: BUDGET_RULE_CONFIRMED,
            proposals.REFUSED: BUDGET_RULE_REFUSED,
        }
    )
    unless_chosen = MappingProxyType({"stops": False})

    def check_may_propose(self, actor: Actor) -> None:
        """A controller."""
        check_may_keep(actor)

    def check_may_read(self, actor: Actor) -> None:
        """A controller or administrator."""
        check_may_see_periods(actor)

    def read(self, terms: Terms, since: date | None) -> BudgetRuleStep:
        """Whether it stops."""
        return BudgetRuleStep(bool(terms["stops"]), since)


BUDGET_RULE: Final = BudgetRules()


@query
def budget_rule(*, actor: Actor, at: datetime) -> RuleView[BudgetRuleStep]:
    """The rules of the actor's own organisation, and what waits. Raises ``Refused`` for anyone but a controller or administrator."""
    return rule_over_time(actor=actor, kind=BUDGET_RULE, at=at)


@query
def budget_rule_waits(*, actor: Actor) -> bool:
    """Whether another rule waits for a second person; raises as ``budget_rule``."""
    return rule_waits(actor=actor, kind=BUDGET_RULE)
