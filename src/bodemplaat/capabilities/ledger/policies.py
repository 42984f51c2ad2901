"""Who keeps and reads the books of an organisation, and why not you."""

from typing import Final

from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import say

READERS: Final = (Role.CONTROLLER,)
"""Who reads the books: the controllers of the organisation whose books they are."""
SECOND: Final = (Role.CONTROLLER, Role.ADMINISTRATOR)
"""Who lets a closed period be opened again that a controller asked for."""


def check_may_read(actor: Actor) -> None:
    """Raise unless the actor reads the books of their own organisation."""
    if not actor.is_system and actor.role not in READERS:
        raise Refused(
            say("The books are read by a controller of the organisation. You are signed in in another role."),
            who_may=tuple(role.value for role in READERS),
        )


def check_may_keep(actor: Actor) -> None:
    """Raise unless the actor keeps the books of their own organisation."""
    if not actor.is_system and actor.role not in READERS:
        raise Refused(
            say("The books are kept by a controller of the organisation. You are signed in in another role."),
            who_may=tuple(role.value for role in READERS),
        )


def check_may_see_periods(actor: Actor) -> None:
    """Raise unless the actor keeps the books or decides on opening a period again."""
    if not actor.is_system and actor.role not in SECOND:
        raise Refused(
            say(
                "The periods of the books are seen by controllers and administrators of the organisation. You are signed in"
                " in another role."
            ),
            who_may=tuple(role.value for role in SECOND),
        )
