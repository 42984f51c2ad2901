"""Actual beside plan: how much of the difference comes from volume, and how much from price."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bodemplaat.engines.costing.prices import CostPrices
from bodemplaat.kernel import Euro, Rounding


@dataclass(frozen=True, slots=True)
class Difference:
    """One service. ``volume_effect`` and ``price_effect`` add up to actual less planned cost, to the cent.

    The volume effect is what the other volume would have cost at the planned price; without a planned volume there is
    no planned price and all is price effect.
    """

    service: str
    planned: Euro
    actual: Euro
    planned_volume: Decimal
    actual_volume: Decimal
    volume_effect: Euro
    price_effect: Euro
    planned_price: Fraction | None
    actual_price: Fraction | None

    @property
    def total(self) -> Euro:
        """Actual less planned; positive is dearer."""
        return self.actual - self.planned


def compare(plan: CostPrices, actual: CostPrices) -> tuple[Difference, ...]:
    """One difference per service of the plan and of the actual year, in the plan's order."""
    names = dict.fromkeys((*plan.services, *actual.services))
    return tuple(_difference(name, plan, actual) for name in names)


def _difference(name: str, plan: CostPrices, actual: CostPrices) -> Difference:
    before, after = plan.services.get(name), actual.services.get(name)
    planned = before.cost if before else Euro(0)
    spent = after.cost if after else Euro(0)
    price = before.price if before else None
    volume = after.service.volume if after else Decimal(0)
    expected = Euro(100).times(price * Fraction(volume), Rounding.HALF_UP) if price is not None else planned
    return Difference(
        service=name,
        planned=planned,
        actual=spent,
        planned_volume=before.service.volume if before else Decimal(0),
        actual_volume=volume,
        volume_effect=expected - planned,
        price_effect=spent - expected,
        planned_price=price,
        actual_price=after.price if after else None,
    )
