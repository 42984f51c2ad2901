"""Correlation between uncertain factors: rank correlations in, correlated standard normal draws out.

A Gaussian copula: Spearman's rank correlation ρ between two factors is reached by a correlation of
2·sin(π·ρ/6) between the normal draws behind them (Kruskal 1958), whatever their distributions. Not every set of
pairs is possible together: the matrix must have no negative eigenvalue.
"""

from collections.abc import Mapping, Sequence
from math import pi, sin

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class ImpossibleCorrelation(ValueError):
    """The pairs contradict one another. ``nearest`` has each pair's value in the nearest possible set."""

    def __init__(self, nearest: Mapping[tuple[str, str], float]) -> None:
        self.nearest = dict(nearest)
        pairs = "; ".join(f"{a} – {b}: {value:.2f}" for (a, b), value in self.nearest.items())
        super().__init__(f"these correlations cannot hold together; the nearest that can: {pairs}")


def root_of(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> Floats:
    """A matrix L with L·Lᵀ the correlation of the normal draws behind ``names``, in that order.

    Raises ``ImpossibleCorrelation`` when the pairs contradict one another, ``ValueError`` for a value outside
    −1…1, an unknown name or a name with itself.
    """
    matrix = np.eye(len(names))
    position = {name: number for number, name in enumerate(names)}
    for (a, b), rank in pairs.items():
        if a not in position or b not in position or a == b or not -1 <= rank <= 1:
            raise ValueError(
                f"a correlation joins two different known factors by a value from -1 to 1: {a}, {b}"
            )
        matrix[position[a], position[b]] = matrix[position[b], position[a]] = 2 * sin(pi * rank / 6)
    values, vectors = np.linalg.eigh(matrix)
    if values.min() < -1e-9:
        near = nearest_correlation(matrix)
        raise ImpossibleCorrelation(
            {(a, b): float(6 / pi * np.arcsin(near[position[a], position[b]] / 2)) for a, b in pairs}
        )
    root: Floats = vectors * np.sqrt(np.clip(values, 0, None))
    return root


def nearest_correlation(matrix: Floats, rounds: int = 200) -> Floats:
    """The nearest correlation matrix by alternating projections (Higham 2002)."""
    near, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(rounds):
        shifted = near - correction
        values, vectors = np.linalg.eigh(shifted)
        positive = (vectors * np.clip(values, 0, None)) @ vectors.T
        correction = positive - shifted
        near = positive.copy()
        np.fill_diagonal(near, 1.0)
        if np.linalg.norm(near - positive) < 1e-10:
            break
    return near
