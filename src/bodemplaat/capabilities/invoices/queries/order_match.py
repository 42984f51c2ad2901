"""What an invoice may differ from its order: a dated rule that an administrator proposes and a controller confirms."""

from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.events import (
    ORDER_MATCH_ASKED,
    ORDER_MATCH_CONFIRMED,
    ORDER_MATCH_REFUSED,
)
from bodemplaat.capabilities.invoices.queries.second_approval import AdministratorProposes
from bodemplaat.capabilities.invoices.reckoning.matching import MatchRule
from bodemplaat.capabilities.invoices.vocabulary import ORDER_MATCH
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.rules.api import Terms, UnsoundRule, rule_on, rule_waits
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro, say

MOST_POINTS: Final = 1000
MOST_TOLERATED: Final = Euro.of("1000")
"""More than a tenth of a line, or more than this, is no small difference."""


class OrderMatches(AdministratorProposes[MatchRule]):
    """What lines of invoices may differ from their orders: a controller of the organisation itself decides."""

    code = ORDER_MATCH
    trail = "order_match."
    recorded_as = ORDER_MATCH
    taken = say(
        "Another rule for invoices of orders waits for a controller already: take that one back first."
    )
    topics = MappingProxyType(
        {
            proposals.PROPOSED: ORDER_MATCH_ASKED,
            proposals.CONFIRMED: ORDER_MATCH_CONFIRMED,
            proposals.REFUSED: ORDER_MATCH_REFUSED,
        }
    )
    unless_chosen = MappingProxyType({"points": 0, "most_cents": 0, "skips": False, "apart": True})

    def check_terms(self, terms: Terms) -> None:
        """From nothing to ``MOST_POINTS`` and ``MOST_TOLERATED``."""
        if not 0 <= terms["points"] <= MOST_POINTS or not 0 <= terms["most_cents"] <= MOST_TOLERATED.cents:
            raise UnsoundRule(say("A line may differ at most 10 %, and at most {most}."), most=MOST_TOLERATED)

    def read(self, terms: Terms, since: date | None) -> MatchRule:
        """How much, and what follows."""
        return MatchRule(
            int(terms["points"]),
            Euro(int(terms["most_cents"])),
            bool(terms["skips"]),
            bool(terms["apart"]),
            since,
        )


ORDER_MATCH_RULE: Final = OrderMatches()


def match_rule(actor: Actor, organisation: UUID, on: date) -> MatchRule:
    """The rule of an organisation on a day."""
    return rule_on(actor=actor, kind=ORDER_MATCH_RULE, organisation=organisation, on=on)


@query
def order_match_waits(*, actor: Actor) -> bool:
    """Whether another rule waits for a controller of the actor's own organisation; for those who read the rules."""
    return rule_waits(actor=actor, kind=ORDER_MATCH_RULE)
