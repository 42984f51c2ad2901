"""Messages about requests to correct: to the administrators, and to whom it is about."""

from collections.abc import Callable
from uuid import UUID

from bodemplaat.foundation.access.api import tell_organisation
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.privacy.events import CORRECTION_ANSWERED, CORRECTION_ASKED
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

ASKED = (
    say("Somebody asks to correct their personal data; answer by {answer_by_day}"),
    say("Look at what they ask, change what is wrong, and answer."),
)
ANSWERED = (
    say("Your request to correct your data has been answered"),
    say("The page of your data says how."),
)


class PrivacyMessages:
    """Hears of requests and answers; ``request`` and ``own`` give the pages, which only the surfaces know."""

    def __init__(self, request: Callable[[UUID], str], own: Callable[[], str]) -> None:
        self.request, self.own = request, own

    def connect(self) -> None:
        """Subscribe to both."""
        subscribe(CORRECTION_ASKED, self.tell_administrators)
        subscribe(CORRECTION_ANSWERED, self.tell_person)

    def tell_administrators(self, *, actor: Actor, heard: Heard) -> None:
        """Every administrator of the organisation hears that a request waits, and by when; not whose it is."""
        path = self.request(UUID(str(heard.payload["request"])))
        tell_organisation(actor=actor, roles=(Role.ADMINISTRATOR,), text=ASKED, path=path, heard=heard)

    def tell_person(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever asked hears that there is an answer."""
        asker = UUID(str(heard.payload["person"]))
        tell(actor=actor, people=[asker], text=ANSWERED, path=self.own(), heard=heard)
