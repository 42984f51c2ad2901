"""Distributions as functions of a standard normal draw z: ``value = F⁻¹(Φ(z))``.

One road for all of them makes correlation possible (a Gaussian copula) and costs one table look-up a draw. Tables
have 4,097 points between z = −8 and 8; between points the value is interpolated, an error of some 10⁻⁶ of the
spread, against a sampling error of 10⁻³ at 100,000 draws. Values are statistics, hence float64, never amounts.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import erfc, exp, log, sqrt
from statistics import NormalDist
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bodemplaat.kernel import say

Floats = NDArray[np.float64]

STANDARD = NormalDist()
THREE_POINTS = say("Give low, likely and high in that order, and low below high.")
DISCRETE = say("Give as many '{chances}' as '{values}', none below zero and together 100 %.")
_REACH = 8.0
_STEPS = 4096


class Distribution(Protocol):
    """A quantity that is not known for sure."""

    @property
    def mean(self) -> float:
        """Its expected value."""
        ...

    def at(self, z: Floats) -> Floats:
        """The values that belong to standard normal draws."""
        ...

    def problem(self) -> str:
        """What is wrong with its parameters, a sentence marked for translation; empty when nothing is."""
        ...


def quantile(distribution: Distribution, chance: float) -> float:
    """The value that is not exceeded with this chance."""
    return float(distribution.at(np.array([STANDARD.inv_cdf(chance)]))[0])


@lru_cache(maxsize=1)
def _grid() -> tuple[Floats, Floats]:
    z = np.linspace(-_REACH, _REACH, _STEPS + 1)
    return z, np.array([erfc(-value / sqrt(2)) / 2 for value in z])


def _look_up(z: Floats, table: Floats) -> Floats:
    """Linear interpolation on the even grid: the index is computed, not searched."""
    position = np.multiply(z, _STEPS / (2 * _REACH))
    position += _STEPS / 2
    np.clip(position, 0, _STEPS - 1e-9, out=position)
    below = position.astype(np.int32)
    position -= below
    rise = np.diff(table)
    position *= rise.take(below)
    position += table.take(below)
    return position


@dataclass(frozen=True)
class Triangular:
    """Lowest, most likely and highest value, with straight lines between."""

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        """A third of the sum."""
        return (self.low + self.mode + self.high) / 3

    def problem(self) -> str:
        """Low ≤ mode ≤ high, and low < high."""
        return _three_points(self.low, self.mode, self.high)

    @cached_property
    def _table(self) -> Floats:
        _, chance = _grid()
        width, left = self.high - self.low, self.mode - self.low
        rising = self.low + np.sqrt(chance * width * left)
        falling = self.high - np.sqrt((1 - chance) * width * (self.high - self.mode))
        return np.where(chance * width < left, rising, falling)

    def at(self, z: Floats) -> Floats:
        """See ``Distribution``."""
        return _look_up(z, self._table)


@dataclass(frozen=True)
class Pert:
    """Lowest, most likely and highest value, as a beta distribution with weight 4 on the most likely (PERT)."""

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        """(low + 4 · mode + high) / 6."""
        return (self.low + 4 * self.mode + self.high) / 6

    def problem(self) -> str:
        """Low ≤ mode ≤ high, and low < high."""
        return _three_points(self.low, self.mode, self.high)

    @cached_property
    def _table(self) -> Floats:
        _, chance = _grid()
        alpha = 1 + 4 * (self.mode - self.low) / (self.high - self.low)
        angle = np.linspace(0, np.pi, 2 * _STEPS + 1)
        place = (1 - np.cos(angle)) / 2
        density = place ** (alpha - 1) * (1 - place) ** (5 - alpha) * np.sin(angle)
        area = np.concatenate(([0.0], np.cumsum((density[:-1] + density[1:]) / 2)))
        return self.low + (self.high - self.low) * np.interp(chance, area / area[-1], place)

    def at(self, z: Floats) -> Floats:
        """See ``Distribution``."""
        return _look_up(z, self._table)


@dataclass(frozen=True)
class Normal:
    """Mean and standard deviation."""

    mean: float
    deviation: float

    def problem(self) -> str:
        """A deviation above zero."""
        return "" if self.deviation > 0 else say("A deviation lies above zero.")

    def at(self, z: Floats) -> Floats:
        """See ``Distribution``."""
        return self.mean + self.deviation * z


@dataclass(frozen=True)
class LogNormal:
    """Mean and standard deviation of the quantity itself, which is always above zero and skewed to the right."""

    mean: float
    deviation: float

    def problem(self) -> str:
        """Both above zero."""
        return (
            ""
            if self.mean > 0 and self.deviation > 0
            else say("A lognormal quantity has a mean and a deviation above zero.")
        )

    def at(self, z: Floats) -> Floats:
        """See ``Distribution``."""
        spread = log(1 + (self.deviation / self.mean) ** 2)
        return self.mean * exp(-spread / 2) * np.exp(sqrt(spread) * z)


@dataclass(frozen=True)
class Discrete:
    """A few possible values, each with its chance; the order given is the order from unlikely low to high z."""

    values: tuple[float, ...]
    chances: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Values weighed by their chances."""
        return float(np.dot(self.values, self.chances))

    def problem(self) -> str:
        """As many chances as values, none below zero, together one."""
        if len(self.values) != len(self.chances) or not self.values:
            return DISCRETE
        if min(self.chances) < 0 or abs(sum(self.chances) - 1) > 1e-9:
            return DISCRETE
        return ""

    def at(self, z: Floats) -> Floats:
        """See ``Distribution``."""
        borders = np.clip(np.cumsum(self.chances)[:-1], 1e-15, 1 - 1e-15)
        limits = np.array([STANDARD.inv_cdf(float(border)) for border in borders])
        return np.array(self.values, dtype=np.float64)[np.searchsorted(limits, z, side="right")]


def _three_points(low: float, mode: float, high: float) -> str:
    return "" if low <= mode <= high and low < high else THREE_POINTS
