"""Messages about clients: whoever decides on what waits, and whoever asked for what was refused."""

from types import MappingProxyType
from typing import Final

from bodemplaat.foundation.access.api import MessagesByTwo
from bodemplaat.foundation.clients.scoping import SCOPES_ASKED, SCOPES_REFUSED
from bodemplaat.foundation.organisations.api import ARRANGES
from bodemplaat.kernel import say

ASKED: Final = (
    say("The connection {name} waits for a second person"),
    say("It asks for what nobody gives alone. Look at what it is for, and give it or refuse it."),
)
REFUSED: Final = (
    say("The connection {name} does not get what you asked for it"),
    say("Why not: {reason}"),
)


class ClientMessages(MessagesByTwo):
    """Clients that would be given what nobody gives alone."""

    asked = SCOPES_ASKED
    texts = MappingProxyType({SCOPES_ASKED: ASKED, SCOPES_REFUSED: REFUSED})
    about = "client"
    roles = ARRANGES
