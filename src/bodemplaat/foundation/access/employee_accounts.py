"""Messages to employees about the account that is known of them."""

from collections.abc import Callable
from uuid import UUID

from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.organisations.api import EMPLOYEE_ACCOUNT_CHANGED
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

CHANGED = say("Your account number was changed by {name}")
CHANGED_MEANS = say(
    "Look whether it is right. Claims are paid to it once a second person has checked it. Is it not yours? Say so at once: to {name}"
    " or with a correction request on this page."
)


class EmployeeAccountMessages:
    """Hears of accounts that somebody changed; ``page`` is where somebody reads what is known of them."""

    def __init__(self, page: Callable[[], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe."""
        subscribe(EMPLOYEE_ACCOUNT_CHANGED, self.tell)

    def tell(self, *, actor: Actor, heard: Heard) -> None:
        """Each of them hears who changed it; the account itself is on the page, and not in a letter."""
        people = heard.payload["people"]
        assert isinstance(people, list)  # noqa: S101  # as it was announced
        tell(
            actor=actor,
            people=[UUID(str(person)) for person in people],
            text=(CHANGED, CHANGED_MEANS),
            path=self.page(),
            values={"name": heard.payload["name"]},
            heard=heard,
        )
