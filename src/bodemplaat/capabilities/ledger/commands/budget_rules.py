"""Asking whether what goes beyond the budget is stopped, from a day on."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.queries.budget_rules import BUDGET_RULE
from bodemplaat.foundation.proposals.api import Deciding
from bodemplaat.foundation.rules.api import propose_rule
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def propose_budget_rule(*, actor: Actor, stops: bool, since: date, reason: str, at: datetime) -> UUID:
    """Ask that what goes beyond the budget is stopped, or only warned of, from a day on; a second person decides.

    Raises ``Refused`` for anyone but a controller, without a reason, for today or earlier, for what holds then already, and
    while another waits.
    """
    return propose_rule(
        actor=actor, kind=BUDGET_RULE, terms={"stops": stops}, since=since, reason=reason, at=at
    )


BUDGET_RULES: Final = Deciding(BUDGET_RULE.code)
"""It holds from its day, not at all, or nothing is asked any more; confirming raises ``Refused`` once its day has come."""
