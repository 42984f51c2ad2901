"""The chance that every function is manned at once, each seat by somebody else.

Somebody who can do two jobs can do one at a time, so this is a matching of people to seats. Functions that share no
people do not affect each other: they fall apart in groups whose chances are multiplied. A group of few people is
worked out over every combination of presence, exactly; a larger one is simulated, with a standard error.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.resilience.coverage import too_few
from bodemplaat.engines.resilience.people import WHOLE_YEAR, Function, Person, Season
from bodemplaat.engines.resilience.presence import Chances, slots

MOST_ENUMERATED = 12
"""Up to so many people of a group are worked out over all 2ⁿ combinations."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance with its standard error; 0 where it was worked out exactly."""

    value: float
    error: float

    @property
    def exact(self) -> bool:
        """Whether nothing was simulated."""
        return self.error == 0


def all_manned(
    people: Sequence[Person],
    functions: Sequence[Function],
    seasons: Sequence[Season] = WHOLE_YEAR,
    *,
    draws: int,
    seed: int,
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> Chance:
    """The chance that all functions, by their pooled minimum, are manned at once, averaged over the year.

    A function counts on the half-days on which it is needed; half-days on which none is needed are left out.
    ``draws`` per kind of half-day and ``seed`` are for groups too large to be exact; ``progress`` hears how many
    kinds of half-day are done. Raises ``ValueError`` without functions.
    """
    if not functions:
        raise ValueError("without functions there is nothing to man")
    year = slots(people, seasons)
    needed = np.array([np.isin(year.half_day, list(function.needed)) for function in functions])
    counted = needed.any(axis=0)
    # kinds of half-day that look the same are worked out once
    kinds, times = _alike(np.vstack([year.present, needed])[:, counted], year.times[counted])
    random = np.random.default_rng(seed)
    value, variance = 0.0, 0.0
    weights = (times / times.sum()).tolist()
    for done, (kind, weight) in enumerate(zip(kinds.T, weights, strict=True), 1):
        present, here = kind[: len(people)], kind[len(people) :]
        needed_now = [function for function, is_needed in zip(functions, here, strict=True) if is_needed]
        chances = [_group(people, group, present, draws, random) for group in _groups(people, needed_now)]
        whole = float(np.prod([chance.value for chance in chances]))
        value += weight * whole
        variance += sum(
            (weight * chance.error * (whole / chance.value if chance.value else 0.0)) ** 2
            for chance in chances
        )
        progress(done, len(weights))
    return Chance(value, sqrt(variance))


def _alike(columns: Chances, times: Chances) -> tuple[Chances, Chances]:
    """Each different column once, and how often it occurs."""
    kinds, which = np.unique(columns, axis=1, return_inverse=True)
    together: Chances = np.zeros(kinds.shape[1])
    np.add.at(together, which.ravel(), times)
    return kinds, together


def _groups(people: Sequence[Person], functions: Sequence[Function]) -> list[list[Function]]:
    """Functions that are tied together, directly or through others, by people who can do more than one."""
    groups: list[tuple[set[str], list[Function]]] = [({function.name}, [function]) for function in functions]
    for person in people:
        tied = [group for group in groups if group[0] & person.skills]
        if len(tied) > 1:
            groups = [group for group in groups if not group[0] & person.skills]
            groups.append((set().union(*(names for names, _ in tied)), [f for _, some in tied for f in some]))
    return [some for _, some in groups]


def _group(
    people: Sequence[Person],
    functions: Sequence[Function],
    present: Chances,
    draws: int,
    random: np.random.Generator,
) -> Chance:
    names = {function.name for function in functions}
    able = [n for n, person in enumerate(people) if person.skills & names and present[n] > 0]
    if len(functions) == 1:
        return Chance(1 - float(too_few(present[able].reshape(-1, 1), functions[0].minimum_of_pool)[0]), 0.0)
    seats = [seat for seat, function in enumerate(functions) for _ in range(function.minimum_of_pool)]
    fits = [[n for n, seat in enumerate(seats) if functions[seat].name in people[row].skills] for row in able]
    sure = [n for n, row in enumerate(able) if present[row] == 1]
    unsure = [n for n, row in enumerate(able) if present[row] < 1]
    chances = present[[able[n] for n in unsure]]
    if len(unsure) <= MOST_ENUMERATED:
        combinations = (np.arange(1 << len(unsure))[:, None] >> np.arange(len(unsure))) & 1 == 1
        weights = np.where(combinations, chances, 1 - chances).prod(axis=1)
        return Chance(float(weights @ _manned(combinations, unsure, sure, fits, len(seats))), 0.0)
    patterns, counts = np.unique(random.random((draws, len(unsure))) < chances, axis=0, return_counts=True)
    share = float(counts @ _manned(patterns, unsure, sure, fits, len(seats))) / draws
    # one success and one failure are added for the error only, so that it is never nothing (Agresti and Coull)
    safe = (share * draws + 1) / (draws + 2)
    return Chance(share, sqrt(safe * (1 - safe) / draws))


def _manned(
    patterns: NDArray[np.bool_],
    unsure: Sequence[int],
    sure: Sequence[int],
    fits: Sequence[Sequence[int]],
    seats: int,
) -> Chances:
    """1 for every pattern of presence in which all seats can be taken, else 0."""
    return np.array(
        [
            float(_all_seated([*sure, *(unsure[n] for n in np.flatnonzero(pattern).tolist())], fits, seats))
            for pattern in patterns
        ]
    )


def _all_seated(there: Sequence[int], fits: Sequence[Sequence[int]], seats: int) -> bool:
    """Whether everybody there can be seated so that no seat is left: augmenting paths, seat by seat (Kuhn)."""
    if len(there) < seats:
        return False
    able: list[list[int]] = [[] for _ in range(seats)]
    for person in there:
        for seat in fits[person]:
            able[seat].append(person)
    taken: dict[int, int] = {}

    def seat_somebody(seat: int, tried: set[int]) -> bool:
        for person in able[seat]:
            if person in tried:
                continue
            tried.add(person)
            if person not in taken or seat_somebody(taken[person], tried):
                taken[person] = seat
                return True
        return False

    return all(seat_somebody(seat, set()) for seat in range(seats))
