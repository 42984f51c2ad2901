"""Messages: about accounts of suppliers, invoices that wait for whoever answers for a budget, and the rule of a second approval."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.commands.supplier_accounts import (
    ACCOUNT_ASKED,
    ACCOUNT_CONFIRMED,
    ACCOUNT_REFUSED,
)
from bodemplaat.capabilities.invoices.events import (
    APPROVAL_ASKED,
    SECOND_APPROVAL_ASKED,
    SECOND_APPROVAL_CONFIRMED,
    SECOND_APPROVAL_REFUSED,
)
from bodemplaat.foundation.access.api import MessagesByTwo
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

ASKED: Final = (
    say("An account of {name} waits for a second clerk"),
    say("It ends in {ends_in}. See how it was checked, then confirm or refuse it."),
)
CONFIRMED: Final = (
    say("The account of {name} is confirmed"),
    say("It ends in {ends_in}, and is paid to when the waiting time is over."),
)
REFUSED: Final = (say("The account of {name} was refused"), say("It ends in {ends_in}. Why not: {reason}"))

TO_APPROVE: Final = (
    say("An invoice of {name} waits for you"),
    say("Number {number}. See what it is for and where it is booked, then approve it, ask, or refuse."),
)

SECOND_ASKED: Final = (
    say("Another amount for a second approval waits for you"),
    say(
        "From {from_cents} on a director would decide on an invoice as well, from {since_day}. Confirm or refuse it."
    ),
)
SECOND_CONFIRMED: Final = (
    say("The amount for a second approval is confirmed"),
    say("From {from_cents} on a director decides on an invoice as well, from {since_day}."),
)
SECOND_REFUSED: Final = (
    say("The amount for a second approval was refused"),
    say("It was {from_cents}. Why not: {reason}"),
)


class SecondApprovalMessages(MessagesByTwo):
    """Other amounts from which a director decides as well."""

    asked = SECOND_APPROVAL_ASKED
    texts = MappingProxyType(
        {
            SECOND_APPROVAL_ASKED: SECOND_ASKED,
            SECOND_APPROVAL_CONFIRMED: SECOND_CONFIRMED,
            SECOND_APPROVAL_REFUSED: SECOND_REFUSED,
        }
    )
    roles = frozenset({Role.CONTROLLER})


class ApprovalMessages:
    """Hears of invoices that wait for somebody; ``page`` gives the page on which they decide."""

    def __init__(self, page: Callable[[UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody waits for."""
        subscribe(APPROVAL_ASKED, self.tell_deciders)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever could decide when it was asked."""
        may_decide = heard.payload["people"]
        people = {UUID(str(each)) for each in may_decide} if isinstance(may_decide, list) else set()
        path = self.page(UUID(str(heard.payload["invoice"])))
        tell(actor=actor, people=people, text=TO_APPROVE, path=path, heard=heard)


class SupplierMessages(MessagesByTwo):
    """Accounts of suppliers."""

    asked = ACCOUNT_ASKED
    texts = MappingProxyType({ACCOUNT_ASKED: ASKED, ACCOUNT_CONFIRMED: CONFIRMED, ACCOUNT_REFUSED: REFUSED})
    about = "supplier"
    roles = frozenset({Role.SSC_CLERK})
