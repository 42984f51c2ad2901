"""How the added value answers to what is uncertain: a sum of features, each a product of a few drawn values.

Every stream of the case is multiplied by the factors that act on it, so yearly gains are linear in such products.
Streams that share a product are added up once, before any drawing; a simulation is then one matrix product. A
delay blends shifted copies of a saving ("hat" functions), an index factor gets one feature a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.business_case.model import BusinessCase, Index
from bodemplaat.engines.business_case.streams import Effect, Stream, index_levels, streams_of
from bodemplaat.engines.business_case.uncertainty import INDEXES, Driver, Uncertainty

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Feature:
    """A product of drawn values: multipliers and events by position, a hat of delays, a price level of a year."""

    multipliers: tuple[int, ...] = ()
    delays: tuple[int, ...] = ()
    shift: int = 0
    rises: tuple[int, ...] = ()
    index: Index = Index.NONE
    year: int = 0


class Response:
    """The effects of one case: cents by feature, participant and year."""

    def __init__(self, case: BusinessCase, uncertainty: Uncertainty) -> None:
        self.factors = uncertainty.factors
        self.years = case.years
        self.participants = [participant.name for participant in case.participants]
        self._positions = {name: number for number, name in enumerate(self.participants)}
        self._event = {risk.name: len(self.factors) + number for number, risk in enumerate(case.risks)}
        certain = tuple(replace(risk, probability=Decimal(1)) for risk in case.risks)
        self._streams = streams_of(replace(case, risks=certain))
        self._rises = {
            index: [float(now / before) for before, now in pairwise(levels)]
            for index, levels in (
                (Index.WAGES, index_levels(case.wage_index, case.years)),
                (Index.PRICES, index_levels(case.price_index, case.years)),
            )
        }

    def effects(self, values: Floats) -> tuple[tuple[Feature, ...], Floats]:
        """The features, and what each does in cents: an array by feature, participant and year.

        ``values`` has a row per factor and risk (1 when the event happens) and a column per draw; here it only
        tells how late savings can come.
        """
        gains: dict[Feature, Floats] = {}
        for stream in self._streams:
            for feature, gain in self._terms(stream, values):
                if feature not in gains:
                    gains[feature] = np.zeros((len(self.participants), self.years + 1))
                gains[feature][self._positions[stream.participant]] += gain
        shape = (len(gains), len(self.participants), self.years + 1)
        return tuple(gains), np.array(list(gains.values())).reshape(shape)

    def drawn(self, features: Sequence[Feature], values: Floats) -> Floats:
        """The value of each feature in each draw. Times the effects and added up it is the gain."""
        rows = np.empty((len(features), values.shape[1]))
        for row, feature in zip(rows, features, strict=True):
            self._fill(row, feature, values)
        return rows

    def gains(self, values: Floats) -> Floats:
        """The gain by participant, year and draw, for a few draws."""
        features, effects = self.effects(values)
        gains: Floats = np.tensordot(effects, self.drawn(features, values), axes=(0, 0))
        return gains

    def _terms(self, stream: Stream, values: Floats) -> list[tuple[Feature, Floats]]:
        acting = [number for number, factor in enumerate(self.factors) if factor.acts_on(stream)]
        delays = tuple(n for n in acting if self.factors[n].driver is Driver.DELAY)
        rises = tuple(n for n in acting if self.factors[n].driver in INDEXES)
        multipliers = tuple(n for n in acting if n not in delays and n not in rises)
        if stream.effect is Effect.RISK:
            multipliers += (self._event[stream.line],)
        latest = float(_delay(delays, values).max()) if delays else 0.0
        terms: list[tuple[Feature, Floats]] = []
        for shift in range(min(ceil(latest), self.years) + 1):
            gain = np.array(stream.delayed(shift), dtype=np.float64) * stream.effect.sign
            if not rises:
                terms.append((Feature(multipliers, delays, shift), gain))
                continue
            for year in np.flatnonzero(gain):
                only = np.where(np.arange(len(gain)) == year, gain, 0.0)
                terms.append((Feature(multipliers, delays, shift, rises, stream.index, int(year)), only))
        return terms

    def _fill(self, row: Floats, feature: Feature, values: Floats) -> None:
        first, *others = feature.multipliers or (None,)
        row[:] = 1.0 if first is None else values[first]
        for number in others:
            row *= values[number]
        if feature.delays:
            row *= np.maximum(0.0, 1 - np.abs(_delay(feature.delays, values) - feature.shift))
        if feature.rises:
            extra = values[list(feature.rises)].sum(axis=0)
            for rise in self._rises[feature.index][: feature.year]:
                row *= 1 + extra / rise


def _delay(delays: Sequence[int], values: Floats) -> Floats:
    """The years by which a saving comes later: factors add up, and nothing comes before its time."""
    late: Floats = np.maximum(0.0, values[list(delays)].sum(axis=0))
    return late


def as_planned(uncertainty: Uncertainty, case: BusinessCase) -> list[float]:
    """The values at which the response is the case itself: multipliers 1, no delay, risks at their reserve."""
    additive: Mapping[Driver, float] = {Driver.DELAY: 0.0, Driver.WAGES: 0.0, Driver.PRICES: 0.0}
    return [additive.get(factor.driver, 1.0) for factor in uncertainty.factors] + [
        float(risk.probability) for risk in case.risks
    ]
