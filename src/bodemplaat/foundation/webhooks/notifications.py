"""A message to the administrators when nothing is sent to an address any more."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from bodemplaat.foundation.access.api import tell_organisation
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.foundation.webhooks.sending import TURNED_OFF
from bodemplaat.kernel import say

OFF: Final = (
    say("Messages to the connection {name} are off"),
    say(
        "They failed for days, or the address is gone. Look with who looks after it what is the matter, and turn them on again."
    ),
)


class WebhookMessages:
    """Hears what this room announces; ``page`` gives the address of a webhook's page."""

    def __init__(self, page: Callable[[UUID, UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody must look at."""
        subscribe(TURNED_OFF, self.tell_administrators)

    def tell_administrators(self, *, actor: Actor, heard: Heard) -> None:
        """Every administrator of the organisation."""
        client, webhook = (UUID(str(heard.payload[name])) for name in ("client", "webhook"))
        path = self.page(client, webhook)
        tell_organisation(actor=actor, roles=(Role.ADMINISTRATOR,), text=OFF, path=path, heard=heard)
