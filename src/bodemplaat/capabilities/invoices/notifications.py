"""Messages: about accounts of suppliers, invoices that wait for whoever answers for a budget, and the rule of a second approval."""

from collections.abc import Callable
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
from bodemplaat.foundation.access.api import tell_organisation
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


class SecondApprovalMessages:
    """Hears of other amounts from which a director decides as well; ``page`` is where they are decided on."""

    def __init__(self, page: Callable[[], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody waits for."""
        subscribe(SECOND_APPROVAL_ASKED, self.tell_controllers)
        subscribe(SECOND_APPROVAL_CONFIRMED, self.tell_proposer_of_yes)
        subscribe(SECOND_APPROVAL_REFUSED, self.tell_proposer_of_no)

    def tell_controllers(self, *, actor: Actor, heard: Heard) -> None:
        """Every controller of the organisation."""
        roles = {Role.CONTROLLER}
        tell_organisation(actor=actor, roles=roles, text=SECOND_ASKED, path=self.page(), heard=heard)

    def tell_proposer_of_yes(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever proposed it: it is confirmed."""
        self._tell_proposer(actor, heard, SECOND_CONFIRMED)

    def tell_proposer_of_no(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever proposed it: it is not."""
        self._tell_proposer(actor, heard, SECOND_REFUSED)

    def _tell_proposer(self, actor: Actor, heard: Heard, text: tuple[str, str]) -> None:
        people = {UUID(str(heard.payload["by"]))}
        tell(actor=actor, people=people, text=text, path=self.page(), heard=heard)


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


class SupplierMessages:
    """Hears of accounts of suppliers; ``page`` gives the page of a supplier."""

    def __init__(self, page: Callable[[UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody waits for."""
        subscribe(ACCOUNT_ASKED, self.tell_colleagues)
        subscribe(ACCOUNT_CONFIRMED, self.tell_proposer_of_yes)
        subscribe(ACCOUNT_REFUSED, self.tell_proposer_of_no)

    def tell_colleagues(self, *, actor: Actor, heard: Heard) -> None:
        """Every other clerk of the desk."""
        roles = {Role.SSC_CLERK}
        tell_organisation(actor=actor, roles=roles, text=ASKED, path=self._page(heard), heard=heard)

    def tell_proposer_of_yes(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever asked for it: it is confirmed."""
        self._tell_proposer(actor, heard, CONFIRMED)

    def tell_proposer_of_no(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever asked for it: it is not."""
        self._tell_proposer(actor, heard, REFUSED)

    def _tell_proposer(self, actor: Actor, heard: Heard, text: tuple[str, str]) -> None:
        people = {UUID(str(heard.payload["by"]))}
        tell(actor=actor, people=people, text=text, path=self._page(heard), heard=heard)

    def _page(self, heard: Heard) -> str:
        return self.page(UUID(str(heard.payload["supplier"])))
