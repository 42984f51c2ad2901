"""Why a service or a centre costs what it costs: back through each driver to each cost and its source.

An amount that came out of a pool consists of what the pool consists of, in the same proportions and to the cent
(``apportion``), so the parts add up at every level.
"""

from collections.abc import Mapping
from fractions import Fraction

from bodemplaat.engines.costing.model import Cost, Method
from bodemplaat.engines.costing.parts import Split, apportion
from bodemplaat.engines.costing.prices import ActivityCost, CostPrices
from bodemplaat.kernel import Euro, Trace, UnitPrice, say
from bodemplaat.kernel.share import Share

MOST_LEVELS = 6
MOST_BRANCHES = 20_000
"""Where more centres stand under each other, the lowest are shown by their costs, without the centres in between; where
even one level is too many to read, a centre's overhead is shown as one amount with the costs behind it."""


def why_service(prices: CostPrices, name: str) -> Trace:
    """The reasons of one service's cost; raises ``KeyError`` for an unknown name."""
    service = prices.services[name]
    origin = _Origin(prices, len(service.activities))
    parts = [_cost(cost, cost.amount, say("booked directly on the service")) for cost in service.direct]
    for activity, part in service.activities.items():
        if part.total or part.fixed:
            parts.append(origin.activity(prices.activities[activity], part, name))
    text = (
        say("{volume} × {price} per {unit}, the cost price")
        if service.price is not None
        else say("no volume")
    )
    values = {"volume": service.service.volume, "unit": service.service.unit, "price": _price(service.price)}
    return Trace(name, service.cost, text, values, tuple(parts))


def why_centre(prices: CostPrices, name: str) -> Trace:
    """The reasons of one centre's cost with everything it received; raises ``KeyError`` for an unknown name."""
    pool = prices.overhead.pool(name)
    parts = _Origin(prices).centre(name, pool, 0)
    return Trace(name, pool.total, say("own costs and what other centres handed on"), {}, parts)


def overhead_in(prices: CostPrices, name: str) -> Euro:
    """How much of a service's cost was handed on by supporting centres."""
    overhead = prices.overhead
    handed = 0
    for activity, part in prices.services[name].activities.items():
        centre = prices.activities[activity].activity.centre
        own, received = overhead.own[centre], Split.sum(list(overhead.received(centre).values()))
        handed += apportion(part.fixed.cents, [own.fixed.cents, received.fixed.cents])[1]
        handed += apportion(part.variable.cents, [own.variable.cents, received.variable.cents])[1]
    return Euro(handed)


