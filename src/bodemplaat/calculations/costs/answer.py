"""The answer as JSON, and the reasons one may ask for by name. Schema: docs/reference/schemas/costs.schema.json."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from bodemplaat.calculations.costs.outcome import CostOutcome
from bodemplaat.calculations.costs.reading import CostFile, Layer
from bodemplaat.engines.costing import CostPrices, Difference, Split, why_centre, why_service
from bodemplaat.kernel import Euro, Rounding, Trace

FORMAT = "bodemplaat.costs/1"


def costs_json(file: CostFile, outcome: CostOutcome) -> dict[str, Any]:
    """Totals, then every layer, the methods side by side, and actual beside plan."""
    prices = outcome.prices
    return {
        "method": prices.model.method.value,
        "total": prices.total,
        "charged": prices.charged,
        "under_absorbed": prices.under_absorbed,
        "services": [_service(file, prices, name) for name in prices.services],
        "layers": [_layer(file, layer, layer_prices) for layer, layer_prices in outcome.layers.items()],
        "methods": [
            {
                "method": method.value,
                "cost_centres": [
                    {"name": name, "total": split.total} for name, split in by_method.overhead.final.items()
                ],
                "services": [_service(file, by_method, name) for name in by_method.services],
            }
            for method, by_method in outcome.methods.items()
        ],
        "methods_without_answer": [
            {"method": method.value, "reasons": [finding.render() for finding in findings]}
            for method, findings in outcome.without.items()
        ],
        "differences": [
            {"year": year, "services": [_difference(difference) for difference in found]}
            for year, found in outcome.differences.items()
        ],
    }


def _layer(file: CostFile, layer: Layer, prices: CostPrices) -> dict[str, Any]:
    overhead = prices.overhead
    return {
        "year": layer.year,
        "basis": layer.basis,
        "total": prices.total,
        "charged": prices.charged,
        "under_absorbed": prices.under_absorbed,
        "cost_centres": [
            {
                "name": centre.name,
                "kind": "supporting" if centre.supporting else "service_giving",
                "own": overhead.own[centre.name].total,
                "received": [
                    {"from": giver, "amount": split.total}
                    for giver, split in overhead.received(centre.name).items()
                ],
                "total": overhead.pool(centre.name).total,
                "gross": overhead.gross.get(centre.name),
            }
            for centre in prices.model.centres
        ],
        "activities": [
            {
                "name": name,
                "cost_centre": cost.activity.centre,
                "driver": cost.activity.driver,
                "used": cost.activity.used,
                "normal": cost.activity.normal,
                **_split(cost.cost),
                "charged": Euro.total(split.total for split in cost.charged.values()),
                "under_absorbed": cost.under_absorbed,
            }
            for name, cost in prices.activities.items()
        ],
        "services": [_service(file, prices, name) for name in prices.services],
    }


def _split(split: Split) -> dict[str, Any]:
    return {"cost": split.total, "fixed": split.fixed, "variable": split.variable}


def _service(file: CostFile, prices: CostPrices, name: str) -> dict[str, Any]:
    service = prices.services[name]
    return {
        "name": name,
        "group": service.service.group,
        "unit": service.service.unit,
        "volume": service.service.volume,
        "cost": service.cost,
        "price": _cents(service.price),
        "price_exact": service.price,
        "tariff": service.tariff(file.tariff_decimals),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "name": difference.service,
        "planned": difference.planned,
        "actual": difference.actual,
        "volume_effect": difference.volume_effect,
        "price_effect": difference.price_effect,
        "difference": difference.total,
    }


def _cents(price: Fraction | None) -> Euro | None:
    return None if price is None else Euro(100).times(price, Rounding.HALF_UP)


def reasons(file: CostFile, outcome: CostOutcome) -> Mapping[str, Trace | Callable[[], Trace]]:
    """Every service and every cost centre, in the planned first year; later and actual ones as ``name 2027 actual``."""
    found: dict[str, Trace | Callable[[], Trace]] = {}
    for layer, prices in outcome.layers.items():
        suffix = "" if layer == outcome.first else f" {layer.year} {layer.basis}"
        for name in prices.services:
            found[name + suffix] = partial(why_service, prices, name)
        for centre in prices.model.centres:
            found.setdefault(centre.name + suffix, partial(why_centre, prices, centre.name))
    return found
