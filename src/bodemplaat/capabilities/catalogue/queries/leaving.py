"""Which services leave the list of which customer by a division of work."""

from datetime import date, timedelta
from uuid import UUID

from bodemplaat.capabilities.catalogue import lifecycle
from bodemplaat.capabilities.catalogue.models import ServiceVersion
from bodemplaat.capabilities.catalogue.queries.services import provides
from bodemplaat.capabilities.catalogue.reckoning.content import content_from_stored
from bodemplaat.capabilities.catalogue.values import LeavingView
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.organisations.api import (
    Task,
    holds_on,
    providers_among_partners,
    provisions_among_partners,
)
from bodemplaat.foundation.tenancy.api import Actor, query


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
