"""What is not sure in a case: factors that act on its streams, and the risks as events that happen or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from bodemplaat.engines.business_case.correlation import ImpossibleCorrelation, root_of
from bodemplaat.engines.business_case.distributions import Distribution
from bodemplaat.engines.business_case.model import BusinessCase, Index, OneOffKind
from bodemplaat.engines.business_case.streams import Effect, Stream
from bodemplaat.kernel import Finding, say


class Driver(Enum):
    """What a factor acts on."""

    SAVING = "saving"
    """Multiplies the saving."""
    RUNNING = "running_cost"
    """Multiplies the running costs of working together."""
    BENEFIT = "benefit"
    """Multiplies benefits in money."""
    ONE_OFF = "one_off"
    """Multiplies costs of the change."""
    IMPACT = "impact"
    """Multiplies the damage of risks."""
    DELAY = "delay"
    """Years by which savings come later; parts of a year blend the years on either side."""
    WAGES = "wage_index"
    """Adds to the wage index of every year, as a fraction (0.01 is one percentage point)."""
    PRICES = "price_index"
    """Adds to the price index of every year."""


EFFECTS = {
    Driver.SAVING: Effect.SAVING,
    Driver.RUNNING: Effect.RUNNING,
    Driver.BENEFIT: Effect.BENEFIT,
    Driver.ONE_OFF: Effect.ONE_OFF,
    Driver.IMPACT: Effect.RISK,
    Driver.DELAY: Effect.SAVING,
}
INDEXES = {Driver.WAGES: Index.WAGES, Driver.PRICES: Index.PRICES}


@dataclass(frozen=True, slots=True)
class Factor:
    """One uncertain quantity. Empty scopes mean all; a multiplier of 1 is "as in the case"."""

    name: str
    driver: Driver
    distribution: Distribution
    participants: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    kinds: tuple[OneOffKind, ...] = ()

    def acts_on(self, stream: Stream) -> bool:
        """Whether it changes this stream."""
        if self.driver in INDEXES:
            fits = stream.index is INDEXES[self.driver]
        else:
            fits = stream.effect is EFFECTS[self.driver]
        return (
            fits
            and (not self.participants or stream.participant in self.participants)
            and (not self.functions or stream.function in self.functions)
            and (not self.lines or stream.line in self.lines)
            and (not self.kinds or stream.kind in self.kinds)
        )


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """All factors, and rank correlations between pairs of factors (or risks) by name."""

    factors: tuple[Factor, ...] = ()
    correlations: Mapping[tuple[str, str], float] = field(default_factory=dict)


def names_of(case: BusinessCase, uncertainty: Uncertainty) -> list[str]:
    """Everything that is drawn: factors, then risks."""
    return [factor.name for factor in uncertainty.factors] + [risk.name for risk in case.risks]


def check_uncertainty(case: BusinessCase, uncertainty: Uncertainty) -> tuple[Finding, ...]:
    """Every finding on the uncertainty of a case; places as in ``check``, under ``uncertainty``."""
    return tuple(_findings(case, uncertainty))


def _findings(case: BusinessCase, uncertainty: Uncertainty) -> Iterator[Finding]:
    names = names_of(case, uncertainty)
    participants = {participant.name for participant in case.participants}
    functions = {function.name for participant in case.participants for function in participant.functions}
    for number, factor in enumerate(uncertainty.factors):
        place = f"uncertainty.{number}"
        if names.count(factor.name) > 1:
            yield Finding(
                "case.twice",
                f"{place}.name",
                say("'{name}' stands here twice: names must differ to tell results apart."),
                {"name": factor.name},
            )
        if problem := factor.distribution.problem():
            named = {"chances": "chances", "values": "values"}
            yield Finding("uncertainty.distribution", place, problem, named)
        for scope, wanted, known in (
            ("participants", factor.participants, participants),
            ("functions", factor.functions, functions),
        ):
            for name in wanted:
                if name not in known:
                    yield Finding(
                        "uncertainty.scope",
                        f"{place}.{scope}",
                        say("'{name}' does not occur in the case; choose from: {known}."),
                        {"name": name, "known": ", ".join(sorted(known))},
                    )
    if not uncertainty.correlations:
        return
    unknown = {name for pair in uncertainty.correlations for name in pair} - set(names)
    if unknown:
        yield Finding(
            "uncertainty.unknown_factor",
            "correlations",
            say("A correlation names what is not uncertain here: {unknown}. Known are: {known}."),
            {"unknown": ", ".join(sorted(unknown)), "known": ", ".join(names)},
        )
        return
    try:
        root_of(names, uncertainty.correlations)
    except ImpossibleCorrelation as impossible:
        nearest = "; ".join(f"{a} – {b}: {value:.2f}" for (a, b), value in impossible.nearest.items())
        yield Finding(
            "uncertainty.impossible_correlation",
            "correlations",
            say("These correlations contradict one another. The nearest that can hold together: {nearest}."),
            {"nearest": nearest},
        )
    except ValueError:
        yield Finding(
            "uncertainty.correlation",
            "correlations",
            say("A correlation joins two different factors by a value from -1 to 1."),
        )
