"""How sure is a date: the same forward pass for thousands of draws of the durations at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import reduce

import numpy as np

from bodemplaat.engines.planning.calendars import Moments
from bodemplaat.engines.planning.model import Duration, Project
from bodemplaat.engines.planning.network import Network, network

CHUNK = 1_000


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
    for start in range(0, draws, CHUNK):
        count = min(CHUNK, draws - start)
        drawn = {a.name: _draw(a.duration, count, random, shape) for a in uncertain}
        end, finishes = _ends(net, drawn, count)
        ends[start : start + count] = end
        for name, moment in due.items():
            met[name] += int(np.count_nonzero(finishes[name] <= moment))
        sums.add([drawn[a.name] for a in uncertain], end)
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
    days = {a.name: drawn.get(a.name, np.full(count, a.duration.likely, dtype=np.int64)) for a in net.order}
    finishes = net.finishes_of_many(days, count)
    return reduce(np.maximum, finishes.values()), finishes


def _draw(duration: Duration, count: int, random: np.random.Generator, shape: Shape) -> Moments:
    low, likely, high = duration.optimistic, duration.likely, duration.pessimistic
    if shape is Shape.TRIANGULAR:
        drawn = random.triangular(low, likely, high, count)
    else:
        rising, falling = 1 + 4 * (likely - low) / (high - low), 1 + 4 * (high - likely) / (high - low)
        drawn = low + (high - low) * random.beta(rising, falling, count)
    return (drawn + 0.5).astype(np.int64)  # cut off, which is rounded down: no duration is below zero


class _Correlation:
    """Pearson's correlation of several columns with one, added up in parts."""

    def __init__(self, columns: int) -> None:
        self.count = 0
        self.x, self.xx, self.xy = np.zeros(columns), np.zeros(columns), np.zeros(columns)
        self.y, self.yy = 0.0, 0.0

    def add(self, columns: list[Moments], end: Moments) -> None:
        y = end.astype(float)
        self.count, self.y, self.yy = self.count + len(y), self.y + y.sum(), self.yy + y @ y
        for place, column in enumerate(columns):
            x = column.astype(float)
            self.x[place] += x.sum()
            self.xx[place] += x @ x
            self.xy[place] += x @ y

    def result(self) -> list[float]:
        spread_x = self.count * self.xx - self.x**2
        spread_y = self.count * self.yy - self.y**2
        scale = np.sqrt(np.maximum(spread_x * spread_y, 0))
        together = self.count * self.xy - self.x * self.y
        correlations: list[float] = np.divide(
            together, scale, out=np.zeros_like(scale), where=scale > 0
        ).tolist()
        return correlations
