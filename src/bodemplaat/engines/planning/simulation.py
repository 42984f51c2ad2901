"""How sure is a date: the same forward pass for thousands of draws of the durations at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.planning.calendars import Moments
from bodemplaat.engines.planning.model import Duration, Project
from bodemplaat.engines.planning.network import Network, network

CHUNK = 1_000
"""Draws for which the durations are drawn at once, activity by activity: what a seed gives hangs on it."""
AT_ONCE = 2 * CHUNK
"""Draws whose plans are worked out together: many for one pass over the network, few enough to stay near the processor."""
ROWS = 64
"""Activities of which durations are rounded, or added up, at once."""


class Shape(Enum):
    """How likely the durations between best and worst are."""

    TRIANGULAR = "triangular"
    """Straight lines up to the most likely and down again."""
    PERT = "pert"
    """The beta distribution of PERT: mean (best + 4 likely + worst) / 6, thinner towards both ends."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The outcome of ``draws`` plans.

    ``percentiles`` of the last day, by nearest rank (10, 50, 80, 90: so many in a hundred end no later); ``chances``
    that an activity with a ``finish_by`` is done by then; ``end_chances`` the part of the draws that have ended by
    each day on which one does. ``influence`` is the correlation of each uncertain duration with the end.
    The standard error of a chance p is √(p(1−p)/draws).
    """

    draws: int
    percentiles: Mapping[int, date]
    chances: Mapping[str, float]
    influence: Mapping[str, float]
    end_chances: Mapping[date, float]

    def chance_by(self, day: date) -> float:
        """The part of the draws that ended on or before a day."""
        reached = [chance for end, chance in self.end_chances.items() if end <= day]
        return max(reached, default=0.0)


def simulate(
    project: Project,
    *,
    draws: int,
    seed: int,
    shape: Shape = Shape.TRIANGULAR,
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> Simulation:
    """Draw every duration that is not certain, independently, rounded half up to whole workdays.

    The same seed gives the same outcome; ``progress`` hears how many draws are done. Raises as ``network`` does,
    ``NoDaysLeft`` when a draw runs past a calendar, and ``ValueError`` for no draws.
    """
    if draws < 1:
        raise ValueError("a simulation needs at least one draw")
    net = network(project)
    uncertain = [activity for activity in net.order if not activity.duration.certain]
    due = {a.name: net.moment(a.finish_by) + 1 for a in net.order if a.finish_by is not None}
    random = np.random.default_rng(seed)
    ends = np.empty(draws, dtype=np.int64)
    met = dict.fromkeys(due, 0)
    sums = _Correlation(len(uncertain))
    for start in range(0, draws, AT_ONCE):
        count = min(AT_ONCE, draws - start)
        drawn = _draw_all([activity.duration for activity in uncertain], count, random, shape)
        end, finishes = _ends(net, dict(zip((a.name for a in uncertain), drawn, strict=True)), count)
        ends[start : start + count] = end
        for name, moment in due.items():
            met[name] += int(np.count_nonzero(finishes[name] <= moment))
        sums.add(drawn, end)
        progress(start + count, draws)
    ranked = np.sort(ends)
    last, reached = np.unique(ends, return_counts=True)
    return Simulation(
        draws=draws,
        percentiles={
            p: net.day(int(ranked[-(-draws * p // 100) - 1]), milestone=True) for p in (10, 50, 80, 90)
        },
        chances={name: count / draws for name, count in met.items()},
        influence=dict(zip((a.name for a in uncertain), sums.result(), strict=True)),
        end_chances={
            net.day(int(moment), milestone=True): float(chance)
            for moment, chance in zip(last, np.cumsum(reached) / draws, strict=True)
        },
    )


def _ends(net: Network, drawn: Mapping[str, Moments], count: int) -> tuple[Moments, dict[str, Moments]]:
    certain = {a.duration.likely for a in net.order if a.name not in drawn}
    of_all = {days: np.full(count, days, dtype=np.int32) for days in certain}
    days = {a.name: drawn[a.name] if a.name in drawn else of_all[a.duration.likely] for a in net.order}
    finishes = net.finishes_of_many(days, count)
    end = np.zeros(count, dtype=np.int32)
    for finish in finishes.values():
        np.maximum(end, finish, out=end)
    return end, finishes


def _draw_all(
    durations: Sequence[Duration], count: int, random: np.random.Generator, shape: Shape
) -> Moments:
    """Whole workdays, durations × draws, rounded half up."""
    days = np.empty((len(durations), count), dtype=np.int32)
    bounds = np.array([(d.optimistic, d.likely, d.pessimistic) for d in durations], dtype=float).reshape(
        -1, 3
    )
    for first in range(0, count, CHUNK):
        draws = slice(first, min(first + CHUNK, count))
        for start in range(0, len(durations), ROWS):
            rows = slice(start, start + ROWS)
            drawn = _drawn(bounds[rows], draws.stop - first, random, shape)
            drawn += 0.5
            days[rows, draws] = drawn  # cut off, which is rounded down: no duration is below zero
    return days


def _drawn(
    bounds: NDArray[np.float64], count: int, random: np.random.Generator, shape: Shape
) -> NDArray[np.float64]:
    low, likely, high = bounds.T[:, :, None]
    size = (len(bounds), count)
    if shape is Shape.TRIANGULAR:
        return random.triangular(low, likely, high, size)
    rising, falling = 1 + 4 * (likely - low) / (high - low), 1 + 4 * (high - likely) / (high - low)
    spread: NDArray[np.float64] = low + (high - low) * random.beta(rising, falling, size)
    return spread


class _Correlation:
    """Pearson's correlation of several columns with one, added up in parts."""

    def __init__(self, columns: int) -> None:
        self.count = 0
        self.x, self.xx, self.xy = np.zeros(columns), np.zeros(columns), np.zeros(columns)
        self.y, self.yy = 0.0, 0.0

    def add(self, columns: Moments, end: Moments) -> None:
        """Take in columns × draws; whole numbers of days, so their sums are exact in any order."""
        y = end.astype(float)
        self.count, self.y, self.yy = self.count + len(y), self.y + y.sum(), self.yy + y @ y
        for start in range(0, len(columns), ROWS):
            rows = slice(start, start + ROWS)
            x = columns[rows].astype(float)
            self.x[rows] += x.sum(axis=1)
            self.xx[rows] += np.einsum("ij,ij->i", x, x)
            self.xy[rows] += x @ y

    def result(self) -> list[float]:
        spread_x = self.count * self.xx - self.x**2
        spread_y = self.count * self.yy - self.y**2
        scale = np.sqrt(np.maximum(spread_x * spread_y, 0))
        together = self.count * self.xy - self.x * self.y
        correlations: list[float] = np.divide(
            together, scale, out=np.zeros_like(scale), where=scale > 0
        ).tolist()
        return correlations
