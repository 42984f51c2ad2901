"""What becomes of the functions: each alone and pooled, all at once, and how many people the pool needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bodemplaat.calculations.resilience.reading import ResilienceFile
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.resilience import (
    Chance,
    Coverage,
    Function,
    NeverEnough,
    Person,
    Vulnerability,
    all_manned,
    people_needed,
    vulnerability,
)

FORMAT = "bodemplaat.resilience/1"
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Need:
    """How many people like the newcomer the pool needs for the certainty: in all, and beside those it has.

    ``None`` where no number of them will do, because they never work on some half-day on which it is needed.
    ``then`` is how the function is manned with those that are there and ``more``.
    """

    function: str
    in_all: int | None
    more: int | None
    then: Coverage | None


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The chance that everything in a scope is manned at once by different people, and the days on which not."""

    scope: str
    chance: Chance
    days_a_year: float


@dataclass(frozen=True, slots=True)
class ResilienceOutcome:
    """Everything about the functions. ``alone_at_once`` holds one entry per organisation that needs any."""

    vulnerability: Vulnerability
    needs: tuple[Need, ...]
    alone_at_once: tuple[AtOnce, ...]
    pooled_at_once: AtOnce
    draws: int
    seed: int

    def alone(self, function: str) -> tuple[Coverage, ...]:
        """How a function is manned in each organisation that needs it."""
        return tuple(c for c in self.vulnerability.alone if c.function == function)

    def pooled(self, function: str) -> Coverage:
        """How a function is manned in the pool."""
        return next(c for c in self.vulnerability.pooled if c.function == function)

    @property
    def exact(self) -> bool:
        """Whether nothing was simulated."""
        return all(at_once.chance.exact for at_once in (*self.alone_at_once, self.pooled_at_once))


def mean_days(coverages: Sequence[Coverage]) -> float:
    """Days a year on which a function is not manned, averaged over the coverages."""
    return sum(coverage.days_a_year for coverage in coverages) / len(coverages)


def solve(file: ResilienceFile, asked: Asked) -> ResilienceOutcome:
    """Exact, but for groups too large: those are drawn ``--simulate`` times per kind of half-day."""
    draws, seed = asked.options.get("simulate", 1_000), asked.options.get("seed", 1)
    scopes: list[tuple[str, Sequence[Person], Sequence[Function]]] = []
    for name in file.organisations:
        own = [replace(f, pooled_minimum=f.minimum) for f in file.functions if name in f.organisations]
        if own:
            scopes.append((name, _able([p for p in file.people if p.organisation == name], own), own))
    scopes.append(("", file.people, file.functions))
    at_once = []
    for number, (scope, people, functions) in enumerate(scopes):

        def told(done: int, whole: int, before: int = number * HUNDRED) -> None:
            asked.progress(before + HUNDRED * done // whole, HUNDRED * len(scopes))

        chance = all_manned(people, functions, file.seasons, draws=draws, seed=seed, progress=told)
        days = len(frozenset().union(*(f.needed for f in functions))) / 2 * file.weeks
        at_once.append(AtOnce(scope, chance, (1 - chance.value) * days))
    return ResilienceOutcome(
        vulnerability=vulnerability(file.people, file.functions, file.seasons),
        needs=tuple(_need(function, file) for function in file.functions),
        alone_at_once=tuple(at_once[:-1]),
        pooled_at_once=at_once[-1],
        draws=draws,
        seed=seed,
    )


def _able(people: Sequence[Person], functions: Sequence[Function]) -> list[Person]:
    """The same people, with only the skills that are asked for here."""
    names = frozenset(function.name for function in functions)
    return [replace(person, skills=person.skills & names) for person in people]


def _need(function: Function, file: ResilienceFile) -> Need:
    certainty, newcomers = float(file.certainty), [file.newcomer]
    try:
        in_all: int | None = people_needed(function, certainty, newcomers, (), file.seasons)[0]
    except NeverEnough:
        in_all = None
    try:
        more, then = people_needed(function, certainty, newcomers, file.people, file.seasons)
    except NeverEnough:
        return Need(function.name, in_all, None, None)
    return Need(function.name, in_all, more, then)


def as_json(file: ResilienceFile, outcome: ResilienceOutcome) -> dict[str, Any]:
    """Schema: docs/reference/schemas/resilience.schema.json."""
    found = outcome.vulnerability
    needs = {need.function: need for need in outcome.needs}
    return {
        "organisations": list(file.organisations),
        "people": len(file.people),
        "single_person_functions": {"before": found.single_person_before, "after": found.single_person_after},
        "days_a_year": {"alone": mean_days(found.alone), "pooled": mean_days(found.pooled)},
        "functions": [
            {
                "name": function.name,
                "alone": [
                    {"organisation": one.scope, **_coverage_json(one)} for one in outcome.alone(function.name)
                ],
                "pooled": _coverage_json(outcome.pooled(function.name)),
                "needed": _need_json(needs[function.name]),
            }
            for function in file.functions
        ],
        "certainty": float(file.certainty),
        "all_at_once": {
            "alone": [{"organisation": one.scope, **_at_once_json(one)} for one in outcome.alone_at_once],
            "pooled": _at_once_json(outcome.pooled_at_once),
            "exact": outcome.exact,
            "draws": 0 if outcome.exact else outcome.draws,
            "seed": outcome.seed,
        },
    }


def _coverage_json(coverage: Coverage) -> dict[str, Any]:
    season, week, half_day = coverage.worst_when
    return {
        "qualified": coverage.qualified,
        "minimum": coverage.minimum,
        "single_person": coverage.single_person,
        "unmanned": coverage.unmanned,
        "days_a_year": coverage.days_a_year,
        "worst": coverage.worst,
        "worst_when": {"season": season, "week": week, "half_day": half_day},
    }


def _need_json(need: Need) -> dict[str, Any]:
    return {
        "in_all": need.in_all,
        "more": need.more,
        "days_a_year_then": need.then.days_a_year if need.then is not None else None,
    }


def _at_once_json(at_once: AtOnce) -> Mapping[str, Any]:
    return {
        "chance": at_once.chance.value,
        "error": at_once.chance.error,
        "exact": at_once.chance.exact,
        "days_a_year_not": at_once.days_a_year,
    }
