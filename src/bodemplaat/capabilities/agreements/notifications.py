"""Messages about agreements: who may sign and who manages contracts hears of each act, at both organisations."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements import events
from bodemplaat.capabilities.agreements.policies import MANDATE
from bodemplaat.foundation.access.api import holders_of_function, holders_of_role, same_human
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.organisations.api import organisations_in_scope
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role, command
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


class AgreementMessages:
    """Hears of agreements; ``address`` gives the page of one."""

    def __init__(self, address: Callable[[UUID], str]) -> None:
        self.address = address

    def connect(self) -> None:
        """Subscribe to all of it."""
        for topic in events.TOPICS:
            subscribe(topic, self.tell_both)

    def tell_both(self, *, actor: Actor, heard: Heard) -> None:
        """At each organisation: who may sign, and who manages contracts, but the human being who did it."""
        facts = heard.payload
        places = {name: UUID(str(facts[name])) for name in ("provider", "customer")}
        values: dict[str, object] = {name: _name(actor=Actor.system(place)) for name, place in places.items()}
        values |= {name: facts[name] for name in ("since_day", "until_day", "reason") if name in facts}
        values["kind_text"] = KIND_NAMES[str(facts["kind"])]
        path = self.address(UUID(str(facts["agreement"])))
        for place in dict.fromkeys(places.values()):
            _tell(actor=Actor.system(place), heard=heard, values=values, path=path)


@command
def _name(*, actor: Actor) -> str:
    """How an organisation is called, as it may itself say."""
    return organisations_in_scope(actor=actor)[0].name


@command
def _tell(*, actor: Actor, heard: Heard, values: Mapping[str, object], path: str) -> None:
    """Notify the people of one organisation."""
    organisation, on = actor.organisation_id, timezone.localdate(heard.at)
    people = holders_of_function(actor=actor, organisation=organisation, function=MANDATE, unit=None, on=on)
    people |= holders_of_role(actor=actor, organisation=organisation, role=Role.CONTRACT_MANAGER, on=on)
    if heard.payload["by"]:
        people -= same_human(actor=actor, person=UUID(str(heard.payload["by"])))
    tell(actor=actor, people=people, text=TEXTS[heard.topic], path=path, values=dict(values), heard=heard)
