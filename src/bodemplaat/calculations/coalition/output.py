"""The coalition as JSON: amounts in whole cents. Documented in docs/reference/schemas/coalition.schema.json."""

from typing import Any

from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.engines.coalition import Compensation, CoreCheck


def as_json(model: CoalitionFile, outcome: CoalitionOutcome) -> dict[str, Any]:
    """The whole answer; present values over the years of the case."""
    names = model.game.names
    return {
        "years": model.years,
        "participants": [
            {
                "name": player.name,
                "agreed": outcome.agreed[n],
                "alternative": model.game.worth_alone(n),
                "fair": outcome.fair.parts[n],
                "fair_error": outcome.fair.errors[n],
                "after_compensation": outcome.after[n],
            }
            for n, player in enumerate(model.game.players)
        ],
        "fair_is_exact": outcome.fair.exact,
        "orders_sampled": outcome.fair.orders,
        "agreed_division": _check(outcome.check),
        "fair_division": _check(outcome.check_of_fair),
        "nobody_loses": _compensation(outcome.nobody_loses, names),
        "nobody_leaves": _compensation(outcome.nobody_leaves, names) if outcome.nobody_leaves else None,
        "leavings": [
            {
                "name": leaving.name,
                "loses": leaving.loses,
                "effects": dict(leaving.effects),
                "then_gone": list(leaving.gone),
            }
            for leaving in outcome.leavings
        ],
        "shared": [
            {
                "name": pool.name,
                "amount": pool.amount,
                "weights": dict(zip(names, pool.weights, strict=True)),
                "needed_by": None if pool.needed_by is None else [names[n] for n in sorted(pool.needed_by)],
            }
            for pool in model.game.pools
        ],
        "losses": [
            {
                "name": loss.name,
                "amount": loss.amount,
                "weights": dict(zip(names, loss.weights, strict=True)),
                "members": [names[n] for n in sorted(loss.members)],
                "exactly": loss.exactly,
                "least": loss.least,
            }
            for loss in model.game.losses
        ],
    }


def _check(check: CoreCheck) -> dict[str, Any]:
    return {
        "stable": check.stable,
        "proven": check.complete or not check.stable,
        "coalitions_looked_at": check.looked_at,
        "objections": check.count,
        "largest": [
            {"members": list(o.members), "worth": o.worth, "receives": o.receives, "gain": o.gain}
            for o in check.objections
        ],
    }


def _compensation(compensation: Compensation, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "moved": compensation.moved,
        "from_outside": compensation.outside,
        "amounts": dict(zip(names, compensation.amounts, strict=True)),
    }
