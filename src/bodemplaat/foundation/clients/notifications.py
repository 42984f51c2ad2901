"""Messages about clients: whoever decides on what waits, and whoever asked for what was refused."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from bodemplaat.foundation.access.api import tell_organisation
from bodemplaat.foundation.clients.policies import READERS
from bodemplaat.foundation.clients.scoping import SCOPES_ASKED, SCOPES_REFUSED
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

ASKED: Final = (
    say("The connection {name} waits for a second person"),
    say("It asks for what nobody gives alone. Look at what it is for, and give it or refuse it."),
)
REFUSED: Final = (
    say("The connection {name} does not get what you asked for it"),
    say("Why not: {reason}"),
)


class ClientMessages:
    """Hears what clients announce; ``page`` gives the address of a client's page."""

    def __init__(self, page: Callable[[UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody waits for."""
        subscribe(SCOPES_ASKED, self.tell_deciders)
        subscribe(SCOPES_REFUSED, self.tell_proposer)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Every other administrator and every controller."""
        tell_organisation(actor=actor, roles=READERS, text=ASKED, path=self._page(heard), heard=heard)

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever asked for it."""
        people = {UUID(str(heard.payload["by"]))}
        tell(actor=actor, people=people, text=REFUSED, path=self._page(heard), heard=heard)

    def _page(self, heard: Heard) -> str:
        return self.page(UUID(str(heard.payload["client"])))
