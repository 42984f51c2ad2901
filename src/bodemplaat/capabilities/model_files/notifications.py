"""Messages to partners: a model is shared with the cooperation they take part in."""

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.model_files.events import SHARED
from bodemplaat.capabilities.model_files.policies import KEEPERS, own
from bodemplaat.foundation.access.api import holders_of_roles
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.organisations.api import partners_in
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

IS_SHARED = (
    say("{organisation} shares the model “{name}” with {cooperation}"),
    say("You can read its report and every version, and download the file."),
)


class ModelMessages:
    """Hears what is shared; ``address`` gives the page of a model, which only the surfaces know."""

    def __init__(self, address: Callable[[UUID], str]) -> None:
        self.address = address

    def connect(self) -> None:
        """Subscribe."""
        subscribe(SHARED, self.tell_partners)

    def tell_partners(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever calculates at a partner hears of it; nobody does when the model is not shared any more."""
        model, cooperation = (UUID(str(heard.payload[name])) for name in ("model", "shared_with"))
        if not own(actor).filter(id=model, shared_with_id=cooperation, archived_at=None).exists():
            return
        today = timezone.localdate(heard.at)
        among = Actor.system(actor.organisation_id, cooperations=[cooperation])
        for partner in sorted(partners_in(actor=among, cooperation=cooperation, on=today)):
            there = Actor.system(partner)
            people = holders_of_roles(actor=there, organisation=partner, roles=KEEPERS, on=today)
            for person in sorted(people):
                notify(
                    actor=there,
                    person=person,
                    organisation=partner,
                    cause=heard.message,
                    subject=IS_SHARED[0],
                    body=IS_SHARED[1],
                    values=heard.payload,
                    path=self.address(model),
                    at=heard.at,
                )
