"""Messages about agreements: who may sign and who manages contracts hears of each act, at both organisations."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements import events
from bodemplaat.capabilities.agreements.policies import MANDATE
from bodemplaat.capabilities.agreements.ports import page_of_deliveries
from bodemplaat.foundation.access.api import MessagesToBoth, tell_organisation
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role
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


ABOUT_DELIVERIES: Final = (Role.CONTRACT_MANAGER, Role.CONTROLLER)
"""Who hears of deliveries, at the organisation that is to act or was answered."""
OF_DELIVERIES: Final[Mapping[str, tuple[str, str]]] = {
    events.HANDED_OVER: (
        say("{what}: handed over by {from_name}"),
        say("It was due on {due_day}. Say that it came, or send it back with the reason."),
    ),
    events.RECEIVED: (say("{what}: received by {from_name}"), say("It was due on {due_day}.")),
    events.SENT_BACK: (say("{what}: sent back by {from_name}"), say("{reason}")),
}


BEFORE_ITS_DAY: Final[Mapping[str, str]] = {
    events.HANDED_OVER: say("It is due on {due_day}. Say that it came, or send it back with the reason."),
    events.RECEIVED: say("It is due on {due_day}."),
}
"""What is said instead as long as the day has not gone."""


class DeliveryMessages:
    """Tells the other side of what was handed over, and whoever handed it over of the answer."""

    def connect(self) -> None:
        """Subscribe to all of it."""
        for topic in OF_DELIVERIES:
            subscribe(topic, self.tell_other_side)

    def tell_other_side(self, *, actor: Actor, heard: Heard) -> None:
        """At the organisation that hears of it."""
        subject, body = OF_DELIVERIES[heard.topic]
        if timezone.localdate(heard.at).isoformat() <= str(heard.payload["due_day"]):
            body = BEFORE_ITS_DAY.get(heard.topic, body)
        tell_organisation(
            actor=Actor.system(UUID(str(heard.payload["to"]))),
            roles=ABOUT_DELIVERIES,
            text=(subject, body),
            path=page_of_deliveries(),
            heard=heard,
        )
