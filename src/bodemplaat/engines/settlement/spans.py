"""Cutting the year of a cost where something changes that its key looks at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from bodemplaat.engines.settlement.anniversaries import calendar_years
from bodemplaat.engines.settlement.bases import Basis, Moment, NotDivisible
from bodemplaat.engines.settlement.branches import Branch, grow
from bodemplaat.engines.settlement.costs import CostLine
from bodemplaat.engines.settlement.keys import AllocationKey, Cascade, Keys
from bodemplaat.engines.settlement.participants import Figures, Participant
from bodemplaat.kernel import Period, say, whole_weights


@dataclass(frozen=True, slots=True)
class Stage:
    """The last division of a key: over all takers, or within one group of a cascade.

    ``portion`` weighs the groups against each other; ``weights`` are whole, one for every participant by name. A key
    with limits within has one stage, whose ``branch`` divides instead of the weights.
    """

    group: str
    portion: Fraction
    basis: Basis
    moment: Moment
    weights: tuple[int, ...]
    branch: Branch | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which nothing changes: one key, one set of takers, one set of figures."""

    period: Period
    key: AllocationKey
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year, who takes part in it when, and the keys and figures that hold."""

    year: Period
    participants: tuple[Participant, ...]
    figures: Figures
    keys: Keys
    names: tuple[str, ...] = field(init=False)
    """Everybody, in the order of names: the columns of every array."""
    _known: dict[tuple[object, ...], tuple[Span, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "names", tuple(sorted(participant.name for participant in self.participants))
        )

    def spans(self, line: CostLine) -> tuple[Span, ...]:
        """The spans of a cost, from its first day in the year to its last.

        Raises ``NotDivisible`` when the cost has no day in the year, or days on which nobody takes it.
        """
        known = (line.key, line.takers, line.period)
        if known not in self._known:
            self._known[known] = tuple(self._cut(line))
        return self._known[known]

    def _cut(self, line: CostLine) -> Iterable[Span]:
        running = self.year if line.period is None else self.year.intersection(line.period)
        if running is None:
            raise NotDivisible(
                say("This cost has no day in {year}. Correct its period."), year=self.year.start.year
            )
        takers = [participant for participant in self.participants if line.takes(participant.name)]
        spans: list[Span] = []
        for start, end in pairwise(
            sorted({running.start, _end(running), *self._changes(line, takers, running)})
        ):
            span = self._span(line, takers, Period(start, end))
            spans[-1:] = _joined(spans[-1], span) if spans else [span]
        return spans

    def _span(self, line: CostLine, takers: Sequence[Participant], period: Period) -> Span:
        there = tuple(sorted(p.name for p in takers if period.start in p.membership))
        if not there:
            raise NotDivisible(
                say("Nobody takes this service from {start} on. Give the cost a period, or name its takers."),
                start=period.start,
            )
        key = self.keys.on(period.start, line.key)
        return Span(period, key, tuple(self._stages(key, Moment(period.start, there, self.figures))))

    def _stages(self, key: AllocationKey, moment: Moment) -> Iterable[Stage]:
        if key.has_branches:
            branch = grow(key.name, key.basis, moment, key)
            yield Stage("", Fraction(1), key.basis, moment, (0,) * len(self.names), branch)
            return
        if not isinstance(key.basis, Cascade):
            yield self._stage("", Fraction(1), key.basis, moment)
            return
        for group, (portion, basis, inside) in key.basis.stage(moment).items():
            yield self._stage(group, portion, basis, inside)

    def _stage(self, group: str, portion: Fraction, basis: Basis, moment: Moment) -> Stage:
        by_name = basis.weights(moment)
        whole = dict(zip(by_name, whole_weights(list(by_name.values())), strict=True))
        return Stage(group, portion, basis, moment, tuple(whole.get(name, 0) for name in self.names))

    def _changes(self, line: CostLine, takers: Iterable[Participant], running: Period) -> Iterable[date]:
        days = set(self.keys.changes(line.key))
        days |= {piece.start for piece in calendar_years(running)}
        for key in self.keys.named(line.key):
            days |= self.figures.changes(key.drivers())
        for participant in takers:
            days |= {participant.membership.start, participant.membership.end or date.max}
        return (day for day in days if day in running)


def _joined(earlier: Span, later: Span) -> list[Span]:
    """Both spans as one where the key weighs the same takers the same, else both.

    A key agreed anew as it was is the same key: a cut at which nothing changes would move cents.
    """
    same = replace(later.key, since=earlier.key.since) == earlier.key
    same = same and _weighing(earlier) == _weighing(later)
    return (
        [replace(earlier, period=Period(earlier.period.start, later.period.end))]
        if same
        else [earlier, later]
    )


def _weighing(span: Span) -> list[tuple[str, Fraction, tuple[str, ...], tuple[int, ...], Branch | None]]:
    return [
        (stage.group, stage.portion, stage.moment.takers, stage.weights, stage.branch)
        for stage in span.stages
    ]


def _end(period: Period) -> date:
    if period.end is None:
        raise ValueError("the year of a settlement has an end")
    return period.end
