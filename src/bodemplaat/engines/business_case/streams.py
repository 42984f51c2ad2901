"""The case as streams of money: one per participant, function and cause, in whole cents by year.

Everything else is a sum of streams. The deterministic case adds them up; a simulation scales them first. What is
shared is divided here, once, so that functions add up to participants and participants to the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from bodemplaat.engines.business_case.dated import Flow, Timed, present_value, timed
from bodemplaat.engines.business_case.keys import Weights, keys_of, yearly_cost
from bodemplaat.engines.business_case.model import (
    Amounts,
    Bearer,
    BusinessCase,
    CostBlock,
    Dated,
    FunctionCase,
    Index,
    OneOffKind,
    Participant,
    Risk,
)
from bodemplaat.engines.business_case.returns import net_present_value
from bodemplaat.kernel import Euro, Rounding, divide
from bodemplaat.kernel.euro import round_fraction


class Effect(Enum):
    """What a stream does to the added value; ``sign`` turns its amounts into gain."""

    SAVING = "saving"
    RUNNING = "running"
    BENEFIT = "benefit"
    ONE_OFF = "one_off"
    RISK = "risk"
    GRANT = "grant"
    TRANSFER = "transfer"

    @property
    def sign(self) -> int:
        """+1 for a gain, −1 for a cost."""
        return -1 if self in (Effect.RUNNING, Effect.ONE_OFF, Effect.RISK) else 1


@dataclass(frozen=True, slots=True)
class Stream:
    """Cents by year 0…n of one cause for one participant and function.

    ``line`` is the name of the cost, benefit or risk. A saving also keeps its ``gap`` (what there is to gain in
    each year) and ``profile``, so that it can start later.
    """

    effect: Effect
    line: str
    participant: str
    function: str
    cents: tuple[int, ...]
    kind: OneOffKind | None = None
    index: Index = Index.NONE
    gap: tuple[int, ...] = ()
    profile: tuple[Decimal, ...] = ()
    dated: tuple[Flow, ...] = ()
    """The days on which ``cents`` fall; none: the amounts are those of whole years."""

    @property
    def dated_gain(self) -> tuple[Flow, ...]:
        """The effect on the added value by day."""
        return tuple((day, self.effect.sign * cents) for day, cents in self.dated)

    @property
    def gain(self) -> tuple[int, ...]:
        """The effect on the added value by year."""
        return tuple(self.effect.sign * cents for cents in self.cents)

    def delayed(self, years: int) -> tuple[int, ...]:
        """Its cents by year when a saving comes ``years`` later; anything else stays where it is."""
        return realised(self.gap, self.profile, years) if self.effect is Effect.SAVING else self.cents


def index_levels(rises: Sequence[Decimal], years: int) -> list[Fraction]:
    """The price level of years 0…n with year 0 as 1; the last rise given stays, none means no rise."""
    levels = [Fraction(1)]
    for year in range(1, years + 1):
        rise = Fraction(rises[min(year, len(rises)) - 1]) if rises else Fraction(0)
        levels.append(levels[-1] * (1 + rise))
    return levels


@dataclass(frozen=True, slots=True)
class Levels:
    """The price levels of a case by index."""

    wages: Sequence[Fraction]
    prices: Sequence[Fraction]
    none: Sequence[Fraction]

    @classmethod
    def of(cls, case: BusinessCase) -> "Levels":
        """Those of this case."""
        return cls(
            index_levels(case.wage_index, case.years),
            index_levels(case.price_index, case.years),
            index_levels((), case.years),
        )

    def by(self, index: Index) -> Sequence[Fraction]:
        """The levels that an index gives."""
        return {Index.WAGES: self.wages, Index.PRICES: self.prices, Index.NONE: self.none}[index]


def cost_by_year(block: CostBlock, levels: Levels) -> dict[Index, tuple[int, ...]]:
    """What a block costs in years 0…n in cents, its wages and the rest each with their own index."""
    people = Fraction(block.fte) * block.cost_per_fte.cents
    rest = block.material.cents + block.overhead.cents + block.lump.cents
    return {
        Index.WAGES: tuple(_cents(people * level) for level in levels.wages),
        Index.PRICES: tuple(_cents(rest * level) for level in levels.prices),
    }


def streams_of(case: BusinessCase) -> tuple[Stream, ...]:
    """Every stream of the case. Expects a case without findings (``check``)."""
    return tuple(_Division(case).streams())


def timed_gain(streams: Iterable[Stream], case: BusinessCase) -> tuple[Timed, ...]:
    """The gain of some streams by moment: yearly ones at whole years, dated ones on their days."""
    yearly = [0] * (case.years + 1)
    dated: list[Flow] = []
    for stream in streams:
        if stream.dated:
            dated += stream.dated_gain
        else:
            yearly = [a + b for a, b in zip(yearly, stream.gain, strict=True)]
    return timed(yearly, dated, case.reference)


def worth_of(streams: Iterable[Stream], case: BusinessCase) -> Euro:
    """The net present value of the gain of some streams, rounded once."""
    chosen = list(streams)
    if any(stream.dated for stream in chosen):
        return present_value(timed_gain(chosen, case), case.discount_rate)
    rows = zip([0] * (case.years + 1), *(stream.gain for stream in chosen), strict=True)
    return net_present_value([sum(column) for column in rows], case.discount_rate)


class _Division:
    """One pass over the case that divides whatever is shared."""

    def __init__(self, case: BusinessCase) -> None:
        self.case = case
        self.levels = Levels.of(case)
        self.keys: Mapping[str, Weights] = keys_of(case)

    def streams(self) -> Iterator[Stream]:
        case = self.case
        for participant in case.participants:
            for function in participant.functions:
                yield from self._savings(participant, function)
        for cost in case.running_costs:
            yield from self._shared(
                Effect.RUNNING, cost.name, cost.amounts, cost.bearer, cost.dated, index=cost.index
            )
        for benefit in case.benefits:
            yield from self._shared(
                Effect.BENEFIT,
                benefit.name,
                benefit.amounts,
                benefit.bearer,
                benefit.dated,
                index=benefit.index,
            )
        for one_off in case.one_offs:
            yield from self._shared(
                Effect.ONE_OFF,
                one_off.name,
                one_off.amounts,
                one_off.bearer,
                one_off.dated,
                kind=one_off.kind,
            )
        for risk in case.risks:
            measure, reserve = {risk.measure_year: risk.measure_cost}, {risk.year: _reserve(risk)}
            if risk.measure_cost:
                yield from self._shared(
                    Effect.ONE_OFF, risk.measure or risk.name, measure, risk.bearer, kind=OneOffKind.RISK
                )
            yield from self._shared(Effect.RISK, risk.name, reserve, risk.bearer, kind=OneOffKind.RISK)
        for grant in case.grants:
            yield from self._shared(Effect.GRANT, grant.name, grant.amounts, grant.bearer, grant.dated)
        for transfer in case.transfers:
            paid = {year: -amount for year, amount in transfer.amounts.items()}
            paid_on = tuple(replace(each, amount=-each.amount) for each in transfer.dated)
            for party, amounts, dated in (
                (transfer.payer, paid, paid_on),
                (transfer.receiver, transfer.amounts, transfer.dated),
            ):
                bearer = Bearer(participant=party)
                yield from self._shared(Effect.TRANSFER, transfer.name, amounts, bearer, dated)

    def _savings(self, participant: Participant, function: FunctionCase) -> Iterator[Stream]:
        now = cost_by_year(function.baseline, self.levels)
        wanted = cost_by_year(function.ambition, self.levels)
        for index in (Index.WAGES, Index.PRICES):
            gap = tuple(a - b for a, b in zip(now[index], wanted[index], strict=True))
            if any(gap):
                yield Stream(
                    Effect.SAVING,
                    function.name,
                    participant.name,
                    function.name,
                    realised(gap, function.profile, 0),
                    index=index,
                    gap=gap,
                    profile=function.profile,
                )

    def _shared(
        self,
        effect: Effect,
        line: str,
        amounts: Amounts,
        bearer: Bearer,
        dated: Sequence[Dated] = (),
        *,
        kind: OneOffKind | None = None,
        index: Index = Index.NONE,
    ) -> Iterator[Stream]:
        levels = self.levels.by(index)
        by_year = [_cents(amounts.get(year, Euro(0)).cents * levels[year]) for year in range(len(levels))]
        for participant, parts in self._over_participants(by_year, bearer):
            for function, cents in self._over_functions(participant, parts, bearer.function):
                yield Stream(effect, line, participant.name, function, cents, kind, index)
        days = [each.on for each in dated]
        years = [self.case.year_of(day) for day in days]
        on_days = [_cents(each.amount.cents * levels[year]) for each, year in zip(dated, years, strict=True)]
        for participant, parts in self._over_participants(on_days, bearer) if dated else ():
            for function, cents in self._over_functions(participant, parts, bearer.function):
                totals = [0] * len(levels)
                for year, part in zip(years, cents, strict=True):
                    totals[year] += part
                flows = tuple(zip(days, cents, strict=True))
                yield Stream(
                    effect, line, participant.name, function, tuple(totals), kind, index, dated=flows
                )

    def _over_participants(
        self, by_year: Sequence[int], bearer: Bearer
    ) -> Iterator[tuple[Participant, Sequence[int]]]:
        if bearer.participant:
            yield next(p for p in self.case.participants if p.name == bearer.participant), by_year
            return
        weights = self.keys[bearer.key]
        receivers = [p for p in self.case.participants if weights.get(p.name)]
        receivers = [p for p in receivers if not bearer.function or _has(p, bearer.function)]
        divided = [divide(cents, [weights[p.name] for p in receivers]) for cents in by_year]
        for position, participant in enumerate(receivers):
            yield participant, [parts[position] for parts in divided]

    def _over_functions(
        self, participant: Participant, by_year: Sequence[int], only: str
    ) -> Iterator[tuple[str, tuple[int, ...]]]:
        if only:
            yield only, tuple(by_year)
            return
        weights = [yearly_cost(function.baseline) for function in participant.functions]
        weights = weights if any(weights) else [1] * len(weights)
        divided = [divide(cents, weights) for cents in by_year]
        for position, function in enumerate(participant.functions):
            cents = tuple(parts[position] for parts in divided)
            if any(cents):
                yield function.name, cents


def _has(participant: Participant, function: str) -> bool:
    return any(own.name == function for own in participant.functions)


def _reserve(risk: Risk) -> Euro:
    return risk.impact.times(risk.probability, Rounding.HALF_UP)


def realised(gap: Sequence[int], profile: Sequence[Decimal], delay: int) -> tuple[int, ...]:
    """What of the gap is saved in years 0…n when the profile starts ``delay`` years late."""
    shares = [Fraction(share) for share in profile]
    cents = []
    for year, there_is in enumerate(gap):
        step = year - delay
        share = shares[min(step, len(shares)) - 1] if step >= 1 else Fraction(0)
        cents.append(_cents(there_is * share))
    return tuple(cents)


def _cents(value: Fraction | int) -> int:
    return round_fraction(Fraction(value), Rounding.HALF_UP)
