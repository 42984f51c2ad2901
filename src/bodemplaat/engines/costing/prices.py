"""From the service-giving centres through activities to services, and the price of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bodemplaat.engines.costing.model import Activity, Cost, CostModel, Service
from bodemplaat.engines.costing.overhead import Overhead, share_overhead
from bodemplaat.engines.costing.parts import Split
from bodemplaat.kernel import Euro, Rounding


@dataclass(frozen=True, slots=True)
class ActivityCost:
    """One activity: its costs, what it charged to services, and what capacity stood idle.

    ``under_absorbed`` is the fixed cost of capacity that was not used; negative when more was used than normal
    (over-absorption). Charged and under-absorbed together are the activity's cost.
    """

    activity: Activity
    cost: Split
    charged: Mapping[str, Split]
    under_absorbed: Euro

    @property
    def rate(self) -> Fraction | None:
        """Cents per unit of the driver at normal capacity, exact; ``None`` when nothing is used nor normal."""
        used = Fraction(self.activity.used)
        normal = Fraction(self.activity.normal) if self.activity.normal is not None else used
        if not normal:
            return None
        variable = Fraction(self.cost.variable.cents) / used if used else Fraction(0)
        return Fraction(self.cost.fixed.cents) / normal + variable


@dataclass(frozen=True, slots=True)
class ServiceCost:
    """One service: direct costs, what each activity charged, and the price per unit."""

    service: Service
    direct: tuple[Cost, ...]
    activities: Mapping[str, Split]

    @property
    def cost(self) -> Euro:
        """Everything the service costs."""
        return Euro.total(c.amount for c in self.direct) + Euro.total(
            s.total for s in self.activities.values()
        )

    @property
    def price(self) -> Fraction | None:
        """Cost price in euros per unit, exact; ``None`` when there is no volume."""
        return Fraction(self.cost.cents, 100) / Fraction(self.service.volume) if self.service.volume else None

    def tariff(self, decimals: int = 2, rounding: Rounding = Rounding.HALF_UP) -> Decimal | None:
        """The cost price rounded to a tariff one can put in a catalogue."""
        if self.price is None:
            return None
        scaled = Euro(1).times(self.price * 10**decimals, rounding)
        return Decimal(scaled.cents).scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class CostPrices:
    """The whole answer. Services and under-absorption together are exactly the model's costs.

    Without activities the road ends at the service-giving centres, and ``overhead.final`` is the answer.
    """

    model: CostModel
    overhead: Overhead
    activities: Mapping[str, ActivityCost]
    services: Mapping[str, ServiceCost]

    @property
    def total(self) -> Euro:
        """All costs of the model."""
        return self.model.total

    @property
    def under_absorbed(self) -> Euro:
        """Fixed costs of idle capacity, over all activities."""
        return Euro.total(activity.under_absorbed for activity in self.activities.values())

    @property
    def charged(self) -> Euro:
        """What all services cost together."""
        return Euro.total(service.cost for service in self.services.values())


def work_out(model: CostModel) -> CostPrices:
    """The cost price of every service. Expects a model on which ``check`` found nothing."""
    overhead = share_overhead(model)
    activities: dict[str, ActivityCost] = {}
    for centre, pool in overhead.final.items():
        of_centre = sorted((a for a in model.activities if a.centre == centre), key=lambda a: a.name)
        if of_centre:
            parts = pool.divided([activity.weight for activity in of_centre])
            for activity, part in zip(of_centre, parts, strict=True):
                activities[activity.name] = absorb(activity, part)
    services = {service.name: _service(service, model, activities) for service in model.services}
    in_order = {activity.name: activities[activity.name] for activity in model.activities}
    return CostPrices(model, overhead, in_order, services)


def absorb(activity: Activity, cost: Split) -> ActivityCost:
    """Charge an activity to the services that use it; fixed costs only as far as normal capacity was used.

    A variable cost of an activity that nobody used has no bearer and counts as under-absorbed as well.
    """
    used = activity.used
    takers = {name: units for name, units in sorted(activity.use.items()) if units}
    if not used:
        return ActivityCost(activity, cost, {}, cost.total)
    fixed = cost.fixed
    if activity.normal is not None:
        fixed = cost.fixed.times(Fraction(used) / Fraction(activity.normal), Rounding.HALF_UP)
    parts = Split(fixed, cost.variable).divided(list(takers.values()))
    return ActivityCost(activity, cost, dict(zip(takers, parts, strict=True)), cost.fixed - fixed)


def _service(service: Service, model: CostModel, activities: Mapping[str, ActivityCost]) -> ServiceCost:
    return ServiceCost(
        service,
        tuple(cost for cost in model.costs if cost.service == service.name),
        {
            name: activity.charged[service.name]
            for name, activity in sorted(activities.items())
            if service.name in activity.charged
        },
    )
