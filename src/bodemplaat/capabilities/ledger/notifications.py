"""Messages about the books: whoever decides on opening a period again, and whoever asked for it."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.ledger.events import REOPENED, REOPENING_ASKED, REOPENING_REFUSED
from bodemplaat.capabilities.ledger.policies import SECOND
from bodemplaat.foundation.access.api import tell_organisation
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

ASKED: Final = (
    say("Period {number} of {year} waits for a second person"),
    say("A closed period of the books is to be opened again. Look at why, and let it or refuse it."),
)
OPENED: Final = (
    say("Period {number} of {year} is open again"),
    say("What has to be posted in it can be posted now. Close it when that is done."),
)
REFUSED: Final = (say("Period {number} of {year} stays closed"), say("Why not: {reason}"))


class BookMessages:
    """Hears what the books announce; ``page`` gives the address of the periods of a year."""

    def __init__(self, page: Callable[[str], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody waits for."""
        subscribe(REOPENING_ASKED, self.tell_deciders)
        subscribe(REOPENED, self.tell_proposer_of_yes)
        subscribe(REOPENING_REFUSED, self.tell_proposer_of_no)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Every other controller and every administrator."""
        tell_organisation(actor=actor, roles=SECOND, text=ASKED, path=self._page(heard), heard=heard)

    def tell_proposer_of_yes(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever asked for it: it is open."""
        self._tell_proposer(actor, heard, OPENED)

    def tell_proposer_of_no(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever asked for it: it stays closed."""
        self._tell_proposer(actor, heard, REFUSED)

    def _tell_proposer(self, actor: Actor, heard: Heard, text: tuple[str, str]) -> None:
        people = {UUID(str(heard.payload["by"]))}
        tell(actor=actor, people=people, text=text, path=self._page(heard), heard=heard)

    def _page(self, heard: Heard) -> str:
        return self.page(str(heard.payload["year"]))
