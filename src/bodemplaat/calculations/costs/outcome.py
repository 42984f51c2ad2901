"""Cost models to answers: every layer by the model's method, and the first year by all three methods."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bodemplaat.calculations.costs.reading import ACTUAL, PLAN, CostFile, Layer
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.costing import CostPrices, Difference, Method, check, compare, work_out
from bodemplaat.kernel import Finding


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


def solve_costs(file: CostFile, asked: Asked) -> CostOutcome:
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
        found = tuple(check(model))
        if found:
            without[method] = found
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
