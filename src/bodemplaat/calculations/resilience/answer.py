"""What becomes of the functions: each alone and pooled, all at once, and how many people the pool needs; then as data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Inline
from bodemplaat.calculations.render.schema import Chance, Count, Limits, NotNegative, Positive
from bodemplaat.calculations.resilience.file import ResilienceFile
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.resilience import Chance as Sure
from bodemplaat.engines.resilience import (
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
    chance: Sure
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


def solve(file: ResilienceFile, request: Asked) -> ResilienceOutcome:
    """Exact, but for groups too large: those are drawn ``--simulate`` times per kind of half-day."""
    draws, seed = request.options.get("simulate", 1_000), request.options.get("seed", 1)
    scopes: list[tuple[str, Sequence[Person], Sequence[Function]]] = []
    for name in file.organisations:
        own = [replace(f, pooled_minimum=f.minimum) for f in file.functions if name in f.organisations]
        if own:
            scopes.append((name, _able([p for p in file.people if p.organisation == name], own), own))
    scopes.append(("", file.people, file.functions))
    at_once = []
    for number, (scope, people, functions) in enumerate(scopes):

        def advance(done: int, whole: int, before: int = number * HUNDRED) -> None:
            request.progress(before + HUNDRED * done // whole, HUNDRED * len(scopes))

        chance = all_manned(people, functions, file.seasons, draws=draws, seed=seed, progress=advance)
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


# -- as data -----------------------------------------------------------------------------------------------------------

HalfDay = Annotated[str, Limits(pattern="^(mon|tue|wed|thu|fri|sat|sun)-(morning|afternoon)$")]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """How many there are alone, and how many pooled."""

    before: Count
    after: Count


@dataclass(frozen=True, slots=True)
class AlonePooled:
    """Days a year alone and pooled."""

    alone: NotNegative
    pooled: NotNegative


@dataclass(frozen=True, slots=True)
class When:
    """A kind of half-day."""

    season: str
    week: Positive
    half_day: HalfDay


@dataclass(frozen=True, slots=True)
class Manned:
    """How a function is manned."""

    qualified: Count
    minimum: Positive
    single_person: bool
    """Whether one person alone can do it."""
    unmanned: Chance
    """Chance of too few people on a half-day on which it is needed."""
    days_a_year: NotNegative
    worst: Chance
    """The same on the worst kind of half-day."""
    worst_when: Annotated[When, At(lambda coverage: When(*coverage.worst_when))]


@dataclass(frozen=True, slots=True)
class MannedAlone:
    """How a function is manned in one organisation."""

    organisation: Annotated[str, At("scope")]
    manned: Annotated[Manned, Inline()]


def _days_then(need: Need) -> float | None:
    return need.then.days_a_year if need.then is not None else None


@dataclass(frozen=True, slots=True)
class Needed:
    """People like the newcomer for the certainty."""

    in_all: Count | None
    more: Count | None
    """Beside those the pool has."""
    days_a_year_then: Annotated[NotNegative | None, At(_days_then)]


@dataclass(frozen=True, slots=True)
class FunctionManned:
    """A function alone and pooled."""

    name: str
    alone: tuple[MannedAlone, ...]
    pooled: Manned
    needed: Needed
    """People like the newcomer for the certainty: in all, and beside those the pool has. Null where no number will do."""


@dataclass(frozen=True, slots=True)
class Together:
    """The chance that everything is manned at once by different people."""

    chance: Annotated[Chance, At("chance.value")]
    error: Annotated[NotNegative, At("chance.error")]
    """Standard error; 0 when exact."""
    exact: Annotated[bool, At("chance.exact")]
    days_a_year_not: Annotated[NotNegative, At("days_a_year")]


@dataclass(frozen=True, slots=True)
class TogetherAlone:
    """The same within one organisation."""

    organisation: Annotated[str, At("scope")]
    together: Annotated[Together, Inline()]


@dataclass(frozen=True, slots=True)
class AllAtOnce:
    """Everything manned at once, in each organisation and in the pool."""

    alone: Annotated[tuple[TogetherAlone, ...], At("alone_at_once")]
    pooled: Annotated[Together, At("pooled_at_once")]
    exact: bool
    draws: Annotated[Count, At(lambda outcome: 0 if outcome.exact else outcome.draws)]
    """0 when nothing was simulated."""
    seed: Count


@dataclass(frozen=True, slots=True)
class Resilience:
    """Chances from 0 to 1, days in working days a year. No amounts."""

    organisations: tuple[str, ...]
    people: Count
    single_person_functions: BeforeAfter
    days_a_year: AlonePooled
    """Averaged over functions, and over the organisations that need them."""
    functions: tuple[FunctionManned, ...]
    certainty: Chance
    all_at_once: AllAtOnce


def resilience(file: ResilienceFile, outcome: ResilienceOutcome) -> Resilience:
    """Each function alone and pooled, all at once, and how many people the pool needs."""
    effect = outcome.vulnerability
    return Resilience(
        organisations=tuple(file.organisations),
        people=len(file.people),
        single_person_functions=BeforeAfter(effect.single_person_before, effect.single_person_after),
        days_a_year=AlonePooled(mean_days(effect.alone), mean_days(effect.pooled)),
        functions=tuple(_function(need, outcome) for need in outcome.needs),
        certainty=float(file.certainty),
        all_at_once=mirror(AllAtOnce, outcome),
    )


def _function(need: Need, outcome: ResilienceOutcome) -> FunctionManned:
    alone, pooled = outcome.alone(need.function), outcome.pooled(need.function)
    return mirror(FunctionManned, None, name=need.function, alone=alone, pooled=pooled, needed=need)
