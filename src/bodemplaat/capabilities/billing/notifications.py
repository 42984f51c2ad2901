"""Messages about runs and settled years: whoever may release or adopt one, whoever made it, and then each customer."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, ClassVar, Final
from uuid import UUID

from bodemplaat.capabilities.billing.events import (
    MADE,
    RELEASED,
    TAKEN_BACK,
    YEAR_ADOPTED,
    YEAR_DECIDED,
    YEAR_TAKEN_BACK,
)
from bodemplaat.capabilities.billing.policies import BILLERS
from bodemplaat.foundation.access.api import MessagesByTwo, names_of, tell_organisation
from bodemplaat.foundation.outbox.api import Heard
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

BILLED: Final = (
    say("{provider} billed you up to and including {until_day}"),
    say("Under Billing stands line by line what you are billed and why. The invoice follows."),
)
"""What a customer is told."""


SETTLED: Final = (
    say("{provider} settled {year} with you"),
    say("Under Billing, Settled years stands what you pay or get back and why. It comes with the next bill."),
)
"""What a customer is told of a year."""


class _Messages(MessagesByTwo):
    """What a second controller decides on, and customers hear of once that was done."""

    adopted: ClassVar[str]
    """The topic of which the customers hear."""
    to_customers: ClassVar[tuple[str, str]]
    named: ClassVar[str]
    """What of the announcement stands in their message."""
    roles = BILLERS

    def __init__(self, page: Callable[[str], str], own: Callable[[], str]) -> None:
        super().__init__(page)
        self.own = own

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever made it; and once it was decided the controllers of each customer."""
        super().tell_proposer(actor=actor, heard=heard)
        if heard.topic != self.adopted:
            return
        values = names_of({"provider": actor.organisation_id}) | {self.named: heard.payload[self.named]}
        customers: Any = heard.payload["customers"]
        for customer in customers:
            tell_organisation(
                actor=Actor.system(UUID(customer)),
                roles=BILLERS,
                text=self.to_customers,
                path=self.own(),
                values=values,
                heard=heard,
            )


class RunMessages(_Messages):
    """Runs that wait for a second controller, and bills that were released."""

    asked = MADE
    adopted = RELEASED
    to_customers = BILLED
    named = "until_day"
    texts = MappingProxyType(
        {
            MADE: (
                say("The bills up to {until_day} wait for a second controller"),
                say("Look at what each customer is billed and why, then release the run or take it back."),
            ),
            RELEASED: (
                say("The bills up to {until_day} were released"),
                say("The invoices are made now. The page of the run says how far that is."),
            ),
            TAKEN_BACK: (
                say("The bills up to {until_day} were taken back"),
                say("Why: {because}"),
            ),
        }
    )
    about = "run"


class YearMessages(_Messages):
    """Decisions on settled years that wait for a second controller, and years that were sealed."""

    asked = YEAR_DECIDED
    adopted = YEAR_ADOPTED
    to_customers = SETTLED
    named = "year"
    texts = MappingProxyType(
        {
            YEAR_DECIDED: (
                say("The decision on the settlement of {year} waits for a second controller"),
                say(
                    "Look at what it rests on and what each customer pays or gets back, then adopt it or take it back."
                ),
            ),
            YEAR_ADOPTED: (
                say("The settlement of {year} was sealed"),
                say("The next run bills what each customer pays or gets back."),
            ),
            YEAR_TAKEN_BACK: (
                say("The decision on the settlement of {year} was taken back"),
                say("Why: {because}"),
            ),
        }
    )
    about = "settlement"
