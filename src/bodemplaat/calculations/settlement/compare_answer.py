"""``bodemplaat compare-keys``: ways to divide beside each other, before the board decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Number
from bodemplaat.calculations.settlement.file import Choice
from bodemplaat.calculations.settlement.settle_answer import placed, settled
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.settlement import CannotDivide, Outcome, Scenario, Step, compare, phase_in
from bodemplaat.kernel import Euro, Trace, say


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every scenario's outcome, the reference first, and the steps of the path."""

    outcomes: tuple[Outcome, ...]
    path: tuple[Step, ...]

    @property
    def reference(self) -> Outcome:
        """What the others are laid beside."""
        return self.outcomes[0]

    @property
    def others(self) -> tuple[Outcome, ...]:
        """All but the reference."""
        return self.outcomes[1:]


def solve(choice: Choice, _: Asked) -> Comparison:
    """Divide by every scenario; raises ``CannotWorkOut`` with every cost that cannot be divided."""
    cooperation = choice.cooperation
    try:
        outcomes = compare(cooperation.arrangement, choice.scenarios, cooperation.heads)
    except CannotDivide as problem:
        raise CannotWorkOut(*placed(cooperation, problem)) from None
    by_name = {outcome.name: outcome for outcome in outcomes}
    path = phase_in(outcomes[0].amounts, by_name[choice.towards].amounts, choice.path) if choice.path else ()
    return Comparison(outcomes, path)


def explain(choice: Choice, outcome: Comparison) -> Mapping[str, Trace | Callable[[], Trace]]:
    """The reasons of what a participant pays in every scenario, by ``participant`` and ``participant, scenario``."""
    traces: dict[str, Trace | Callable[[], Trace]] = {}
    for participant in choice.cooperation.arrangement.participants:
        for scenario in choice.scenarios:
            traces[f"{participant.name}, {scenario.name}"] = partial(
                _trace, choice, scenario, participant.name
            )
        traces[participant.name] = partial(_trace, choice, _chosen(choice), participant.name)
    return traces


def _chosen(choice: Choice) -> Scenario:
    return next(scenario for scenario in choice.scenarios if scenario.name == choice.towards)


def _trace(choice: Choice, scenario: Scenario, participant: str) -> Trace:
    name = f"{participant}, {scenario.name}"
    if scenario.amounts:
        return Trace(name, scenario.amounts[participant], say("given in the model"))
    arrangement = choice.cooperation.arrangement
    costs = tuple(
        replace(line, key=scenario.keys.get(line.name, scenario.key or line.key))
        for line in arrangement.costs
    )
    trace = settled(choice.cooperation, replace(arrangement, costs=costs)).explain(participant)
    return replace(trace, name=name)


# -- as data -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InScenario:
    """What a participant pays by a way to divide, beside the reference."""

    name: str
    total: Euro
    difference: Euro
    percent: Number | None
    per_head: Euro | None
    difference_per_head: Euro | None


@dataclass(frozen=True, slots=True)
class NamedTotal:
    """What a participant pays."""

    name: str
    total: Euro


def _totals(step: Step) -> tuple[NamedTotal, ...]:
    return tuple(NamedTotal(name, amount) for name, amount in step.amounts.items())


def _in_scenario(outcome: Outcome) -> tuple[InScenario, ...]:
    return tuple(
        InScenario(
            name,
            amount,
            outcome.difference(name),
            outcome.percent(name),
            outcome.per_head(name),
            outcome.difference_per_head(name),
        )
        for name, amount in outcome.amounts.items()
    )


@dataclass(frozen=True, slots=True)
class Way:
    """A way to divide."""

    name: str
    total: Euro
    moved: Euro
    """What those who pay more pay more together."""
    pay_more: tuple[str, ...]
    pay_less: tuple[str, ...]
    participants: Annotated[tuple[InScenario, ...], At(_in_scenario)]


@dataclass(frozen=True, slots=True)
class PathYear:
    """A year of the path to the new division."""

    year: int
    followed: Number
    participants: Annotated[tuple[NamedTotal, ...], At(_totals)]


@dataclass(frozen=True, slots=True)
class Ways:
    """Amounts are integer cents."""

    year: int
    reference: Annotated[str, At("reference.name")]
    scenarios: Annotated[tuple[Way, ...], At("outcomes")]
    """The reference first."""
    path: tuple[PathYear, ...]


def ways(choice: Choice, outcome: Comparison) -> Ways:
    """Per scenario the amounts, their differences, per head and in percent; the path by year."""
    return mirror(Ways, outcome, year=choice.cooperation.arrangement.year.start.year)
