"""Cost models to answers: every layer by the model's method, and the first year by all three methods; then as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Annotated, Literal

from bodemplaat.calculations.costs.file import ACTUAL, PLAN, CostFile, Layer
from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Named, Number
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.costing import (
    CostCentre,
    CostPrices,
    Difference,
    Method,
    ServiceCost,
    check,
    compare,
    why_centre,
    why_service,
    work_out,
)
from bodemplaat.kernel import Euro, Finding, Rounding, Trace

FORMAT = "bodemplaat.costs/1"


@dataclass(frozen=True, slots=True)
class CostOutcome:
    """Answers per layer, answers per method for the planned first year, and actual beside plan per year.

    A method that has no answer for this model is absent from ``methods``; why is in ``without``.
    """

    layers: Mapping[Layer, CostPrices]
    methods: Mapping[Method, CostPrices]
    without: Mapping[Method, tuple[Finding, ...]]
    differences: Mapping[int, tuple[Difference, ...]]
    first: Layer

    @property
    def prices(self) -> CostPrices:
        """The planned first year."""
        return self.layers[self.first]


def solve_costs(file: CostFile, _: Asked) -> CostOutcome:
    """Work everything out; raises ``CannotWorkOut`` with all findings when the model has no answer."""
    findings = check(file.models[file.first])
    if findings:
        raise CannotWorkOut(*(_in_file(finding) for finding in findings))
    layers = {layer: work_out(model) for layer, model in file.models.items()}
    methods: dict[Method, CostPrices] = {}
    without: dict[Method, tuple[Finding, ...]] = {}
    for method in Method:
        first = file.models[file.first]
        model = replace(first, method=method, order=first.order if method is first.method else ())
        problems = tuple(check(model))
        if problems:
            without[method] = problems
        else:
            methods[method] = work_out(model)
    differences = {
        layer.year: compare(layers[Layer(layer.year, PLAN)], prices)
        for layer, prices in layers.items()
        if layer.basis == ACTUAL
    }
    return CostOutcome(layers, methods, without, differences, file.first)


def _in_file(finding: Finding) -> Finding:
    """The engine speaks of ``centres``; in the file they are ``cost_centres``, in the block ``costing`` if any."""
    return replace(finding, place=finding.place.replace("centres", "cost_centres", 1))


def reasons(file: CostFile, outcome: CostOutcome) -> Mapping[str, Trace | Callable[[], Trace]]:
    """Every service and every cost centre, in the planned first year; later and actual ones as ``name 2027 actual``."""
    traces: dict[str, Trace | Callable[[], Trace]] = {}
    for layer, prices in outcome.layers.items():
        suffix = "" if layer == outcome.first else f" {layer.year} {layer.basis}"
        for name in prices.services:
            traces[name + suffix] = partial(why_service, prices, name)
        for centre in prices.model.centres:
            traces.setdefault(centre.name + suffix, partial(why_centre, prices, centre.name))
    return traces


# -- as data -----------------------------------------------------------------------------------------------------------


def _cents(priced: ServiceCost) -> Euro | None:
    return None if priced.price is None else Euro(100).times(priced.price, Rounding.HALF_UP)


@dataclass(frozen=True, slots=True)
class ServicePrice:
    """A service and what it costs."""

    name: Annotated[str, At("service.name")]
    group: Annotated[str, At("service.group")]
    unit: Annotated[str, At("service.unit")]
    volume: Annotated[Decimal, At("service.volume")]
    cost: Euro
    price: Annotated[Euro | None, At(_cents)]
    """Rounded half up to a cent."""
    price_exact: Annotated[Fraction | None, At("price")]
    """Euros per unit, twelve decimals."""
    tariff: Decimal | None
    """Euros per unit, rounded as the model asks."""


@dataclass(frozen=True, slots=True)
class Received:
    """What one cost centre passed on to another."""

    giver: Annotated[str, Named("from")]
    amount: Euro


@dataclass(frozen=True, slots=True)
class CentreCost:
    """A cost centre in one layer."""

    name: str
    kind: Literal["supporting", "service_giving"]
    own: Euro
    received: tuple[Received, ...]
    total: Euro
    """Own and received."""
    gross: Euro | None
    """Reciprocal method, supporting centres: cost with mutual services, which count twice."""


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity in one layer."""

    name: Annotated[str, At("activity.name")]
    cost_centre: Annotated[str, At("activity.centre")]
    driver: Annotated[str, At("activity.driver")]
    used: Annotated[Number, At("activity.used")]
    normal: Annotated[Number | None, At("activity.normal")]
    cost: Annotated[Euro, At("cost.total")]
    fixed: Annotated[Euro, At("cost.fixed")]
    variable: Annotated[Euro, At("cost.variable")]
    charged: Annotated[Euro, At(lambda cost: Euro.total(split.total for split in cost.charged.values()))]
    under_absorbed: Euro


