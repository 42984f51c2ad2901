"""Words that lie in the queue and may hold a link that signs somebody in: unreadable without the site's secret key."""

from typing import Final

from bodemplaat.foundation.secrets import api as secrets

PURPOSE: Final = "letters in the queue"


def sealed(text: str) -> str:
    """The text under a key of our own."""
    return secrets.sealed(text, PURPOSE)


def opened(text: str) -> str:
    """The text again; raises ``InvalidToken`` for what we did not seal."""
    return secrets.unsealed(text, PURPOSE)
