"""``bodemplaat settle``: read a cooperation and settle its year; then as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Literal

from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.schema import Limits
from bodemplaat.calculations.settlement.file import Cooperation
from bodemplaat.calculations.settlement.working import AgreedCount, agreed_counts
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.engines.settlement import Arrangement, CannotDivide, Settlement, clear, settle
from bodemplaat.engines.settlement.clearing import Debt
from bodemplaat.kernel import Euro, Finding, Trace


def solve(cooperation: Cooperation, _: Asked) -> Settlement:
    """Settle its year; raises ``CannotWorkOut`` with every cost that cannot be divided."""
    return settled(cooperation, cooperation.arrangement)


def settled(cooperation: Cooperation, arrangement: Arrangement) -> Settlement:
    """Settle a year, with what cannot be divided placed in the cooperation's file."""
    try:
        return settle(arrangement)
    except CannotDivide as problem:
        raise CannotWorkOut(*placed(cooperation, problem)) from None


def placed(cooperation: Cooperation, problem: CannotDivide) -> list[Finding]:
    """The findings of the engine, their places as paths in the whole file."""
    return [
        Finding(f.code, ".".join((*cooperation.section, f.place)), f.text, f.values, f.severity)
        for f in problem.findings
    ]


def explain(cooperation: Cooperation, outcome: Settlement) -> Mapping[str, Trace | Callable[[], Trace]]:
    """What one may ask the reasons of: every participant, every cost and service."""
    posts = {post.name: partial(outcome.explain_post, row) for row, post in enumerate(outcome.posts)}
    sureties = {each.surety.name: each.explain for each in outcome.guaranteed}
    return {**sureties, **posts, **{name: partial(outcome.explain, name) for name in outcome.names}}


# -- as data -----------------------------------------------------------------------------------------------------------

PostKind = Annotated[str, Limits(pattern="^(running|start_up|investment|service)$")]


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A participant's part of a post."""

    name: str
    budget: Euro
    total: Euro


@dataclass(frozen=True, slots=True)
class OfParticipant:
    """What a participant bears and still has to pay."""

    name: str
    total: Euro
    """What this participant bears of the year; all together are the total."""
    budget: Euro
    start_up: Euro
    """Start-up costs within the total."""
    reserve: Euro
    """Added to reserves within the total; negative is spared."""
    billed: Euro
    balance: Euro
    """Still to pay; negative is to receive."""
    instalments: tuple[Euro, ...]
    posts: tuple[OwnPost, ...]


@dataclass(frozen=True, slots=True)
class WholePost:
    """A cost or a service."""

    name: str
    provider: str
    kind: PostKind
    budget: Annotated[Euro, At(lambda post: Euro.total(post.budget.values()))]
    total: Annotated[Euro, At(lambda post: Euro.total(post.settled.values()))]


@dataclass(frozen=True, slots=True)
class ProviderResult:
    """The result of a provider, and what becomes of it."""

    provider: str
    charged: Euro
    costs: Euro
    result: Annotated[Euro, At("amount")]
    """Surplus when positive."""
    to_reserve: Annotated[Euro, At("movement")]
    returned: Annotated[Euro, At("shared")]
    reserve_before: Euro | None
    reserve_after: Euro | None


@dataclass(frozen=True, slots=True)
class TargetYear:
    """What a year may cost, and what that saves."""

    year: int
    target: Euro
    saving: Euro


@dataclass(frozen=True, slots=True)
class Target:
    """An efficiency target."""

    base_year: int
    base: Euro
    besides: Euro
    years: tuple[TargetYear, ...]
    gap: Euro
    """Costs above the year's target."""


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """An amount by name."""

    name: str
    amount: Euro


def named(amounts: Mapping[str, Euro]) -> tuple[NamedAmount, ...]:
    """Amounts as they stand in an answer."""
    return tuple(NamedAmount(name, amount) for name, amount in amounts.items())


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A loan that the participants guarantee."""

    name: Annotated[str, At("surety.name")]
    key: Annotated[str, At("surety.key")]
    on: Annotated[date, At("surety.on")]
    amount: Annotated[Euro, At("surety.amount")]
    participants: Annotated[tuple[NamedAmount, ...], At(lambda guaranteed: named(guaranteed.amounts))]


@dataclass(frozen=True, slots=True)
class SettledYear:
    """Amounts are integer cents."""

    year: int
    stage: Literal["budget", "recalculation"]
    """Recalculated as soon as anything actual is known."""
    total: Euro
    """What all participants bear together."""
    budget: Euro
    participants: tuple[OfParticipant, ...]
    posts: tuple[WholePost, ...]
    results: tuple[ProviderResult, ...]
    debts: tuple[Debt, ...]
    """Gross: what each payer owes each provider."""
    netted: tuple[Debt, ...]
    """One payment for each pair."""
    efficiency: Target | None
    counts: tuple[AgreedCount, ...]
    """Counts that a key uses as of a reference date, or rounded to a step."""
    guarantees: Annotated[tuple[Guarantee, ...], At("guaranteed")]
    """Loans that the participants guarantee; no part of a contribution."""


def settled_year(cooperation: Cooperation, outcome: Settlement) -> SettledYear:
    """Amounts per participant under ``participants[].total``, the whole under ``total``."""
    arrangement = cooperation.arrangement
    clearing = clear(outcome.posts)
    return mirror(
        SettledYear,
        outcome,
        year=arrangement.year.start.year,
        stage="recalculation" if arrangement.is_recalculation else "budget",
        budget=Euro.total(outcome.budget(name) for name in outcome.names),
        participants=[_participant(outcome, name) for name in outcome.names],
        debts=clearing.debts,
        netted=clearing.netted(),
        efficiency=_target(outcome),
        counts=agreed_counts(outcome),
    )


def _participant(outcome: Settlement, name: str) -> OfParticipant:
    return OfParticipant(
        name=name,
        total=outcome.totals[name],
        budget=outcome.budget(name),
        start_up=outcome.start_up(name),
        reserve=outcome.reserve_share(name),
        billed=outcome.billed(name),
        balance=outcome.balance(name),
        instalments=tuple(outcome.instalments(name)),
        posts=tuple(OwnPost(post.name, post.budget[name], post.settled[name]) for post in outcome.posts),
    )


def _target(outcome: Settlement) -> Target | None:
    efficiency = outcome.arrangement.efficiency
    if efficiency is None:
        return None
    year = outcome.arrangement.year.start.year
    return Target(
        base_year=efficiency.base_year,
        base=efficiency.base,
        besides=efficiency.besides,
        years=tuple(TargetYear(y, efficiency.norm(y), efficiency.saving(y)) for y in efficiency.years(year)),
        gap=outcome.costs - efficiency.norm(year),
    )
