"""What becomes of a coalition, exact where it can be, and why; then as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Number
from bodemplaat.calculations.render.schema import Count, NotNegative, Positive
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.coalition import (
    MOST_STABILISED,
    Compensation,
    Loss,
    Pool,
    check_core,
    leavings,
    shapley,
    so_that_nobody_leaves,
    so_that_nobody_loses,
)
from bodemplaat.kernel import Euro, Trace, divide, say

FORMAT = "bodemplaat.coalition/1"


def solve(model: CoalitionFile, request: Asked) -> CoalitionOutcome:
    """Everything about the coalition, exact where it can be."""
    game = model.game
    agreed = game.agreed()
    fair = shapley(
        game,
        random=np.random.default_rng(request.options.get("seed", 1)),
        orders=request.options.get("orders", 20_000),
        progress=request.progress,
    )
    nobody_loses = so_that_nobody_loses(agreed, [game.worth_alone(n) for n in range(len(game.players))])
    few = len(game.players) <= MOST_STABILISED
    return CoalitionOutcome(
        agreed=agreed,
        fair=fair,
        check=check_core(game, agreed),
        check_of_fair=check_core(game, fair.parts),
        nobody_loses=nobody_loses,
        nobody_leaves=so_that_nobody_leaves(game, agreed, prefer=nobody_loses) if few else None,
        leavings=leavings(game),
    )


def reasons(model: CoalitionFile, outcome: CoalitionOutcome) -> Mapping[str, Trace]:
    """What each participant gains as agreed: cost alone less its cost together."""
    borne = [divide(pool.amount.cents, pool.weights) for pool in model.game.pools]
    everyone = range(len(model.game.players))
    lost = [
        (loss, divide(loss.amount.cents, loss.weights if any(loss.weights) else [1] * len(everyone)))
        for loss in model.game.losses
        if loss.holds(everyone)
    ]
    traces = {}
    for number, player in enumerate(model.game.players):
        parts = [
            Trace(player.name, player.alone, say("spends alone on the work that moves")),
            Trace(player.name, -player.variable, say("variable cost in the centre")),
            Trace(player.name, -player.along, say("own costs and benefits of the change")),
        ]
        parts += [
            Trace(pool.name, Euro(-parts_of[number]), say("its part of what is shared"))
            for pool, parts_of in zip(model.game.pools, borne, strict=True)
        ]
        parts += [
            Trace(loss.name, Euro(-parts_of[number]), say("its part of what is lost regardless"))
            for loss, parts_of in lost
        ]
        if player.compensation:
            parts.append(Trace(player.name, player.compensation, say("agreed compensation")))
        traces[player.name] = Trace(
            player.name, outcome.agreed[number], say("gains as agreed, in present value"), {}, tuple(parts)
        )
    return traces


# -- as data -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Participant:
    """What a participant has, as agreed and otherwise."""

    name: str
    agreed: Euro
    """Its net present value in the business case."""
    alternative: Euro
    """What it could gain by itself."""
    fair: Euro
    """Its Shapley value."""
    fair_error: NotNegative
    """Standard error in cents; 0 when exact."""
    after_compensation: Euro


@dataclass(frozen=True, slots=True)
class Objects:
    """A group that would be better off by itself."""

    members: tuple[str, ...]
    worth: Euro
    receives: Euro
    gain: Euro


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a division holds."""

    stable: bool
    proven: Annotated[bool, At(lambda check: check.complete or not check.stable)]
    """False when no objection was found but not all coalitions were looked at."""
    coalitions_looked_at: Annotated[Count, At("looked_at")]
    objections: Annotated[Count, At("count")]
    largest: Annotated[tuple[Objects, ...], At("objections")]


@dataclass(frozen=True, slots=True)
class Paid:
    """What is paid between participants to keep everyone in."""

    moved: Euro
    from_outside: Annotated[Euro, At("outside")]
    amounts: Mapping[str, Euro]
    """Received; below zero paid."""


@dataclass(frozen=True, slots=True)
class Departure:
    """What the leaving of one does."""

    name: str
    loses: Euro
    """Change for the one who leaves; below zero it loses."""
    effects: Mapping[str, Euro]
    """Change for each who remains."""
    then_gone: Annotated[tuple[str, ...], At("gone")]
    """Who would then be better off by itself."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A cost that stays the same whoever takes part."""

    name: str
    amount: Euro
    weights: Mapping[str, int | Number]
    needed_by: tuple[str, ...] | None
    """Only a coalition that holds one of these bears it; null: every coalition does."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What a coalition loses regardless."""

    name: str
    amount: Euro
    weights: Mapping[str, int | Number]
    members: tuple[str, ...]
    """It holds for a coalition that has all of these."""
    exactly: bool
    """Whether only for these and nobody else."""
    least: Positive
    """And for at least so many members."""


@dataclass(frozen=True, slots=True)
class Coalition:
    """Amounts are integer cents, present values over the years of the case."""

    years: int
    participants: tuple[Participant, ...]
    fair_is_exact: Annotated[bool, At("fair.exact")]
    orders_sampled: Annotated[Count, At("fair.orders")]
    agreed_division: Annotated[Check, At("check")]
    fair_division: Annotated[Check, At("check_of_fair")]
    nobody_loses: Paid
    nobody_leaves: Paid | None
    """Null with more than 15 participants."""
    leavings: tuple[Departure, ...]
    shared: tuple[Shared, ...]
    """Costs that stay the same whoever takes part."""
    losses: tuple[Lost, ...]
    """What a coalition loses regardless."""


def coalition(model: CoalitionFile, outcome: CoalitionOutcome) -> Coalition:
    """The whole answer; present values over the years of the case."""
    names = model.game.names
    return mirror(
        Coalition,
        outcome,
        years=model.years,
        participants=[
            Participant(
                name=player.name,
                agreed=outcome.agreed[number],
                alternative=model.game.worth_alone(number),
                fair=outcome.fair.parts[number],
                fair_error=outcome.fair.errors[number],
                after_compensation=outcome.after[number],
            )
            for number, player in enumerate(model.game.players)
        ],
        nobody_loses=_paid(outcome.nobody_loses, names),
        nobody_leaves=_paid(outcome.nobody_leaves, names) if outcome.nobody_leaves else None,
        shared=[_shared(pool, names) for pool in model.game.pools],
        losses=[_lost(loss, names) for loss in model.game.losses],
    )


def _paid(compensation: Compensation, names: tuple[str, ...]) -> Paid:
    return mirror(Paid, compensation, amounts=dict(zip(names, compensation.amounts, strict=True)))


def _shared(pool: Pool, names: tuple[str, ...]) -> Shared:
    needed_by = None if pool.needed_by is None else tuple(names[n] for n in sorted(pool.needed_by))
    return Shared(str(pool.name), pool.amount, dict(zip(names, pool.weights, strict=True)), needed_by)


def _lost(loss: Loss, names: tuple[str, ...]) -> Lost:
    weights = dict(zip(names, loss.weights, strict=True))
    return mirror(Lost, loss, weights=weights, members=[names[n] for n in sorted(loss.members)])
