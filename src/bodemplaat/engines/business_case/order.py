"""Quantiles of many draws, exact and without sorting them all.

A sorted sample of the draws brackets the wanted rank; only what lies in the bracket is put in order (Floyd and
Rivest's selection, 1975). Should the bracket miss, all draws are ordered after all: the answer is always exact.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Coarse = NDArray[np.float32]

_SAMPLE_STEP = 16
_MARGIN = 3.5
_SMALL = 4096


def quantiles(draws: Floats, chances: Sequence[float]) -> list[float]:
    """The quantiles of independent draws at ``chances``, interpolated linearly between neighbours."""
    places = [(len(draws) - 1) * chance for chance in chances]
    pairs = _pairs(draws, [int(place) for place in places])
    return [
        low + (place - int(place)) * (high - low) for place, (low, high) in zip(places, pairs, strict=True)
    ]


def _pairs(draws: Floats, ranks: Sequence[int]) -> list[tuple[float, float]]:
    """For each rank the draw of that rank and its successor."""
    if len(draws) < _SMALL:
        ordered = np.sort(draws)
        return [_pair(ordered, rank) for rank in ranks]
    coarse = draws.astype(np.float32)
    sample = np.sort(coarse[::_SAMPLE_STEP])
    return [_bracketed(draws, coarse, sample, rank) for rank in ranks]


def _bracketed(draws: Floats, coarse: Coarse, sample: Coarse, rank: int) -> tuple[float, float]:
    """Rounding to ``coarse`` keeps the order, so what lies below the bracket there lies below it exactly."""
    share = rank / len(draws)
    middle = share * len(sample)
    margin = _MARGIN * (len(sample) * share * (1 - share)) ** 0.5 + 2
    low = sample[max(0, int(middle - margin))]
    high = sample[min(len(sample) - 1, int(middle + margin))]
    inside = coarse >= low
    before = len(draws) - int(np.count_nonzero(inside))
    inside &= coarse <= high
    bracket = draws[np.flatnonzero(inside)]
    position = rank - before
    if 0 <= position < len(bracket) - 1:
        bracket.partition((position, position + 1))
        return float(bracket[position]), float(bracket[position + 1])
    return _pair(np.sort(draws), rank)


def _pair(ordered: Floats, rank: int) -> tuple[float, float]:
    return float(ordered[rank]), float(ordered[min(rank + 1, len(ordered) - 1)])
