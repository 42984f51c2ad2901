"""The norms that were agreed otherwise than the catalogue says: by which a case is counted, on its page as in the figures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.capabilities.agreements.models import Agreement
from bodemplaat.capabilities.agreements.reckoning.content import DVO, from_stored
from bodemplaat.capabilities.catalogue.api import Indicator, services_named
from bodemplaat.foundation.tenancy.api import Actor, query, remembered


@dataclass(frozen=True, slots=True)
class AgreedNorm:
    """What the first indicator of a service promises a customer from a day until another; ``None`` is as in the catalogue."""

    since: date
    until: date | None
    norm: Decimal | None
    percentage: Decimal | None

    def holds_on(self, day: date) -> bool:
        """Whether a case that comes in on a day falls under it."""
        return self.since <= day and (self.until is None or day < self.until)

    def instead_of(self, indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
        """The indicators of a service with what was agreed in the first."""
        if not indicators:
            return ()
        first, *others = indicators
        changed = replace(
            first,
            number=first.number if self.norm is None else self.norm,
            percentage=first.percentage if self.percentage is None else self.percentage,
        )
        return (changed, *others)


@dataclass(frozen=True)
class AgreedNorms:
    """Every norm that both sides signed otherwise than the catalogue, by customer and service, the earliest first."""

    norms: Mapping[tuple[UUID, UUID], tuple[AgreedNorm, ...]]

    def of(self, customer: UUID, service: UUID) -> tuple[AgreedNorm, ...]:
        """What was agreed with a customer about a service, over time."""
        return self.norms.get((customer, service), ())

    def indicators(
        self, customer: UUID, service: UUID, day: date, indicators: Sequence[Indicator]
    ) -> tuple[Indicator, ...]:
        """What holds for a case of a customer that comes in on a day, of a service that promises ``indicators``."""
        for each in self.of(customer, service):
            if each.holds_on(day):
                return each.instead_of(indicators)
        return tuple(indicators)


@query
@remembered(Agreement, "catalogue.Service")
def norms_agreed(*, actor: Actor) -> AgreedNorms:
    """The norms that were agreed with customers in reach; one statement, and one more where any differs.

    For whoever may see a case: the norm stands on its page.
    """
    rows = Agreement.records.of(actor).filter(kind=DVO, state=lifecycle.SIGNED).order_by("valid_from")
    differing = [
        (row, each)
        for row in rows.only(
            "organisation_id", "cooperation_id", "customer_id", "content", "valid_from", "valid_until"
        )
        for each in from_stored(row.content).services
        if each.deviates
    ]
    if not differing:
        return AgreedNorms({})
    places = {(row.organisation_id, row.cooperation_id, each.code) for row, each in differing}
    services = services_named(actor=actor, wanted=places)
    norms: dict[tuple[UUID, UUID], list[AgreedNorm]] = defaultdict(list)
    for row, each in differing:
        service = services.get((row.organisation_id, row.cooperation_id, each.code))
        if service is not None:
            norms[row.customer_id, service].append(
                AgreedNorm(row.valid_from, row.valid_until, each.norm, each.percentage)
            )
    return AgreedNorms({place: tuple(of_one) for place, of_one in norms.items()})
