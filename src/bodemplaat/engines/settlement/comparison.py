"""Comparing keys before the board decides: who pays more, by how much, per head, in percent, and a path towards it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from bodemplaat.engines.settlement.arrangement import Arrangement
from bodemplaat.engines.settlement.bases import Fixed, Mixture, Moment
from bodemplaat.engines.settlement.participants import Figures
from bodemplaat.engines.settlement.settle import settle
from bodemplaat.kernel import Euro, Rounding, divide_over


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way to divide: ``key`` for every cost, but the costs in ``keys`` by their own.

    Empty means the key the model gives a cost. With ``amounts`` nothing is divided: what each pays today, for
    instance.
    """

    name: str
    key: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, Euro] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What each pays in a scenario, and how that differs from the reference."""

    name: str
    amounts: Mapping[str, Euro]
    reference: Mapping[str, Euro]
    heads: Mapping[str, Fraction]

    @property
    def total(self) -> Euro:
        """What all pay together."""
        return Euro.total(self.amounts.values())

    def difference(self, participant: str) -> Euro:
        """How much more (or less, when negative) than in the reference."""
        return self.amounts[participant] - self.reference[participant]

    def percent(self, participant: str) -> Fraction | None:
        """The difference as a part of the size of the reference, so with its own sign; ``None`` beside nothing."""
        before = self.reference[participant]
        return Fraction(self.difference(participant).cents, abs(before.cents)) if before else None

    def per_head(self, participant: str) -> Euro | None:
        """The amount per inhabitant (or other head count), to the cent; ``None`` without a figure."""
        return self._over_heads(self.amounts[participant], participant)

    def difference_per_head(self, participant: str) -> Euro | None:
        """The difference per inhabitant, to the cent; ``None`` without a figure."""
        return self._over_heads(self.difference(participant), participant)

    @property
    def pay_more(self) -> tuple[str, ...]:
        """Who pays more than in the reference, the largest difference first."""
        return self._ranked(sign=1)

    @property
    def pay_less(self) -> tuple[str, ...]:
        """Who pays less than in the reference, the largest difference first."""
        return self._ranked(sign=-1)

    @property
    def moved(self) -> Euro:
        """How much money changes sides: what those who pay more pay more together."""
        return Euro.total(self.difference(name) for name in self.pay_more)

    def _ranked(self, *, sign: int) -> tuple[str, ...]:
        ranked = sorted(self.amounts, key=lambda name: (-sign * self.difference(name).cents, name))
        return tuple(name for name in ranked if self.difference(name).cents * sign > 0)

    def _over_heads(self, amount: Euro, participant: str) -> Euro | None:
        heads = self.heads.get(participant)
        return amount.times(1 / heads, Rounding.HALF_UP) if heads else None


@dataclass(frozen=True, slots=True)
class Step:
    """A year of a phase-in path: how much of the new division holds, and what each pays."""

    year: int
    followed: Fraction
    amounts: Mapping[str, Euro]


def compare(
    arrangement: Arrangement, scenarios: Sequence[Scenario], head_driver: str = ""
) -> tuple[Outcome, ...]:
    """Divide the costs of a year by every scenario; the first one is the reference.

    ``head_driver`` names the figure to express amounts per, inhabitants usually. Raises ``CannotDivide`` as
    ``settle`` does.
    """
    names = tuple(participant.name for participant in arrangement.participants)
    figures = Figures(arrangement.figures)
    heads = {
        name: Fraction(figure.value)
        for name in names
        if (figure := figures.on(arrangement.year.start, head_driver, name)) is not None
    }
    amounts = [_amounts(arrangement, scenario) for scenario in scenarios]
    return tuple(
        Outcome(scenario.name, paid, amounts[0], heads)
        for scenario, paid in zip(scenarios, amounts, strict=True)
    )


def phase_in(
    reference: Mapping[str, Euro], outcome: Mapping[str, Euro], path: Mapping[int, Fraction]
) -> tuple[Step, ...]:
    """The path from one division to another: each year the total of ``outcome`` by a mixture of both shares."""
    total = Euro.total(outcome.values())
    moment = Moment(day=date.min, takers=tuple(sorted(outcome)), figures=Figures(()))
    old, new = (
        Fixed({name: Fraction(amount.cents) for name, amount in paid.items()})
        for paid in (reference, outcome)
    )
    return tuple(
        Step(
            year,
            followed,
            divide_over(total, Mixture(((1 - followed, old), (followed, new))).weights(moment))
            if total
            else dict(outcome),
        )
        for year, followed in sorted(path.items())
    )


def _amounts(arrangement: Arrangement, scenario: Scenario) -> Mapping[str, Euro]:
    if scenario.amounts:
        return {p.name: scenario.amounts.get(p.name, Euro(0)) for p in arrangement.participants}
    costs = tuple(
        replace(line, key=scenario.keys.get(line.name, scenario.key or line.key))
        for line in arrangement.costs
    )
    return settle(replace(arrangement, costs=costs)).totals