class _Origin:
    """Takes amounts apart into what their pool consisted of."""

    def __init__(self, prices: CostPrices, pools: int = 1) -> None:
        self._prices = prices
        self._steps = {step.giver: step for step in prices.overhead.steps}
        self._costs: dict[str, list[Cost]] = {}
        for cost in prices.model.costs:
            if cost.centre:
                self._costs.setdefault(cost.centre, []).append(cost)
        self._flat: dict[tuple[str, bool], dict[int, Fraction]] = {}
        givers = max(len(self._steps), 1)
        fits = [n for n in range(1, MOST_LEVELS + 1) if max(pools, 1) * givers ** (n + 1) <= MOST_BRANCHES]
        self._levels = max(fits, default=1 if len(self._steps) <= 1 else 0)

    def activity(self, activity: ActivityCost, part: Split, service: str) -> Trace:
        """What one activity charged to one service."""
        model = activity.activity
        values: dict[str, object] = {
            "units": model.use[service],
            "driver": model.driver,
            "used": model.used,
            "normal": model.normal if model.normal is not None else model.used,
            "rate": _price(Fraction(activity.rate, 100) if activity.rate is not None else None),
        }
        text = say("{units} of {used} {driver} at {rate} each (normal capacity {normal})")
        return Trace(model.name, part.total, text, values, self.centre(model.centre, part, 0))

    def centre(self, name: str, part: Split, level: int) -> tuple[Trace, ...]:
        """Part of a centre's pool: its own costs, and what each other centre handed on to it."""
        costs = self._costs.get(name, [])
        received = self._received(name)
        givers = list(received)
        fixed = apportion(
            part.fixed.cents,
            [0 if c.variable else c.amount.cents for c in costs] + [received[g].fixed.cents for g in givers],
        )
        variable = apportion(
            part.variable.cents,
            [c.amount.cents if c.variable else 0 for c in costs]
            + [received[g].variable.cents for g in givers],
        )
        splits = [Split(Euro(f), Euro(v)) for f, v in zip(fixed, variable, strict=True)]
        own = [
            _cost(cost, split.total, say("of {whole} booked on {centre}"), centre=name)
            for cost, split in zip(costs, splits, strict=False)
            if split.total
        ]
        if givers and not self._levels:
            return (*own, *self._merged(name, Split.sum(splits[len(costs) :]), len(givers)))
        handed = [
            self._giver(giver, name, split, level)
            for giver, split in zip(givers, splits[len(costs) :], strict=True)
            if split.fixed or split.variable
        ]
        return (*own, *handed)

    def _giver(self, giver: str, receiver: str, part: Split, level: int) -> Trace:
        step = self._steps[giver]
        driver = next(c.driver for c in self._prices.model.centres if c.name == giver)
        values: dict[str, object] = {
            "share": Share(round(step.shares[receiver], 4)),
            "receiver": receiver,
            "driver": driver,
            "pool": step.pool.total,
        }
        text = say("hands on {share} of {pool} to {receiver}")
        if self._prices.model.method is Method.RECIPROCAL:
            text = say("hands on {share} of {pool} to {receiver}, mutual services included")
        elif driver:
            text = say("hands on {share} of {pool} to {receiver}, by {driver}")
        if level + 1 < self._levels:
            parts = self.centre(giver, part, level + 1)
        else:
            parts = self._flattened(giver, part)
        return Trace(giver, part.total, text, _rounded(values), parts)

    def _merged(self, receiver: str, part: Split, givers: int) -> tuple[Trace, ...]:
        """All that a centre received as one amount, with the original costs behind it."""
        if not part.fixed and not part.variable:
            return ()
        text = say("overhead that {count} supporting {count:centre|centres} handed on")
        return (
            Trace(receiver, part.total, text, {"count": givers}, self._flattened(receiver, part, own=False)),
        )

    def _flattened(self, centre: str, part: Split, *, own: bool = True) -> tuple[Trace, ...]:
        """The original costs behind a pool, without the centres they passed through."""
        costs = self._prices.model.costs
        cents_by_cost: dict[int, int] = {}
        for cents, variable in ((part.fixed.cents, False), (part.variable.cents, True)):
            behind = self._behind(centre, variable)
            weights = {p: amount for p, amount in behind.items() if own or costs[p].centre != centre}
            whole = _integers(weights)
            for position, amount in zip(weights, apportion(cents, whole), strict=True):
                cents_by_cost[position] = cents_by_cost.get(position, 0) + amount
        return tuple(
            _cost(costs[p], Euro(c), say("of {whole} booked on {centre}"), centre=costs[p].centre)
            for p, c in sorted(cents_by_cost.items())
            if c
        )

    def _behind(self, centre: str, variable: bool) -> dict[int, Fraction]:
        """Position of each original cost, with the cents of it in this centre's pool."""
        key = (centre, variable)
        if key in self._flat:
            return self._flat[key]
        behind: dict[int, Fraction] = {
            position: Fraction(cost.amount.cents)
            for position, cost in enumerate(self._prices.model.costs)
            if cost.centre == centre and cost.variable is variable
        }
        for giver, split in self._received(centre).items():
            cents = split.variable.cents if variable else split.fixed.cents
            inner = self._behind(giver, variable)
            whole = sum(inner.values(), Fraction(0))
            for position, amount in inner.items() if whole else ():
                behind[position] = behind.get(position, Fraction(0)) + amount * cents / whole
        self._flat[key] = behind
        return behind

    def _received(self, centre: str) -> Mapping[str, Split]:
        """What a centre got; in the reciprocal method a supporting centre hands on its own costs only."""
        if centre in self._steps and self._prices.model.method is not Method.STEP_DOWN:
            return {}
        return self._prices.overhead.received(centre)


def _cost(cost: Cost, amount: Euro, text: str, **values: object) -> Trace:
    return Trace(cost.cost_type, amount, text, {"whole": cost.amount, **values}, (), cost.source)


def _integers(weights: Mapping[int, Fraction]) -> list[int]:
    scale = 10**9
    return [round(weight * scale) for weight in weights.values()]


def _price(price: Fraction | None) -> UnitPrice:
    return UnitPrice(round(price, 4) if price is not None else Fraction(0))


def _rounded(values: dict[str, object]) -> dict[str, object]:
    return {name: round(value, 2) if isinstance(value, Fraction) else value for name, value in values.items()}
