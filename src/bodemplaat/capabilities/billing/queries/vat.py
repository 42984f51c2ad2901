"""How the services of a provider are taxed."""

from datetime import date
from uuid import UUID

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing.models import VatTreatment
from bodemplaat.capabilities.billing.policies import check_bills_in
from bodemplaat.capabilities.billing.reckoning.vat import START_UP_COSTS, Treatment
from bodemplaat.capabilities.billing.values import ServiceTaxed, TreatmentView
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.foundation.tenancy.api import Actor, query


def treatments_in(actor: Actor, cooperation: UUID) -> tuple[Treatment, ...]:
    """What was said of every service, whatever its day."""
    rows = VatTreatment.records.of(actor).filter(
        organisation_id=actor.organisation_id, cooperation_id=cooperation
    )
    return tuple(Treatment(row.code, row.since, row.how, row.reason) for row in rows)


@query
def services_taxed(*, actor: Actor, cooperation: UUID) -> tuple[ServiceTaxed, ...]:
    """Every service that somebody ever took by a financial file, and start-up costs, with how each is taxed; by code."""
    check_bills_in(actor, cooperation)
    names: dict[str, tuple[date, Words]] = {}
    for each in agreements.ever_signed(actor=actor, kind=agreements.DFA, cooperation=cooperation):
        for line in each.terms.content.lines:
            service = each.terms.services.get((line.code, line.number))
            name = Words(line.code) if service is None else service.name
            if line.code not in names or names[line.code][0] <= each.terms.since:
                names[line.code] = (each.terms.since, name)
        if each.terms.content.start_up:
            names.setdefault(START_UP_COSTS, (each.terms.since, Words()))
    rows = VatTreatment.records.of(actor).filter(
        organisation_id=actor.organisation_id, cooperation_id=cooperation
    )
    views: dict[str, list[TreatmentView]] = {code: [] for code in names}
    for row in rows.order_by("-since"):
        view = TreatmentView(row.code, row.since, row.how, row.reason, row.kept_by_name, row.kept_at)
        views.setdefault(row.code, []).append(view)
    return tuple(
        ServiceTaxed(code, names[code][1] if code in names else Words(code), tuple(views[code]))
        for code in sorted(views, key=lambda code: (code == START_UP_COSTS, code))
    )
