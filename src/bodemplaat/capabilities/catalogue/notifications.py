"""A customer hears which services leave its list by a division of work."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.catalogue.queries.leaving import services_leaving
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.access.api import holders_of_roles
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

MOST_NAMED: Final = 8
"""So many services stand in a message; its page names all."""
TOLD: Final = (Role.CONTROLLER, Role.ADMINISTRATOR)
"""Who hears of it, at each customer of which a service leaves the list."""
TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    division.CUT_PROPOSED: (
        say("Proposed: {count} {count:service leaves|services leave} your list on {holds_from_day}"),
        say(
            "Division of work {number} would no longer give you: {services}. Look at it, and talk to the cooperation where you want"
            " it otherwise; it holds once somebody else adopts it."
        ),
    ),
    division.CUT_ADOPTED: (
        say("{count} {count:service leaves|services leave} your list on {holds_from_day}"),
        say(
            "Division of work {number} was adopted. From that day you are no longer given: {services}. Tell your colleagues, and see"
            " to who does it then."
        ),
    ),
}


class LeavingMessages:
    """Hears of divisions that are proposed and adopted; ``page`` gives that of a version, which only surfaces know."""

    def __init__(self, page: Callable[[UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to both."""
        for topic in TEXTS:
            subscribe(topic, self.tell_customer)

    def tell_customer(self, *, actor: Actor, heard: Heard) -> None:
        """Who keeps the house of a customer hears which services leave its list, and when; nobody where none does."""
        version, on = UUID(str(heard.payload["version"])), timezone.localdate(heard.at)
        working = Actor.system(actor.organisation_id, cooperations=[UUID(str(heard.payload["cooperation"]))])
        cut = division.cut_view(actor=working, version=version, on=on)
        own = [
            f"{each.code} {each.content.name.nl}"
            for each in services_leaving(actor=working, cut=cut, on=on)
            if each.customer_id == actor.organisation_id
        ]
        if not own:
            return
        more = [f"+ {len(own) - MOST_NAMED}"] if len(own) > MOST_NAMED else []
        values = {
            "number": heard.payload["number"],
            "holds_from_day": heard.payload["holds_from_day"],
            "count": len(own),
            "services": ", ".join([*own[:MOST_NAMED], *more]),
        }
        people = holders_of_roles(actor=actor, organisation=actor.organisation_id, roles=TOLD, on=on)
        tell(
            actor=actor,
            people=people,
            text=TEXTS[heard.topic],
            path=self.page(version),
            heard=heard,
            values=values,
        )
