"""Messages about the books: whoever decides on opening a period again, and whoever asked for it."""

from types import MappingProxyType
from typing import Final

from bodemplaat.capabilities.ledger.events import REOPENED, REOPENING_ASKED, REOPENING_REFUSED
from bodemplaat.capabilities.ledger.policies import SECOND
from bodemplaat.foundation.access.api import MessagesByTwo
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


class BookMessages(MessagesByTwo):
    """Periods that would be opened again."""

    asked = REOPENING_ASKED
    texts = MappingProxyType({REOPENING_ASKED: ASKED, REOPENED: OPENED, REOPENING_REFUSED: REFUSED})
    about = "year"
    roles = SECOND
