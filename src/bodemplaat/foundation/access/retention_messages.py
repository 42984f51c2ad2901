"""Messages about records of which the term is over: to those who let them go, and when they went."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access.queries import holders_of_roles, same_human
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.retention.api import (
    DESTROYED,
    DESTRUCTION_ACCEPTED,
    DESTRUCTION_PROPOSED,
    KEEPERS,
)
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    DESTRUCTION_PROPOSED: (
        say("The term of {count} {count:record|records} is over"),
        say("Look at what may be destroyed. Hold back what must stay; one person accepts, another confirms."),
    ),
    DESTRUCTION_ACCEPTED: (
        say("The destruction of {count} {count:record|records} waits for a second person"),
        say("Look at what a colleague accepted, then confirm it or refuse it."),
    ),
    DESTROYED: (
        say("{count} {count:record was|records were} destroyed"),
        say("The declaration of destruction, number {number}, remains."),
    ),
}


class RetentionMessages:
    """Hears of proposals; ``proposal`` and ``certificate`` give their pages, which only the surfaces know."""

    def __init__(self, proposal: Callable[[UUID], str], certificate: Callable[[UUID], str]) -> None:
        self.proposal, self.certificate = proposal, certificate

    def connect(self) -> None:
        """Subscribe to all three."""
        for topic in TEXTS:
            subscribe(topic, self.tell)

    def tell(self, *, actor: Actor, heard: Heard) -> None:
        """Controllers and administrators hear it, but whoever accepted does not hear that it was accepted."""
        organisation, on = actor.organisation_id, timezone.localdate(heard.at)
        people = holders_of_roles(actor=actor, organisation=organisation, roles=KEEPERS, on=on)
        if heard.topic == DESTRUCTION_ACCEPTED:
            people -= same_human(actor=actor, person=UUID(str(heard.payload["by"])))
        path = (
            self.certificate(UUID(str(heard.payload["certificate"])))
            if heard.topic == DESTROYED
            else self.proposal(UUID(str(heard.payload["proposal"])))
        )
        tell(actor=actor, people=people, text=TEXTS[heard.topic], path=path, heard=heard)
