"""Messages about reports: who signs hears of each act, at both organisations."""

from collections.abc import Mapping
from typing import Final

from bodemplaat.capabilities.performance import events
from bodemplaat.capabilities.performance.policies import READERS
from bodemplaat.foundation.access.api import MessagesToBoth
from bodemplaat.kernel import say

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    events.OFFERED: (
        say("Norms of {first_day} to {last_day} offered for signing"),
        say("{provider} offers {customer} the figures. Two people sign them, one for each side."),
    ),
    events.SIGNED_BY_ONE: (
        say("Norms of {first_day} to {last_day}: signed by one side"),
        say("The figures of {provider} for {customer} are sealed when the other side has signed as well."),
    ),
    events.SEALED: (
        say("Norms of {first_day} to {last_day}: signed by both"),
        say("The figures of {provider} for {customer} are sealed."),
    ),
    events.REFUSED: (say("Norms of {first_day} to {last_day}: not signed"), say("{reason}")),
    events.WITHDRAWN: (
        say("Norms of {first_day} to {last_day}: taken back"),
        say("{provider} took back the figures that it offered {customer}."),
    ),
}


class PerformanceMessages(MessagesToBoth):
    """Hears of reports: who reads figures is told at each organisation."""

    texts = TEXTS
    about = "report"
    roles = READERS

    def values(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The first and last day of the figures, and the reason where there is one."""
        return {name: facts[name] for name in ("first_day", "last_day", "reason")}
