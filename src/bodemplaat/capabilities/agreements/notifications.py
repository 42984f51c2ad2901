"""Messages about agreements: who may sign and who manages contracts hears of each act, at both organisations."""

from collections.abc import Mapping
from typing import Final

from bodemplaat.capabilities.agreements import events
from bodemplaat.capabilities.agreements.policies import MANDATE
from bodemplaat.foundation.access.api import MessagesToBoth
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import say

KIND_NAMES: Final[Mapping[str, str]] = {
    "dvo": say("Service agreement (DVO)"),
    "dfa": say("Financial agreements (DFA)"),
    "dap": say("Procedures (DAP)"),
}
TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    events.OFFERED: (
        say("{kind_text} of {customer} with {provider}: offered"),
        say(
            "It is to hold from {since_day}. Whoever has the mandate can sign it for each side, or refuse it with a reason."
        ),
    ),
    events.SIGNED_BY_ONE: (
        say("{kind_text} of {customer} with {provider}: signed by one side"),
        say("It holds from {since_day} when the other side has signed as well."),
    ),
    events.SIGNED: (
        say("{kind_text} of {customer} with {provider}: signed by both"),
        say("It holds from {since_day}."),
    ),
    events.REFUSED: (say("{kind_text} of {customer} with {provider}: refused"), say("{reason}")),
    events.WITHDRAWN: (
        say("{kind_text} of {customer} with {provider}: taken back"),
        say("The provider took back what it offered. What was signed before goes on."),
    ),
    events.ENDED: (
        say("{kind_text} of {customer} with {provider}: ends on {until_day}"),
        say("{reason}"),
    ),
}


class AgreementMessages(MessagesToBoth):
    """Hears of agreements: who may sign, and who manages contracts, is told at each organisation."""

    texts = TEXTS
    about = "agreement"
    roles = (Role.CONTRACT_MANAGER,)
    functions = (MANDATE,)

    def values(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The kind of agreement, and the days and the reason where they are said."""
        said = {name: facts[name] for name in ("since_day", "until_day", "reason") if name in facts}
        return said | {"kind_text": KIND_NAMES[str(facts["kind"])]}
