"""From which amount a director decides as well: a dated rule that an administrator proposes and a controller confirms."""

from collections.abc import Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.events import (
    SECOND_APPROVAL_ASKED,
    SECOND_APPROVAL_CONFIRMED,
    SECOND_APPROVAL_REFUSED,
)
from bodemplaat.capabilities.invoices.reckoning.chain import SECOND_UNLESS_CHOSEN, SecondRule, steps_for
from bodemplaat.capabilities.invoices.vocabulary import SECOND_APPROVAL
from bodemplaat.engines.approval import ChainStep
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import Side
from bodemplaat.foundation.rules.api import (
    RuleKind,
    RuleT,
    RuleView,
    Terms,
    UnsoundRule,
    rule_on,
    rule_over_time,
    rule_waits,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query
from bodemplaat.kernel import Euro, say

READERS: Final = (Role.ADMINISTRATOR, Role.CONTROLLER)
MOST: Final = Euro.of("10000000")
"""An amount above which no rule asks for a second decider would let nearly everything be paid on the word of one."""
CONTROLLER: Final = Side(
    "controller",
    frozenset({Role.CONTROLLER}),
    say("A controller of the organisation decides on this. You are signed in in another role."),
)


class AdministratorProposes(RuleKind[RuleT]):
    """A rule about invoices that an administrator proposes and a controller of the organisation itself decides on."""

    sides = (CONTROLLER,)
    own = say("Nobody decides on their own proposal: ask another controller to do it.")

    def check_may_propose(self, actor: Actor) -> None:
        """An administrator."""
        check_may_arrange(actor=actor, organisation=actor.organisation_id)

    def check_may_read(self, actor: Actor) -> None:
        """An administrator or controller."""
        if not actor.is_system and actor.role not in READERS:
            raise Refused(
                say("Rules are for the controller and the administrator."),
                who_may=tuple(role.value for role in READERS),
            )


class SecondApprovals(AdministratorProposes[SecondRule]):
    """Amounts from which a director decides as well."""

    code = SECOND_APPROVAL
    trail = "second_approval."
    recorded_as = SECOND_APPROVAL
    taken = say("Another amount waits for a controller already: take that one back first.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: SECOND_APPROVAL_ASKED,
            proposals.CONFIRMED: SECOND_APPROVAL_CONFIRMED,
            proposals.REFUSED: SECOND_APPROVAL_REFUSED,
        }
    )
    unless_chosen = MappingProxyType({"from_cents": SECOND_UNLESS_CHOSEN.cents})

    def check_terms(self, terms: Terms) -> None:
        """From one cent to ``MOST``."""
        if not 0 < terms["from_cents"] <= MOST.cents:
            raise UnsoundRule(say("Choose an amount of at most {most}."), most=MOST)

    def read(self, terms: Terms, since: date | None) -> SecondRule:
        """From which amount."""
        return SecondRule(Euro(terms["from_cents"]), since)


SECOND_RULE: Final = SecondApprovals()


def steps_of_orders(actor: Actor, organisation: UUID, total: Euro, on: date) -> Sequence[ChainStep]:
    """The steps for an order of so much with VAT: those that an invoice of it will have."""
    return steps_for(total, second_rule(actor, organisation, on))


def second_rule(actor: Actor, organisation: UUID, on: date) -> SecondRule:
    """The rule of an organisation on a day."""
    return rule_on(actor=actor, kind=SECOND_RULE, organisation=organisation, on=on)


@query
def second_approval(*, actor: Actor, at: datetime) -> RuleView[SecondRule]:
    """The rules of the actor's own organisation, and what waits; for its administrators and controllers."""
    return rule_over_time(actor=actor, kind=SECOND_RULE, at=at)


@query
def second_approval_waits(*, actor: Actor) -> bool:
    """Whether another amount waits for a controller of the actor's own organisation; for those who read the rules."""
    return rule_waits(actor=actor, kind=SECOND_RULE)
