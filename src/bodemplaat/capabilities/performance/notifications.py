"""Messages about reports: who signs hears of each act, at both organisations."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.performance import events
from bodemplaat.capabilities.performance.policies import READERS
from bodemplaat.foundation.access.api import holders_of_role, same_human
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.organisations.api import organisations_in_scope
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, command
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


class PerformanceMessages:
    """Hears of reports; ``address`` gives the page of one."""

    def __init__(self, address: Callable[[UUID], str]) -> None:
        self.address = address

    def connect(self) -> None:
        """Subscribe to all of it."""
        for topic in events.TOPICS:
            subscribe(topic, self.tell_both)

    def tell_both(self, *, actor: Actor, heard: Heard) -> None:
        """At each organisation: who reads figures, but the human being who did it."""
        facts = heard.payload
        places = {name: UUID(str(facts[name])) for name in ("provider", "customer")}
        values: dict[str, object] = {name: _name(actor=Actor.system(place)) for name, place in places.items()}
        for day in ("first_day", "last_day"):
            values[day] = date.fromisoformat(str(facts[day])).isoformat()
        values["reason"] = facts["reason"]
        path = self.address(UUID(str(facts["report"])))
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
    people: set[UUID] = set()
    for role in READERS:
        people |= holders_of_role(actor=actor, organisation=organisation, role=role, on=on)
    if heard.payload["by"]:
        people -= same_human(actor=actor, person=UUID(str(heard.payload["by"])))
    tell(actor=actor, people=people, text=TEXTS[heard.topic], path=path, values=dict(values), heard=heard)
