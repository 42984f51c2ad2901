"""The chance that each person is there, in every kind of half-day that the year has.

A *slot* is one half-day of the week, in one week of the common cycle of all patterns, in one season. Within a slot
absences are independent, so chances can be multiplied; over slots they are averaged by how often a slot occurs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.resilience.people import HALF_DAYS, Person, Season

Chances = NDArray[np.float64]
LONGEST_CYCLE = 840
"""Every cycle of patterns of one to eight weeks repeats within this many weeks."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Chances of presence, people × slots, and what each slot is."""

    present: Chances
    half_day: NDArray[np.int64]
    week: NDArray[np.int64]
    season: NDArray[np.int64]
    times: Chances
    """How many half-days of the year are of this kind; together 14 in each week."""


def slots(people: Sequence[Person], seasons: Sequence[Season]) -> Slots:
    """All slots of a year. Raises ``ValueError`` without a season, or where leave in a season exceeds the whole.

    The leave factors of the seasons are scaled so that over the year each person takes the leave stated.
    """
    if not seasons:
        raise ValueError("a year has at least one season")
    weeks = sum(season.weeks for season in seasons)
    usual = sum(season.leave * season.weeks for season in seasons) / weeks
    if usual == 0 and any(person.leave for person in people):
        raise ValueError("no season has any leave, but people take it")
    factors = np.array([season.leave / usual if usual else 0.0 for season in seasons])
    leave = np.array([person.leave for person in people], dtype=float).reshape(-1, 1) * factors
    if leave.size and leave.max() > 1:
        worst = int(leave.max(axis=1).argmax())
        season = seasons[int(leave[worst].argmax())].name
        message = f"{people[worst].name} would be on leave more than all of season {season!r}"
        raise ValueError(f"{message}: lower the leave or the factor")
    cycle = min(lcm(*(len(person.pattern.weeks) for person in people), 1), LONGEST_CYCLE)
    works = np.zeros((len(people), cycle, HALF_DAYS))
    for row, person in enumerate(people):
        for week in range(cycle):
            works[row, week, list(person.pattern.weeks[week % len(person.pattern.weeks)])] = 1.0
    sickness = np.array([person.sickness for person in people], dtype=float).reshape(-1, 1)
    there = (1 - sickness) * (1 - leave)
    present = there[:, :, None, None] * works[:, None, :, :]
    season, week, half_day = (axis.ravel() for axis in np.indices((len(seasons), cycle, HALF_DAYS)))
    lengths = np.array([one.weeks for one in seasons], dtype=float)
    return Slots(present.reshape(len(people), half_day.size), half_day, week, season, lengths[season] / cycle)