@dataclass(frozen=True, slots=True)
class LayerPrices:
    """One year on plan, or on actual where it has actual amounts."""

    year: int
    basis: Literal["plan", "actual"]
    total: Euro
    charged: Euro
    under_absorbed: Euro
    cost_centres: tuple[CentreCost, ...]
    activities: Annotated[tuple[Activity, ...], At(lambda prices: prices.activities.values())]
    services: tuple[ServicePrice, ...]


@dataclass(frozen=True, slots=True)
class CentreTotal:
    """What a service-giving centre costs by a method."""

    name: str
    total: Euro


@dataclass(frozen=True, slots=True)
class ByMethod:
    """The planned first year by one method."""

    method: Method
    cost_centres: tuple[CentreTotal, ...]
    services: tuple[ServicePrice, ...]


@dataclass(frozen=True, slots=True)
class WithoutAnswer:
    """A method that has no answer for this model, and why."""

    method: Method
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceDifference:
    """Actual less plan of one service."""

    name: Annotated[str, At("service")]
    planned: Euro
    actual: Euro
    volume_effect: Euro
    price_effect: Euro
    difference: Annotated[Euro, At("total")]


@dataclass(frozen=True, slots=True)
class YearDifference:
    """Actual less plan in a year with actual amounts."""

    year: int
    services: tuple[ServiceDifference, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """Amounts are integer cents. Exact numbers (volumes, prices per unit in euros) are decimal text."""

    method: Method
    total: Euro
    """All costs of the planned first year."""
    charged: Euro
    """What the services cost together; with under_absorbed it is the total."""
    under_absorbed: Euro
    """Fixed cost of capacity that stood idle; negative is over-absorption."""
    services: tuple[ServicePrice, ...]
    """The planned first year."""
    layers: tuple[LayerPrices, ...]
    """Every year on plan, and on actual where it has actual amounts."""
    methods: tuple[ByMethod, ...]
    """The planned first year by each method that has an answer."""
    methods_without_answer: tuple[WithoutAnswer, ...]
    differences: tuple[YearDifference, ...]
    """Actual less plan per year with actual amounts."""


def costs(file: CostFile, outcome: CostOutcome) -> Costs:
    """Totals, then every layer, the methods side by side, and actual beside plan."""
    prices = outcome.prices
    return mirror(
        Costs,
        prices,
        method=prices.model.method,
        services=_services(file, prices),
        layers=[_layer(file, layer, prices) for layer, prices in outcome.layers.items()],
        methods=[_by_method(file, method, prices) for method, prices in outcome.methods.items()],
        methods_without_answer=[
            WithoutAnswer(method, tuple(finding.render() for finding in findings))
            for method, findings in outcome.without.items()
        ],
        differences=[
            mirror(YearDifference, None, year=year, services=differences)
            for year, differences in outcome.differences.items()
        ],
    )


def _services(file: CostFile, prices: CostPrices) -> tuple[ServicePrice, ...]:
    return tuple(
        mirror(ServicePrice, priced, tariff=priced.tariff(file.tariff_decimals))
        for priced in prices.services.values()
    )


def _layer(file: CostFile, layer: Layer, prices: CostPrices) -> LayerPrices:
    return mirror(
        LayerPrices,
        prices,
        year=layer.year,
        basis=layer.basis,
        cost_centres=[_centre(prices, centre) for centre in prices.model.centres],
        services=_services(file, prices),
    )


def _centre(prices: CostPrices, centre: CostCentre) -> CentreCost:
    overhead = prices.overhead
    return CentreCost(
        name=centre.name,
        kind="supporting" if centre.supporting else "service_giving",
        own=overhead.own[centre.name].total,
        received=tuple(
            Received(giver, split.total) for giver, split in overhead.received(centre.name).items()
        ),
        total=overhead.pool(centre.name).total,
        gross=overhead.gross.get(centre.name),
    )


def _by_method(file: CostFile, method: Method, prices: CostPrices) -> ByMethod:
    centres = tuple(CentreTotal(name, split.total) for name, split in prices.overhead.final.items())
    return ByMethod(method, centres, _services(file, prices))
