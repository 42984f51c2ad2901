"""Which services leave the list of which customer by a division of work, and that the customer hears of it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.catalogue import lifecycle
from bodemplaat.capabilities.catalogue.models import ServiceVersion
from bodemplaat.capabilities.catalogue.queries import provides
from bodemplaat.capabilities.catalogue.reckoning.content import content_from_stored
from bodemplaat.capabilities.catalogue.values import LeavingView
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.access.api import holders_of_roles
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.organisations.api import (
    Task,
    holds_on,
    providers_among_partners,
    provisions_among_partners,
)
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role, query
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


@query
def services_leaving(*, actor: Actor, cut: division.CutView, on: date) -> tuple[LeavingView, ...]:
    """The services that customers are offered and will not be when a version holds; by customer and code.

    Of a draft without a day it is told what leaves the list of a day; of what holds already nothing. The number of statements is
    the same however many customers and services there are.
    """
    version = cut.version
    if version.standing not in ("draft", "proposed", "coming"):
        return ()
    before = on if version.holds_from is None else version.holds_from - timedelta(days=1)
    rows = ServiceVersion.records.among_partners(actor).filter(
        holds_on(before), state__in=lifecycle.SHOWN, cooperation_id=version.cooperation
    )
    providers = providers_among_partners(actor=actor, on=before)
    doers: dict[UUID, dict[Task, UUID]] = {}
    for each in provisions_among_partners(actor=actor, on=before):
        doers.setdefault(each.customer_id, {})[each.task] = each.provider_id
    cuts = division.cuts_in_force(actor=actor, on=before)
    services = [
        (row.service.code, row.organisation_id, content_from_stored(row.content))
        for row in rows.select_related("service").order_by("service__code", "service_id")
        if row.organisation_id in providers
    ]
    return tuple(
        LeavingView(customer.id, customer.name, providers[provider], code, content, version.holds_from)
        for customer in cut.customers
        for code, provider, content in services
        if provider != customer.id
        and provides(provider, content.process, doers.get(customer.id, {}))
        and cuts.may_provide(content.process, customer.id, provider)
        and not cut.cut.may_provide(content.process, customer.id, provider)
    )


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
