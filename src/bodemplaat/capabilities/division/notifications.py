"""Messages about a proposed division: to the controllers who are asked to agree, and to the proposer what they answered."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.division.events import CONSENT_ASKED, CONSENT_GIVEN, CONSENT_REFUSED
from bodemplaat.foundation.access.api import holders_of_role, same_human
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

ASKED: Final = (
    say("Work of your organisation is to go over on {holds_from_day}: do you agree?"),
    say(
        "Division of work {number} gives it to another. Look at what goes over, then agree, or say why you do not. Nothing goes"
        " over before."
    ),
)
TO_PROPOSER: Final[Mapping[str, tuple[str, str]]] = {
    CONSENT_REFUSED: (
        say("{customer} does not agree with division of work {number}"),
        say(
            "The reason: {reason}. Talk about it, then make the proposal a draft again and change it; the others answer anew."
        ),
    ),
    CONSENT_GIVEN: (
        say("{customer} agrees with division of work {number}"),
        say("Still to answer: {waiting} {waiting:customer|customers}. After that somebody else adopts it."),
    ),
}


class CutMessages:
    """Hears what is asked and answered about a proposal; ``page`` gives that of a version, which only surfaces know."""

    def __init__(self, page: Callable[[UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what is asked and answered."""
        subscribe(CONSENT_ASKED, self.tell_controllers)
        for topic in TO_PROPOSER:
            subscribe(topic, self.tell_proposer)

    def tell_controllers(self, *, actor: Actor, heard: Heard) -> None:
        """Every controller of the customer hears of it, but the human being who proposed it."""
        controllers = holders_of_role(
            actor=actor,
            organisation=actor.organisation_id,
            role=Role.CONTROLLER,
            on=timezone.localdate(heard.at),
        )
        own = same_human(actor=actor, person=_proposer(heard))
        tell(actor=actor, people=controllers - own, text=ASKED, path=self._address(heard), heard=heard)

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """The proposer hears what a customer answered."""
        text = TO_PROPOSER[heard.topic]
        tell(actor=actor, people=[_proposer(heard)], text=text, path=self._address(heard), heard=heard)

    def _address(self, heard: Heard) -> str:
        return self.page(UUID(str(heard.payload["version"])))


def _proposer(heard: Heard) -> UUID:
    return UUID(str(heard.payload["proposed_by"]))
