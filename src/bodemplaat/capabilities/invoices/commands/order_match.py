"""Proposing what an invoice may differ from its order."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.queries.order_match import ORDER_MATCH_RULE
from bodemplaat.capabilities.invoices.reckoning.matching import MatchRule
from bodemplaat.foundation.proposals.api import Deciding
from bodemplaat.foundation.rules.api import propose_rule
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def propose_order_match(*, actor: Actor, rule: MatchRule, since: date, reason: str, at: datetime) -> UUID:
    """Propose what a line may differ, and whether what fits needs a new approval, from a day on; a controller decides on it.

    It is for invoices that come from that day on. Raises ``Refused`` for anyone but an administrator and while another
    waits, and ``UnsoundRule`` as each dated rule does.
    """
    terms = {
        "points": rule.points,
        "most_cents": rule.most.cents,
        "skips": rule.skips,
        "apart": rule.apart,
    }
    return propose_rule(actor=actor, kind=ORDER_MATCH_RULE, terms=terms, since=since, reason=reason, at=at)


ORDER_MATCHES: Final = Deciding(ORDER_MATCH_RULE.code)
"""It holds from its day, or not at all."""
