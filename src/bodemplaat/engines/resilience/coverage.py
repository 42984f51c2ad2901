"""Per function the exact chance that too few qualified people are there, alone and pooled.

The number of people present among independent ones follows the Poisson binomial distribution; its lower tail is
built up person by person, which is exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bodemplaat.engines.resilience.people import WHOLE_YEAR, Function, Person, Season, half_day_name
from bodemplaat.engines.resilience.presence import Chances, Slots, slots

POOL = ""
"""The scope of a function that all organisations man together."""
MOST_PEOPLE = 10_000


class NeverEnough(ValueError):
    """However many such people are added, the chosen certainty is not reached; says when nobody is there."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one function is manned in one scope: an organisation's name, or ``POOL``.

    ``unmanned`` is the chance that fewer than ``minimum`` are there on a half-day on which it is needed;
    ``days_a_year`` what that comes to in whole days a year; ``worst`` the chance on the worst kind of half-day, and
    ``worst_when`` which that is: season, week of the cycle (from 1) and half-day.
    """

    function: str
    scope: str
    qualified: int
    minimum: int
    unmanned: float
    days_a_year: float
    worst: float
    worst_when: tuple[str, int, str]

    @property
    def single_person(self) -> bool:
        """Whether one person alone can do it: a single-person function (eenmansfunctie)."""
        return self.qualified == 1

    @property
    def fragile(self) -> bool:
        """Whether every absence is felt: no more are qualified than are needed."""
        return self.qualified <= self.minimum


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """Every function, in every organisation that needs it, and pooled."""

    alone: tuple[Coverage, ...]
    pooled: tuple[Coverage, ...]

    @property
    def single_person_before(self) -> int:
        """Single-person functions, each counted in each organisation."""
        return sum(coverage.single_person for coverage in self.alone)

    @property
    def single_person_after(self) -> int:
        """Single-person functions of the pool."""
        return sum(coverage.single_person for coverage in self.pooled)

    def by_organisation(self) -> Mapping[str, tuple[Coverage, ...]]:
        """What each organisation has alone."""
        scopes = dict.fromkeys(coverage.scope for coverage in self.alone)
        return {scope: tuple(c for c in self.alone if c.scope == scope) for scope in scopes}


def vulnerability(
    people: Sequence[Person], functions: Iterable[Function], seasons: Sequence[Season] = WHOLE_YEAR
) -> Vulnerability:
    """Every function alone and pooled, exactly.

    A person who is present counts for every function that they can do; whether they can all be manned at once
    is what ``all_manned`` returns. Raises ``ValueError`` for a skill that is no function, two functions of one name,
    and as ``slots`` does.
    """
    functions = tuple(functions)
    _check(people, functions)
    year = slots(people, seasons)
    organisations = tuple(sorted({person.organisation for person in people}))
    whose = {
        name: [n for n, person in enumerate(people) if person.organisation == name] for name in organisations
    }
    jobs = [
        (function, scope, whose.get(scope, []), function.minimum)
        for function in functions
        for scope in (sorted(function.organisations) or organisations)
    ]
    pool = [(function, POOL, list(range(len(people))), function.minimum_of_pool) for function in functions]
    alone, pooled = (
        tuple(
            _coverage(
                function,
                scope,
                [n for n in members if function.name in people[n].skills],
                minimum,
                year,
                seasons,
            )
            for function, scope, members, minimum in group
        )
        for group in (jobs, pool)
    )
    return Vulnerability(alone, pooled)


def people_needed(
    function: Function,
    certainty: float,
    newcomers: Sequence[Person],
    people: Sequence[Person] = (),
    seasons: Sequence[Season] = WHOLE_YEAR,
) -> tuple[int, Coverage]:
    """How many people like the ``newcomers``, taken in turn, the pool needs beside ``people``, and what that gives.

    The smallest number for which, averaged over the half-days on which the function is needed, enough qualified
    people are there with at least ``certainty``. Raises ``NeverEnough`` when no number will do, ``ValueError`` for a
    certainty outside 0 to 1 or no newcomer.
    """
    if not 0 <= certainty <= 1:
        raise ValueError(f"a certainty is a part from 0 to 1, not {certainty}")
    if not newcomers:
        raise ValueError("somebody must come in: give at least one kind of newcomer")
    able = [person for person in people if function.name in person.skills]
    kinds = [replace(person, skills=frozenset({function.name})) for person in newcomers]
    year = slots([*able, *kinds], seasons)
    needed = np.isin(year.half_day, list(function.needed))
    weights = year.times[needed] / year.times[needed].sum()
    present = year.present[:, needed]
    tail = _nobody_yet(function.minimum_of_pool, weights.size)
    for row in range(len(able)):
        tail = _with(tail, present[row])
    for count in range(MOST_PEOPLE):
        if 1 - float(tail.sum(axis=0) @ weights) >= certainty - 1e-12:
            rows = [*range(len(able)), *(len(able) + n % len(kinds) for n in range(count))]
            return count, _coverage(function, POOL, rows, function.minimum_of_pool, year, seasons)
        if count % len(kinds) == 0 and _never(present[len(able) :], tail, weights, certainty):
            break
        tail = _with(tail, present[len(able) + count % len(kinds)])
    short = tail.sum(axis=0) * (present[len(able) :].max(axis=0) == 0)
    never = np.flatnonzero(needed)[int(short.argmax())]
    raise NeverEnough(
        f"{function.name}: not with any number of such people; "
        f"on {half_day_name(int(year.half_day[never]))} there are too few"
    )


def too_few(present: Chances, minimum: int) -> Chances:
    """Per slot the chance that fewer than ``minimum`` of independent people (rows) are present."""
    tail = _nobody_yet(minimum, present.shape[1])
    for chances in present:
        tail = _with(tail, chances)
    total: Chances = tail.sum(axis=0)
    return total


def _nobody_yet(minimum: int, count: int) -> Chances:
    """The distribution of how many are present, up to ``minimum`` - 1: nobody, for certain."""
    tail = np.zeros((minimum, count))
    tail[0] = 1.0
    return tail


def _with(tail: Chances, chances: Chances) -> Chances:
    """The same distribution with one person more; who makes it enough falls out of the tail."""
    more = tail * (1 - chances)
    more[1:] += tail[:-1] * chances
    return more


def _never(newcomers: Chances, tail: Chances, weights: Chances, certainty: float) -> bool:
    """Whether the slots in which no newcomer ever comes already rule the certainty out."""
    nobody = newcomers.max(axis=0) == 0
    return 1 - float(tail.sum(axis=0)[nobody] @ weights[nobody]) < certainty - 1e-12


def _coverage(
    function: Function,
    scope: str,
    members: Sequence[int],
    minimum: int,
    year: Slots,
    seasons: Sequence[Season],
) -> Coverage:
    needed = np.flatnonzero(np.isin(year.half_day, list(function.needed)))
    short = too_few(year.present[np.ix_(np.array(members, dtype=np.int64), needed)], minimum)
    times = year.times[needed]
    worst = needed[int(short.argmax())]
    return Coverage(
        function=function.name,
        scope=scope,
        qualified=len(members),
        minimum=minimum,
        unmanned=float(short @ times / times.sum()),
        days_a_year=float(short @ times) / 2,
        worst=float(short.max()),
        worst_when=(
            seasons[int(year.season[worst])].name,
            int(year.week[worst]) + 1,
            half_day_name(int(year.half_day[worst])),
        ),
    )


def _check(people: Sequence[Person], functions: Sequence[Function]) -> None:
    names = [function.name for function in functions]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"more than one function is called {', '.join(twice)}")
    unknown = sorted({skill for person in people for skill in person.skills} - set(names))
    if unknown:
        raise ValueError(f"somebody can do what is no function: {', '.join(unknown)}")
