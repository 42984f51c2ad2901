"""Messages about orders that wait for whoever answers for a budget."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.orders.events import APPROVAL_ASKED
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

TO_APPROVE: Final = (
    say("An order to {name} waits for you"),
    say("Number {number}. See what is ordered and where it is booked, then approve it, ask, or refuse."),
)


class OrderMessages:
    """Hears of orders that wait for somebody; ``page`` gives the page on which they decide."""

    def __init__(self, page: Callable[[UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody waits for."""
        subscribe(APPROVAL_ASKED, self.tell_deciders)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever could decide when it was asked."""
        may_decide = heard.payload["people"]
        people = {UUID(str(each)) for each in may_decide} if isinstance(may_decide, list) else set()
        path = self.page(UUID(str(heard.payload["order"])))
        tell(actor=actor, people=people, text=TO_APPROVE, path=path, heard=heard)
