"""Messages about runs: whoever may release one, whoever made it, and once it is released each customer."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from bodemplaat.capabilities.billing.events import MADE, RELEASED, TAKEN_BACK
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


class RunMessages(MessagesByTwo):
    """Runs that wait for a second controller, and bills that were released."""

    asked = MADE
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
    roles = BILLERS

    def __init__(self, page: Callable[[str], str], own: Callable[[], str]) -> None:
        super().__init__(page)
        self.own = own

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever made it; and of what was released the controllers of each customer."""
        super().tell_proposer(actor=actor, heard=heard)
        if heard.topic != RELEASED:
            return
        values = names_of({"provider": actor.organisation_id}) | {"until_day": heard.payload["until_day"]}
        customers: Any = heard.payload["customers"]
        for customer in customers:
            tell_organisation(
                actor=Actor.system(UUID(customer)),
                roles=BILLERS,
                text=BILLED,
                path=self.own(),
                values=values,
                heard=heard,
            )
