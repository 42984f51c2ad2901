"""Simulate a case: draw what is uncertain, and say what the years, and each participant, may expect.

Draws are statistics and live in float64; what comes out is rounded to whole cents, half to even. The random
generator is given, so the same generator state gives the same answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.business_case.correlation import root_of
from bodemplaat.engines.business_case.distributions import STANDARD, quantile
from bodemplaat.engines.business_case.model import BusinessCase
from bodemplaat.engines.business_case.order import quantiles
from bodemplaat.engines.business_case.response import Feature, Response, as_planned
from bodemplaat.engines.business_case.uncertainty import Uncertainty, names_of
from bodemplaat.kernel import Euro

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

MOST_DRAWS = 1_000_000
LOW, MIDDLE, HIGH = 0.10, 0.50, 0.90


@dataclass(frozen=True, slots=True)
class Band:
    """P10, P50 and P90: not exceeded in 10, 50 and 90 of 100 draws."""

    p10: Euro
    p50: Euro
    p90: Euro


@dataclass(frozen=True, slots=True)
class SimulatedParty:
    """A participant, or the whole, over all draws.

    ``chance_of_gain`` is the share of draws with a net present value above zero, ``chance_error`` its standard
    error; ``mean_error`` that of the mean.
    """

    name: str
    added_value: tuple[Band, ...]
    cumulative: tuple[Band, ...]
    net_present_value: Band
    mean: Euro
    mean_error: Euro
    chance_of_gain: float
    chance_error: float


@dataclass(frozen=True, slots=True)
class Swing:
    """What one factor does alone: the consolidated net present value at its P10 and P90, all else as planned.

    A risk swings between not happening (``low``) and happening (``high``). ``share`` is its part of the variance
    that the factors explain one by one; shares add up to 1 and overlap where factors are correlated.
    """

    name: str
    low_value: float
    high_value: float
    at_low: Euro
    at_high: Euro
    share: float

    @property
    def width(self) -> Euro:
        """How far the two outcomes lie apart."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Simulation:
    """All that was learnt. ``tornado`` is ordered from what matters most; ``planned`` is its centre.

    ``chance_as_planned`` is the share of draws in which the whole does at least as well as planned.
    """

    draws: int
    participants: tuple[SimulatedParty, ...]
    consolidated: SimulatedParty
    chance_all_gain: float
    chance_all_gain_error: float
    chance_as_planned: float
    planned: Euro
    tornado: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case drawn: what was drawn, and what each feature of it does to each participant and year, in cents."""

    response: Response
    normals: Floats
    values: Floats
    features: tuple[Feature, ...]
    effects: Floats

    def sums(self, participant: int, discount: Floats) -> tuple[Floats, Floats]:
        """Gains by year and draw, and net present value by draw, of the participant in this position.

        Only the features that touch the participant are worked out, so that memory holds for a million draws.
        """
        effects = self.effects[:, participant, :]
        acting = np.flatnonzero(effects.any(axis=1))
        own = effects[acting]
        drawn = self.response.drawn([self.features[number] for number in acting], self.values)
        gains: Floats = own.T @ drawn
        worth: Floats = (own @ discount) @ drawn
        return gains, worth


def draw(case: BusinessCase, uncertainty: Uncertainty, *, draws: int, random: np.random.Generator) -> Drawn:
    """Draw everything that is uncertain ``draws`` times."""
    normals = _normals(names_of(case, uncertainty), uncertainty, draws, random)
    values = _values(case, uncertainty, normals)
    response = Response(case, uncertainty)
    features, effects = response.effects(values)
    return Drawn(response, normals, values, features, effects)


def simulate(
    case: BusinessCase,
    uncertainty: Uncertainty,
    *,
    draws: int,
    random: np.random.Generator,
    progress: Progress | None = None,
) -> Simulation:
    """Draw the case ``draws`` times; expects a case and uncertainty without findings.

    ``progress`` is told how many of how many steps are done. Raises ``ValueError`` for draws outside 100…10⁶.
    """
    if not 100 <= draws <= MOST_DRAWS:
        raise ValueError(f"simulate with 100 to {MOST_DRAWS} draws, not {draws}")
    tell = progress or (lambda done, steps: None)
    steps = len(case.participants) + 2
    drawn = draw(case, uncertainty, draws=draws, random=random)
    tell(1, steps)
    discount = _discount(case)
    all_gain = np.ones(draws, dtype=bool)
    whole, worth_of_whole = np.zeros((case.years + 1, draws)), np.zeros(draws)
    parties = []
    for number, participant in enumerate(case.participants):
        gains, worth = drawn.sums(number, discount)
        whole += gains
        worth_of_whole += worth
        all_gain &= worth > 0
        parties.append(_party(participant.name, gains, drawn.effects[:, number, :], worth))
        tell(2 + number, steps)
    consolidated = _party("", whole, drawn.effects.sum(axis=1), worth_of_whole)
    chance = float(all_gain.mean())
    planned, tornado = _tornado(case, uncertainty, drawn.response, _shares(drawn.normals, worth_of_whole))
    tell(steps, steps)
    return Simulation(
        draws=draws,
        participants=tuple(parties),
        consolidated=consolidated,
        chance_all_gain=chance,
        chance_all_gain_error=sqrt(chance * (1 - chance) / draws),
        chance_as_planned=float((worth_of_whole >= planned.cents - 0.5).mean()),
        planned=planned,
        tornado=tornado,
    )


def _normals(
    names: Sequence[str], uncertainty: Uncertainty, draws: int, random: np.random.Generator
) -> Floats:
    """Standard normal draws, a row per factor and risk, correlated where asked."""
    normals = random.standard_normal((len(names), draws))
    joined = [name for name in names if any(name in pair for pair in uncertainty.correlations)]
    if joined:
        rows = [names.index(name) for name in joined]
        normals[rows] = root_of(joined, uncertainty.correlations) @ normals[rows]
    return normals


def _values(case: BusinessCase, uncertainty: Uncertainty, normals: Floats) -> Floats:
    values = np.empty_like(normals)
    for row, factor in enumerate(uncertainty.factors):
        values[row] = factor.distribution.at(normals[row])
    for row, risk in enumerate(case.risks, start=len(uncertainty.factors)):
        chance = float(risk.probability)
        limit = -np.inf if chance >= 1 else np.inf if chance <= 0 else STANDARD.inv_cdf(1 - chance)
        values[row] = normals[row] > limit
    return values


def _party(name: str, gains: Floats, effects: Floats, worth: Floats) -> SimulatedParty:
    """Bands, mean and chance of one party; ``gains`` become their running totals on the way."""
    known: dict[bytes, list[float]] = {}
    added_value = _bands(gains, effects, known)
    for year in range(1, len(gains)):
        gains[year] += gains[year - 1]
    draws = len(worth)
    chance = float((worth > 0).mean())
    return SimulatedParty(
        name=name,
        added_value=added_value,
        cumulative=_bands(gains, np.cumsum(effects, axis=1), known),
        net_present_value=_band(worth),
        mean=_euro(worth.mean()),
        mean_error=_euro(worth.std() / sqrt(draws)),
        chance_of_gain=chance,
        chance_error=sqrt(chance * (1 - chance) / draws),
    )


def _bands(rows: Floats, effects: Floats, known: dict[bytes, list[float]]) -> tuple[Band, ...]:
    """The band of each row; rows whose effects are a multiple of one another share the work in ``known``."""
    bands = []
    for row, effect in zip(rows, effects.T, strict=True):
        size = float(np.abs(effect).max(initial=0.0))
        if not size:
            bands.append(Band(Euro(0), Euro(0), Euro(0)))
            continue
        shape = np.round(effect / size, 12).tobytes()
        if shape not in known:
            known[shape] = [point / size for point in quantiles(row, (LOW, MIDDLE, HIGH))]
        bands.append(Band(*(_euro(point * size) for point in known[shape])))
    return tuple(bands)


def _band(row: Floats) -> Band:
    return Band(*map(_euro, quantiles(row, (LOW, MIDDLE, HIGH))))


def _tornado(
    case: BusinessCase, uncertainty: Uncertainty, response: Response, shares: Sequence[float]
) -> tuple[Euro, tuple[Swing, ...]]:
    """Each factor alone from its P10 to its P90, each risk from not happening to happening."""
    planned = as_planned(uncertainty, case)
    ends = [
        (quantile(factor.distribution, LOW), quantile(factor.distribution, HIGH))
        for factor in uncertainty.factors
    ]
    ends += [(0.0, 1.0) for _ in case.risks]
    points = np.tile(np.array(planned)[:, np.newaxis], (1, 2 * len(planned) + 1))
    for number, (low, high) in enumerate(ends):
        points[number, 2 * number], points[number, 2 * number + 1] = low, high
    worth = np.tensordot(_discount(case), response.gains(points).sum(axis=0), axes=1)
    swings = [
        Swing(name, *ends[number], _euro(worth[2 * number]), _euro(worth[2 * number + 1]), shares[number])
        for number, name in enumerate(names_of(case, uncertainty))
    ]
    return _euro(worth[-1]), tuple(sorted(swings, key=lambda swing: -swing.width.cents))


def _shares(normals: Floats, worth: Floats) -> list[float]:
    """Squared correlation of each normal draw with the net present value, made to add up to one."""
    centred = worth - worth.mean()
    squares = (normals @ centred) ** 2
    total = float(squares.sum())
    return [float(square) / total if total else 0.0 for square in squares]


def _discount(case: BusinessCase) -> Floats:
    weights: Floats = (1 + float(case.discount_rate)) ** -np.arange(case.years + 1, dtype=np.float64)
    return weights


def _euro(cents: float) -> Euro:
    """Whole cents, half to even: Python's own rounding of a float."""
    return Euro(round(float(cents)))
