"""Proposing from which amount a director decides as well."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.queries.second_approval import SECOND_RULE
from bodemplaat.foundation.proposals.api import Deciding
from bodemplaat.foundation.rules.api import propose_rule
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import Euro


@command
def propose_second_approval(*, actor: Actor, amount: Euro, since: date, reason: str, at: datetime) -> UUID:
    """Propose from which amount a director decides as well, from a day on; a controller decides on it.

    What was coded before that day keeps its steps. Raises ``Refused`` for anyone but an administrator and while another
    waits, ``UnsoundRule`` without a reason, for today or earlier, for no amount and for what holds then already.
    """
    terms = {"from_cents": amount.cents}
    return propose_rule(actor=actor, kind=SECOND_RULE, terms=terms, since=since, reason=reason, at=at)


SECOND_APPROVALS: Final = Deciding(SECOND_RULE.code)
"""It holds from its day, not at all, or nothing is asked any more; confirming raises ``UnsoundRule`` once its day has come."""
